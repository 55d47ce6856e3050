import type { Field } from "@counterweight/cases";
import type { FieldLevel } from "../policy/policy.ts";

/** A record as leaves: JSON pointer (RFC 6901) to value. Lists of plain values are one leaf; groups that repeat are walked. */
export type Leaves = Map<string, unknown>;

const escape = (part: string) => (/[~/]/.test(part) ? part.replaceAll("~", "~0").replaceAll("/", "~1") : part);
const unescape = (part: string) => part.replaceAll("~1", "/").replaceAll("~0", "~");

function isGroup(value: unknown): value is object {
  if (Array.isArray(value)) return value.length > 0 && value.every((item) => typeof item === "object" && item !== null);
  return typeof value === "object" && value !== null;
}

export function flatten(value: unknown, pointer = "", leaves: Leaves = new Map()): Leaves {
  if (!isGroup(value)) {
    if (value !== undefined) leaves.set(pointer, value);
    return leaves;
  }
  for (const [key, part] of Object.entries(value)) flatten(part, `${pointer}/${escape(key)}`, leaves);
  return leaves;
}

// Names that would reach into the object's own machinery are never keys of a record.
const forbidden = new Set(["__proto__", "constructor", "prototype"]);
const largestIndex = 999;

/** The keys of a pointer, or undefined where it could not be one of a record. */
export function keysOf(pointer: string): string[] | undefined {
  if (!pointer.startsWith("/") || pointer.length > 300) return undefined;
  const keys = pointer.slice(1).split("/").map(unescape);
  if (keys.some((key) => key === "" || forbidden.has(key) || (/^\d+$/.test(key) && Number(key) > largestIndex)))
    return undefined;
  return keys;
}

/** The record again. A group's missing item (its fields were all withheld) stands as an empty one, so positions hold. */
export function unflatten(leaves: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const [pointer, value] of leaves) {
    const keys = keysOf(pointer);
    if (keys === undefined) continue;
    let at: Record<string, unknown> | unknown[] = root;
    for (const [depth, key] of keys.entries()) {
      const index = Array.isArray(at) ? Number(key) : key;
      const box = at as Record<string | number, unknown>;
      if (depth === keys.length - 1) box[index] = value;
      else box[index] ??= /^\d+$/.test(keys[depth + 1] ?? "") ? [] : {};
      at = box[index] as Record<string, unknown>;
    }
  }
  fillHoles(root);
  return root;
}

function fillHoles(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) for (let index = 0; index < value.length; index++) value[index] ??= {};
  for (const part of Object.values(value)) fillHoles(part);
}

type Branch = { level: FieldLevel | undefined; readonly children: Map<string, Branch> };

/** The field list as a tree; `[]` stands for any position in a list. */
function treeOf(fields: readonly Field[]): Branch {
  const root: Branch = { level: undefined, children: new Map() };
  for (const field of fields) {
    let at = root;
    for (const part of field.path.replaceAll("[]", ".[]").split(".")) {
      const child: Branch = at.children.get(part) ?? { level: undefined, children: new Map() };
      at.children.set(part, child);
      at = child;
    }
    at.level = levelOfField(field);
  }
  return root;
}

const levelOfField = ({ encrypted, sensitivity }: Field): FieldLevel =>
  encrypted ? (sensitivity === "free text" ? "narrative" : "identity") : "code";

/** A record taken apart by level: codes as one tree (places of what is missing kept), the others leaf by leaf. */
export type Parts = {
  readonly codes: Record<string, unknown>;
  readonly identity: Leaves;
  readonly narrative: Leaves;
};

/** Takes records apart, and tells a pointer's level. What the field list does not know is narrative: sealed, shown to few. */
export class Levels {
  readonly #root: Branch;

  constructor(fields: readonly Field[]) {
    this.#root = treeOf([...fields, ...["schema", "id"].map((path) => ({ path, encrypted: false }) as Field)]);
  }

  of(pointer: string): FieldLevel {
    const keys = keysOf(pointer) ?? [];
    if (keys[0] === "elements") return keys.at(-1) === "detail" ? "narrative" : "code";
    let at: Branch | undefined = this.#root;
    for (const key of keys) {
      at = at.children.get(key) ?? (/^\d+$/.test(key) ? at.children.get("[]") : undefined);
      if (at === undefined) return "narrative";
      if (at.level !== undefined) return at.level;
    }
    return "narrative";
  }

  split(record: object): Parts {
    const parts: Parts = { codes: {}, identity: new Map(), narrative: new Map() };
    for (const key of Object.keys(record)) {
      const value = (record as Record<string, unknown>)[key];
      if (key === "elements")
        parts.codes[key] = splitElements(value as Record<string, { detail?: string }>, parts.narrative);
      else this.#walk(this.#root.children.get(key), value, `/${escape(key)}`, parts, parts.codes, key);
    }
    return parts;
  }

  #walk(
    branch: Branch | undefined,
    value: unknown,
    pointer: string,
    parts: Parts,
    into: object,
    key: string | number,
  ): void {
    if (value === undefined) return;
    const level = branch?.level ?? (isGroup(value) && branch !== undefined ? undefined : "narrative");
    if (level === "code") {
      (into as Record<string | number, unknown>)[key] = value;
      return;
    }
    if (level !== undefined) {
      flatten(value, pointer, parts[level]);
      return;
    }
    if (Array.isArray(value)) {
      const list: unknown[] = [];
      const child = branch?.children.get("[]");
      for (let place = 0; place < value.length; place++)
        this.#walk(child, value[place], `${pointer}/${place}`, parts, list, place);
      if (list.length > 0 || Array.isArray(into)) (into as Record<string | number, unknown>)[key] = list;
      return;
    }
    const box: Record<string, unknown> = {};
    for (const name of Object.keys(value as object))
      this.#walk(
        branch?.children.get(name),
        (value as Record<string, unknown>)[name],
        `${pointer}/${escape(name)}`,
        parts,
        box,
        name,
      );
    if (Object.keys(box).length > 0 || Array.isArray(into)) (into as Record<string | number, unknown>)[key] = box;
  }
}

/** What was said about each element is a code; the words it was said in are narrative. */
function splitElements(elements: Record<string, { detail?: string }>, narrative: Leaves): object {
  const codes: Record<string, object> = {};
  for (const code of Object.keys(elements)) {
    const whole = elements[code] as { detail?: string };
    if (whole.detail === undefined) {
      codes[code] = whole;
      continue;
    }
    const { detail, ...statement } = whole;
    codes[code] = statement;
    narrative.set(`/elements/${escape(code)}/detail`, detail);
  }
  return codes;
}
