import { Problem } from "@counterweight/kernel";
import { type ListTable, makeTable } from "../table/table.ts";
import { type ColumnOptions, type Columns, findColumns, flagAt } from "./columns.ts";
import { readComments } from "./definitions.ts";
import { type Grid, place } from "./delimited.ts";
import type { TableRead } from "./read.ts";

type Entry = { history: number; count: number; stratum: string; where: string };

/** A table, pooled and by stratum, from the cells of a CSV file or a spreadsheet. */
export function tableFromGrid(grid: Grid, options: ColumnOptions): TableRead {
  const { where } = options;
  const at = where === undefined ? {} : { where };
  const header = grid.rows[0];
  if (header === undefined || grid.rows.length < 2)
    throw new Problem({
      code: "count.no-rows",
      what: "there are no rows of data",
      expected: "a header with the names of the lists, then one row a history",
      ...at,
    });
  for (const [index, row] of grid.rows.entries())
    if (row.length !== header.length)
      throw new Problem({
        code: "count.ragged",
        where: place(where, grid.lines[index] ?? 0),
        what: `the row has ${row.length} ${row.length === 1 ? "cell" : "cells"}`,
        expected: `${header.length}, as many as the header`,
      });
  const columns = findColumns(grid, options);
  const notes: string[] = [];
  const { lists, entries } =
    columns.form === "sightings" ? sightings(grid, columns, where, notes) : rowsOf(grid, columns, where, notes);
  const table = makeTable(
    lists,
    entries.map(({ history, count, where: row }) => ({ history, count, where: row })),
  );
  if (columns.form === "counts") {
    const positive = entries.filter(({ history }) => history !== 0);
    const distinct = new Set(positive.map(({ history, stratum }) => `${history} ${stratum}`)).size;
    if (positive.length > distinct)
      notes.push(`${positive.length - distinct} rows repeat a history of another row; their counts were added up.`);
  }
  const names = [...new Set(entries.map(({ stratum }) => stratum))].sort();
  const strata =
    columns.strata.length === 0
      ? []
      : names.flatMap((name) => {
          const own = entries.filter(({ stratum }) => stratum === name);
          return own.some(({ count, history }) => count > 0 && history > 0)
            ? [{ name, table: stratumTable(lists, own) }]
            : [];
        });
  return {
    table,
    strata,
    stratifiedBy: columns.strata.map((index) => header[index] ?? ""),
    ...readComments(grid.comments, lists),
    form: columns.form,
    notes,
  };
}

/** Every stratum keeps all lists, also those nobody of it is on. */
function stratumTable(lists: readonly string[], own: readonly Entry[]): ListTable {
  return makeTable(lists, own);
}

function rowsOf(
  grid: Grid,
  columns: Exclude<Columns, { form: "sightings" }>,
  where: string | undefined,
  notes: string[],
) {
  const header = grid.rows[0] ?? [];
  const lists = columns.lists.map((index) => header[index] ?? "");
  const seen = new Set<string>();
  let repeated = 0;
  const entries: Entry[] = [];
  for (let row = 1; row < grid.rows.length; row++) {
    const cells = grid.rows[row] ?? [];
    const line = place(where, grid.lines[row] ?? 0);
    let history = 0;
    for (const [list, column] of columns.lists.entries()) history |= flagAt(grid, row, column, where) << list;
    const stratum = columns.strata.map((index) => cells[index] ?? "").join(", ");
    if (columns.form === "counts") {
      entries.push({ history, count: countOf(cells[columns.count] ?? "", line), stratum, where: line });
      continue;
    }
    const id = cells[columns.person] ?? "";
    if (seen.has(id)) repeated++;
    else if (history === 0) notes.push(`${line}: on no list, left out.`);
    else entries.push({ history, count: 1, stratum, where: line });
    seen.add(id);
  }
  if (repeated > 0)
    throw new Problem({
      code: "count.person-twice",
      ...(where === undefined ? {} : { where }),
      what: `${repeated} ${repeated === 1 ? "row repeats" : "rows repeat"} the id of another row`,
      expected: "one row a person",
      doThis: "merge the rows of one person, or give one row a sighting with the columns id and list",
    });
  return { lists, entries };
}

function sightings(
  grid: Grid,
  columns: Extract<Columns, { form: "sightings" }>,
  where: string | undefined,
  notes: string[],
) {
  const lists: string[] = [];
  const people = new Map<string, Entry>();
  let again = 0;
  let moved = 0;
  for (let row = 1; row < grid.rows.length; row++) {
    const cells = grid.rows[row] ?? [];
    const line = place(where, grid.lines[row] ?? 0);
    const id = cells[columns.person] ?? "";
    const name = cells[columns.list] ?? "";
    if (id === "" || name === "")
      throw new Problem({
        code: "count.sighting",
        where: line,
        what: `the ${id === "" ? "id" : "list"} is empty`,
        expected: "who was seen and on which list",
      });
    if (!lists.includes(name)) lists.push(name);
    const bit = 1 << lists.indexOf(name);
    const stratum = columns.strata.map((index) => cells[index] ?? "").join(", ");
    const known = people.get(id);
    if (known === undefined) people.set(id, { history: bit, count: 1, stratum, where: line });
    else {
      if (known.history & bit) again++;
      if (known.stratum !== stratum) moved++;
      known.history |= bit;
    }
    if (lists.length > 31) break;
  }
  if (again > 0) notes.push(`${again} sightings repeat a person on the same list; each counts once.`);
  if (moved > 0)
    notes.push(`${moved} sightings put a person into another stratum than the first one did; the first counts.`);
  return { lists, entries: [...people.values()] };
}

function countOf(cell: string, where: string): number {
  if (/^[+-]?\d+(\.\d*)?(e[+-]?\d+)?$/i.test(cell)) return Number(cell);
  throw new Problem({
    code: "count.not-number",
    where,
    what: cell === "" ? "the count is empty" : `the count "${cell}" is not a number`,
    expected: "a whole number of people, 0 or more",
  });
}
