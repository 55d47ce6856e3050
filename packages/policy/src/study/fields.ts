import { nearest, Problem } from "@counterweight/kernel";

// Reads the fields of a study file; each fault names its place and what is wanted there.

export function optional<T>(value: unknown, usual: T, read: (value: unknown) => T): T {
  return value === undefined ? usual : read(value);
}

export function record(value: unknown, where: string, keys: readonly string[]): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw fault(where, `${show(value)} stands here`, "an object");
  const unknown = Object.keys(value).find((key) => !keys.includes(key));
  if (unknown !== undefined) {
    const close = nearest(unknown, keys, 1)[0];
    throw fault(where, `the key "${unknown}" is not known`, close ?? keys.join(", "));
  }
  return value as Record<string, unknown>;
}

export function words(value: unknown, where: string): string {
  if (typeof value !== "string" || value.length > 200)
    throw fault(where, `${show(value)} stands here`, "up to 200 letters");
  return value;
}

export function one<const T extends string>(value: unknown, where: string, options: readonly T[]): T {
  const found = options.find((option) => option === value);
  if (found === undefined) throw fault(where, `${show(value)} stands here`, `one of ${options.join(", ")}`);
  return found;
}

/** In the order of the options, each once: the order of a list must not change a digit. */
export function several<const T extends string>(value: unknown, where: string, options: readonly T[]): readonly T[] {
  if (!Array.isArray(value) || value.length === 0)
    throw fault(where, `${show(value)} stands here`, "a list that is not empty");
  const chosen = new Set(value.map((item, index) => one(item, `${where}[${index}]`, options)));
  return options.filter((option) => chosen.has(option));
}

export function whole(value: unknown, where: string, least: number, most: number): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > most)
    throw fault(where, `${show(value)} stands here`, `a whole number from ${least} to ${most}`);
  return value;
}

/** Only so many Sobol' points are balanced. */
export function powerOfTwo(value: unknown, where: string, least: number, most: number): number {
  const count = whole(value, where, least, most);
  if (!Number.isInteger(Math.log2(count)))
    throw fault(where, `${count} stands here`, "a power of 2, such as 256 or 1024");
  return count;
}

export const show = (value: unknown) =>
  value === undefined ? "nothing" : (JSON.stringify(value) ?? "something").slice(0, 60);

export function fault(where: string, what: string, expected: string): Problem {
  return new Problem({ code: "study.invalid", where, what, expected });
}
