/**
 * The address is the only state of the page: `#/policy?v=1&region=world&det=0.5`. The part after `#` never leaves the
 * browser. Each room describes its fields; what cannot be read falls back to the default and is named, never guessed.
 */
export type Field<T> = {
  readonly fallback: T;
  /** The value, or undefined where the text is not admissible. */
  readonly read: (text: string) => T | undefined;
  /** A method, so that a field of some type counts as a field of an unknown one. */
  write(value: T): string;
};
export type Schema = Readonly<Record<string, Field<unknown>>>;
export type StateOf<S> = { readonly [K in keyof S]: S[K] extends Field<infer T> ? T : never };

export const linkVersion = 1;

/** Steps that bring the parameters of version n to n + 1; index 0 is for links of version 1. */
const migrations: readonly ((parameters: URLSearchParams) => void)[] = [];

export const choice = <const T extends string>(options: readonly T[], fallback: T): Field<T> => ({
  fallback,
  read: (text) => options.find((option) => option === text),
  write: (value) => value,
});

/** A number within bounds, written with at most six decimals. */
export const number = (least: number, most: number, fallback: number): Field<number> => ({
  fallback,
  read: (text) => {
    const value = Number(text);
    return text.trim() !== "" && value >= least && value <= most ? value : undefined;
  },
  write: (value) => String(Number(value.toFixed(6))),
});

export const wholeNumber = (least: number, most: number, fallback: number): Field<number> => {
  const any = number(least, most, fallback);
  return {
    ...any,
    read: (text) => {
      const value = any.read(text);
      return value !== undefined && Number.isInteger(value) ? value : undefined;
    },
  };
};

export const text = (longest: number, fallback = ""): Field<string> => ({
  fallback,
  read: (value) => (value.length <= longest ? value : undefined),
  write: (value) => value.slice(0, longest),
});

/** Some of the options, in their own order, parted by `.`; an unknown one spoils the whole. */
export const some = <const T extends string>(options: readonly T[], fallback: readonly T[]): Field<readonly T[]> => ({
  fallback,
  read: (value) => {
    const parts = value === "" ? [] : value.split(".");
    return parts.every((part) => (options as readonly string[]).includes(part))
      ? options.filter((option) => parts.includes(option))
      : undefined;
  },
  write: (value) => value.join("."),
});

export type Address = { readonly path: string; readonly parameters: URLSearchParams; readonly newer: boolean };

/** Reads `#/path?query`, brings an old link up to date and says whether it comes from a newer version. */
export function readAddress(hash: string): Address {
  const [path = "", query = ""] = hash.replace(/^#/, "").split(/\?(.*)/s);
  const parameters = new URLSearchParams(query);
  const version = Number(parameters.get("v") ?? linkVersion);
  for (const step of migrations.slice(Math.max(0, version - 1))) step(parameters);
  return { path: path.startsWith("/") ? path : "/", parameters, newer: !(version <= linkVersion) };
}

export function writeAddress(path: string, parameters: URLSearchParams): string {
  const ordered = new URLSearchParams(
    [...parameters].filter(([key]) => key !== "v").sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  const query = ordered.toString();
  return query === "" ? `#${path}` : `#${path}?v=${linkVersion}&${query}`;
}

/** The state in the parameters and the keys whose text was not admissible. */
export function readState<const S extends Schema>(
  schema: S,
  parameters: URLSearchParams,
): { readonly state: StateOf<S>; readonly unread: readonly string[] } {
  const unread: string[] = [];
  const state: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(schema)) {
    const found = parameters.get(key);
    const value = found === null ? field.fallback : field.read(found);
    if (value === undefined) unread.push(key);
    state[key] = value === undefined ? field.fallback : value;
  }
  return { state: state as StateOf<S>, unread };
}

/** The parameters with the changes written in; a value that equals its default is left out, so that links stay short. */
export function writeState<const S extends Schema>(
  schema: S,
  parameters: URLSearchParams,
  changes: Partial<StateOf<S>>,
): URLSearchParams {
  const next = new URLSearchParams(parameters);
  for (const [key, value] of Object.entries(changes)) {
    const field = schema[key];
    if (field === undefined) continue;
    const written = field.write(value);
    if (written === field.write(field.fallback)) next.delete(key);
    else next.set(key, written);
  }
  return next;
}
