import { nearest, Problem } from "@counterweight/kernel";

/** A problem with what was handed in: where, what, expected. */
export function wrongInput(where: string, what: string, expected?: string, doThis?: string): Problem {
  return new Problem({
    code: "analysis.input",
    where,
    what,
    ...(expected === undefined ? {} : { expected }),
    ...(doThis === undefined ? {} : { doThis }),
  });
}

/** How a value is named in a sentence, short even for a long one. */
export function shown(value: unknown): string {
  if (value === undefined) return "missing";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value !== null && typeof value === "object") return "an object";
  if (typeof value === "number") return String(value);
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 37)}..."` : text;
}

/** JSON text as a value, or a sentence that says where it breaks; NaN and Infinity, which JSON lacks, are named. */
export function parseJson(text: string, where: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    refuseRepeatedKeys(text, where);
    return value;
  } catch (error) {
    if (error instanceof Problem) throw error;
    if (text.trim() === "") throw wrongInput(where, "the input is empty", "one JSON object");
    const outside = text.replace(/"(?:[^"\\]|\\.)*"/g, (quoted) => " ".repeat(quoted.length));
    const token = /-?\b(?:NaN|Infinity|nan|inf|None|undefined)\b/.exec(outside);
    if (token !== null)
      throw wrongInput(
        `${where}, ${lineOf(text, token.index)}`,
        `${token[0]} stands where a number should`,
        "a number",
      );
    const place = /position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
    const at = place === undefined ? "" : `, ${lineOf(text, Number(place))}`;
    throw new Problem({ code: "analysis.json", where: `${where}${at}`, what: "this is not JSON", cause: error });
  }
}

/** JSON.parse keeps the last of two equal keys without a word; a name that stands twice is a mistake to be told. */
function refuseRepeatedKeys(text: string, where: string): void {
  const open: Set<string>[] = [];
  const tokens = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}]/g;
  for (let token = tokens.exec(text); token !== null; token = tokens.exec(text)) {
    if (token[0] === "{") open.push(new Set());
    else if (token[0] === "}") open.pop();
    else if (token[1] !== undefined) {
      const key = token[0].slice(0, token[0].lastIndexOf('"') + 1);
      const keys = open.at(-1);
      if (keys?.has(key)) throw wrongInput(`${where}, ${lineOf(text, token.index)}`, `the name ${key} stands twice`);
      keys?.add(key);
    }
  }
}

function lineOf(text: string, place: number): string {
  const before = text.slice(0, place).split("\n");
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

/** An object whose keys are all among the known ones. */
export function readObject(value: unknown, where: string, required: string[], optional: string[] = []): Fields {
  if (value === null || typeof value !== "object" || Array.isArray(value))
    throw wrongInput(
      where,
      `this is ${shown(value)}`,
      required.length === 0 ? "an object" : `an object with ${listed(required)}`,
    );
  const known = [...required, ...optional];
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    const close = nearest(key, known, 1);
    throw wrongInput(where, `there is no field "${key}"`, close.length > 0 ? `"${close[0]}"` : listed(known));
  }
  for (const key of required)
    if (!Object.hasOwn(value, key))
      throw wrongInput(
        where,
        `"${key}" is missing`,
        required.length === 0 ? "an object" : `an object with ${listed(required)}`,
      );
  return value as Fields;
}

export type Fields = Readonly<Record<string, unknown>>;

export function listed(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}

/** An object of named things, with at least `least` of them. */
export function readNamed(value: unknown, where: string, what: string, least = 1): [string, unknown][] {
  if (value === null || typeof value !== "object" || Array.isArray(value))
    throw wrongInput(where, `this is ${shown(value)}`, `an object that gives each ${what} by its name`);
  const entries = Object.entries(value);
  if (entries.length < least)
    throw wrongInput(where, entries.length === 0 ? `there is no ${what}` : `there is only one ${what}`, atLeast(least));
  return entries;
}

/** A list with at least `least` items. */
export function readList(value: unknown, where: string, what: string, least = 1): unknown[] {
  if (!Array.isArray(value)) throw wrongInput(where, `this is ${shown(value)}`, `a list of ${what}`);
  if (value.length < least) throw wrongInput(where, `the list has ${counted(value.length, "item")}`, atLeast(least));
  return value;
}

/** "1 item", "2 items". */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}

function atLeast(count: number): string {
  return `at least ${count}`;
}

/** A list of different, non-empty names. */
export function readNames(value: unknown, where: string): string[] {
  const names = readList(value, where, "names").map((name, index) => {
    if (typeof name !== "string" || name === "")
      throw wrongInput(`${where}[${index}]`, `this is ${shown(name)}`, "a name");
    return name;
  });
  names.forEach((name, index) => {
    if (names.indexOf(name) !== index) throw wrongInput(`${where}[${index}]`, `the name "${name}" stands twice`);
  });
  return names;
}

/** One of the known names, or a sentence with the nearest. */
export function readKnown(value: unknown, known: readonly string[], where: string, what: string): string {
  if (typeof value === "string" && known.includes(value)) return value;
  // A few choices are all named: the nearest spelling of "max" may not be the one that was meant.
  const close = typeof value === "string" && known.length > 3 ? nearest(value, known, 1) : [];
  throw wrongInput(where, `there is no ${what} ${shown(value)}`, close.length > 0 ? `"${close[0]}"` : listed(known));
}

/** A column of finite numbers, of a given length when one is given. */
export function readNumbers(value: unknown, where: string, length?: number, least = 1): Float64Array {
  const list = readList(value, where, "numbers", length === undefined ? least : 0);
  if (length !== undefined && list.length !== length)
    throw wrongInput(where, `the list has ${counted(list.length, "number")}`, `${length}, as many as the others`);
  const column = new Float64Array(list.length);
  for (let index = 0; index < list.length; index++) {
    const item = list[index];
    if (typeof item !== "number" || !Number.isFinite(item))
      throw wrongInput(`${where}[${index}]`, `this is ${shown(item)}`, "a number");
    column[index] = item;
  }
  return column;
}

/** A finite number within bounds. */
export function readNumber(value: unknown, where: string, least = -Infinity, most = Infinity): number {
  if (typeof value !== "number" || !Number.isFinite(value))
    throw wrongInput(where, `this is ${shown(value)}`, "a number");
  if (value < least || value > most) throw wrongInput(where, `this is ${value}`, range(least, most));
  return value;
}

/** A whole number within bounds; `fallback` where the field is missing. */
export function readWhole(value: unknown, where: string, least: number, most: number, fallback?: number): number {
  if (value === undefined && fallback !== undefined) return fallback;
  if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > most)
    throw wrongInput(where, `this is ${shown(value)}`, `a whole number from ${least} to ${most}`);
  return value;
}

function range(least: number, most: number): string {
  if (most === Infinity) return `a number of ${least} or more`;
  return `a number from ${least} to ${most}`;
}
