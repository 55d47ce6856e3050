import type { Field } from "@counterweight/cases";
import type { FieldLevel } from "../policy/policy.ts";

/** A record as leaves: JSON pointer (RFC 6901) to value. Lists of plain values are one leaf; groups that repeat are walked. */
export type Leaves = Map<string, unknown>;

const escape = (part: string) => part.replaceAll("~", "~0").replaceAll("/", "~1");
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

/** Tells each pointer's level from the record's own field list. What the list does not know is narrative: sealed, and shown to few. */
export function leveller(fields: readonly Field[]): (pointer: string) => FieldLevel {
  const byPath = new Map(fields.map((field) => [field.path, field]));
  const known = new Map<string, FieldLevel>();
  const find = (pointer: string): FieldLevel => {
    const keys = keysOf(pointer) ?? [];
    if (keys[0] === "schema" || keys[0] === "id") return "code";
    if (keys[0] === "elements") return keys.at(-1) === "detail" ? "narrative" : "code";
    let path = "";
    for (const key of keys) {
      path = /^\d+$/.test(key) ? `${path}[]` : path === "" ? key : `${path}.${key}`;
      const field = byPath.get(path);
      if (field === undefined) continue;
      if (!field.encrypted) return "code";
      return field.sensitivity === "free text" ? "narrative" : "identity";
    }
    return "narrative";
  };
  return (pointer) => {
    const found = known.get(pointer);
    if (found !== undefined) return found;
    const level = find(pointer);
    // Extension columns are the source's own names: without a bound they could fill the memory.
    if (known.size < 20_000) known.set(pointer, level);
    return level;
  };
}
