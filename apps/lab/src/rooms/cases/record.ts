import type { CaseRecord, Field } from "@counterweight/cases";

export type Keys = readonly (string | number)[];

/** The value at a place in a record, or undefined. */
export function valueAt(record: unknown, keys: Keys): unknown {
  let at = record;
  for (const key of keys) {
    if (typeof at !== "object" || at === null) return undefined;
    at = (at as Record<string | number, unknown>)[key];
  }
  return at;
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

/** The record with a value changed; an empty one is left out, and so are groups that become empty. */
export function withValue<T>(record: T, keys: Keys, value: unknown): T {
  const [key, ...rest] = keys;
  if (key === undefined) return value as T;
  const copy = (Array.isArray(record) ? [...(record as unknown[])] : { ...record }) as Record<string | number, unknown>;
  const inner =
    rest.length === 0 ? value : withValue(copy[key] ?? (typeof rest[0] === "number" ? [] : {}), rest, value);
  if (isEmpty(inner) && !Array.isArray(copy)) delete copy[key];
  else copy[key] = inner;
  return copy as T;
}

const escape = (part: string) => part.replaceAll("~", "~0").replaceAll("/", "~1");
const isGroup = (value: unknown): value is object =>
  typeof value === "object" &&
  value !== null &&
  (!Array.isArray(value) || (value.length > 0 && value.every((item) => typeof item === "object" && item !== null)));

/** Pointer to value, for every answer. */
export function leavesOf(value: unknown, pointer = "", into = new Map<string, unknown>()): Map<string, unknown> {
  if (isGroup(value))
    for (const [key, part] of Object.entries(value)) leavesOf(part, `${pointer}/${escape(key)}`, into);
  else if (value !== undefined) into.set(pointer, value);
  return into;
}

/** What changed between two states of a record, as JSON pointers; null where a field is gone. Consents are kept apart. */
export function changesBetween(before: CaseRecord, after: CaseRecord): Record<string, unknown> {
  const [old, now] = [leavesOf(before), leavesOf(after)];
  const changes: Record<string, unknown> = {};
  for (const [pointer, value] of now)
    if (JSON.stringify(old.get(pointer)) !== JSON.stringify(value)) changes[pointer] = value;
  for (const pointer of old.keys()) if (!now.has(pointer)) changes[pointer] = null;
  return Object.fromEntries(Object.entries(changes).filter(([pointer]) => !pointer.startsWith("/consents")));
}

/** The record with changes by pointer applied. */
export function withChanges(record: CaseRecord, changes: Readonly<Record<string, unknown>>): CaseRecord {
  return Object.entries(changes).reduce((at, [pointer, value]) => {
    const keys = pointer
      .slice(1)
      .split("/")
      .map((key) => (/^\d+$/.test(key) ? Number(key) : key.replaceAll("~1", "/").replaceAll("~0", "~")));
    return withValue(at, keys, value ?? undefined);
  }, record);
}

/** A new record with a number of its own. */
export function newRecord(year = new Date().getFullYear()): CaseRecord {
  const random = crypto.getRandomValues(new Uint8Array(3));
  const number = `${year}-${Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  return {
    schema: "counterweight/case/1",
    id: number,
    person: {},
    case: { status: "active", registered: String(year) },
    elements: {},
    exploitation: {},
  };
}

export type Part = {
  readonly name: string;
  /** The list it belongs to, for groups that repeat, for example `events`; undefined for single fields. */
  readonly list: string | undefined;
  readonly fields: readonly Field[];
};

const first = ["person", "own words", "safe contact", "case", "contact", "exploitation"];
const apart = new Set(["elements", "extensions", "consent"]);

/** The parts of the form in order: what one usually has first at hand, then the rest. */
export function partsOf(fields: readonly Field[]): readonly Part[] {
  const parts = new Map<string, { name: string; list: string | undefined; fields: Field[] }>();
  for (const field of fields) {
    if (apart.has(field.group) || field.path === "id") continue;
    const list = /^(.*?)\[\]\./.exec(field.path)?.[1];
    const key = `${field.group} ${list ?? ""}`;
    const part = parts.get(key) ?? { name: field.group, list, fields: [] };
    part.fields.push(field);
    parts.set(key, part);
  }
  const rank = ({ name, list }: Part) =>
    first.includes(name) ? first.indexOf(name) * 2 + (list === undefined ? 1 : 0) : 99;
  return [...parts.values()].sort((a, b) => rank(a) - rank(b));
}

export const opensAtOnce = ({ name }: Part): boolean => first.indexOf(name) >= 0 && first.indexOf(name) < 4;

/** Where a field's value stands: `events[].city` at 2 is events, 2, city. */
export function keysOf(path: string, index: number): Keys {
  return path.split(".").flatMap((part): Keys => (part.endsWith("[]") ? [part.slice(0, -2), index] : [part]));
}
