import { nearest, Problem } from "@counterweight/kernel";
import { type Grid, place } from "./delimited.ts";

const COUNT = ["count", "counts", "freq", "frequency", "n", "people", "persons", "number", "cases", "total"];
const PERSON = ["id", "person", "person_id", "personid", "hash", "key", "identifier"];
const LIST = ["list", "agency", "source", "organisation", "organization", "listname", "list_name"];

/** What the columns of a grid are. */
export type Columns =
  | {
      readonly form: "counts";
      readonly lists: readonly number[];
      readonly count: number;
      readonly strata: readonly number[];
    }
  | {
      readonly form: "people";
      readonly lists: readonly number[];
      readonly person: number;
      readonly strata: readonly number[];
    }
  | { readonly form: "sightings"; readonly list: number; readonly person: number; readonly strata: readonly number[] };

export type ColumnOptions = { readonly strata?: readonly string[]; readonly where?: string };

/** 1, 0 or undefined for anything else. */
export function flag(cell: string): 0 | 1 | undefined {
  const text = cell.trim().toLowerCase();
  return text === "1" || text === "true" ? 1 : text === "0" || text === "false" ? 0 : undefined;
}

/**
 * Finds the columns: a table of counts has 0/1 columns and one called count; people have an id and either 0/1 columns or
 * one row a sighting with the name of the list. A column whose every value is something else than 0 and 1 is a stratum
 * (year, sex), as are those named in `strata`.
 */
export function findColumns(grid: Grid, { strata = [], where }: ColumnOptions): Columns {
  const header = grid.rows[0] ?? [];
  const at = where === undefined ? {} : { where };
  const names = header.map((name) => name.trim());
  const lower = names.map((name) => name.toLowerCase());
  const blank = names.indexOf("");
  if (blank >= 0)
    throw new Problem({
      code: "count.no-name",
      what: `column ${blank + 1} has no name in the header`,
      doThis: "name every list in the first line",
      ...at,
    });
  const twice = names.find((_, index) => lower[index] === "count" && lower.indexOf("count") < index);
  if (twice !== undefined)
    throw new Problem({ code: "count.two-counts", what: `two columns are called "${twice}"`, expected: "one", ...at });
  const chosen = strata.map((name) => {
    const index = lower.indexOf(name.toLowerCase());
    if (index >= 0) return index;
    const close = nearest(name, names);
    throw new Problem({
      code: "count.no-stratum",
      what: `there is no column "${name}" to split by`,
      expected: (close.length > 0 ? close : names).join(", "),
      ...at,
    });
  });
  const person = lower.findIndex((name, index) => PERSON.includes(name) && !chosen.includes(index));
  const list = lower.findIndex(
    (name, index) => LIST.includes(name) && !chosen.includes(index) && !isFlags(grid, index),
  );
  const others = names.map((_, index) => index).filter((index) => !chosen.includes(index) && index !== person);
  if (person >= 0 && list >= 0) return { form: "sightings", person, list, strata: chosen };
  const count = person >= 0 ? -1 : (others.findLast((index) => COUNT.includes(lower[index] ?? "")) ?? -1);
  if (person < 0 && count < 0) {
    const allFlags = others.every((index) => isFlags(grid, index));
    throw new Problem({
      code: "count.no-count-column",
      what: `no column is called "count" among ${names.join(", ")}`,
      expected: "one column of 0 and 1 for each list and one called count (or, for people, a column called id)",
      ...(allFlags ? { doThis: "add how many people have each row's history" } : {}),
      ...at,
    });
  }
  const candidates = others.filter((index) => index !== count);
  const lists = candidates.filter((index) => hasFlag(grid, index));
  const rest = [...chosen, ...candidates.filter((index) => !lists.includes(index))];
  return person >= 0 ? { form: "people", person, lists, strata: rest } : { form: "counts", count, lists, strata: rest };
}

/** The 0 or 1 of a list's column, or a problem that names row and column. */
export function flagAt(grid: Grid, row: number, column: number, where?: string): 0 | 1 {
  const cell = grid.rows[row]?.[column] ?? "";
  const value = flag(cell);
  if (value !== undefined) return value;
  throw new Problem({
    code: "count.not-0-1",
    where: `${place(where, grid.lines[row] ?? 0)}, column ${grid.rows[0]?.[column] ?? column + 1}`,
    what: cell === "" ? "the cell is empty" : `"${cell}" is neither 0 nor 1`,
    expected: "1 for people on this list, 0 for people who are not",
  });
}

function hasFlag(grid: Grid, column: number): boolean {
  return grid.rows.slice(1).some((row) => flag(row[column] ?? "") !== undefined);
}

function isFlags(grid: Grid, column: number): boolean {
  return grid.rows.slice(1).every((row) => flag(row[column] ?? "") !== undefined);
}
