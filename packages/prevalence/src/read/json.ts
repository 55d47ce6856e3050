import { Problem } from "@counterweight/kernel";
import { makeTable } from "../table/table.ts";
import { cellText } from "./cell-text.ts";
import type { ColumnOptions } from "./columns.ts";
import type { ListDefinition } from "./definitions.ts";
import { tableFromGrid } from "./grid.ts";
import type { TableRead } from "./read.ts";

/**
 * A table as JSON: an array of objects with the same fields as the columns of a CSV file, or
 * `{"lists": ["LA", {"name": "NG", "definition": ..., "from": ..., "to": ...}], "counts": {"10": 54, "11": 3}}`.
 */
export function tableFromJson(text: string, options: ColumnOptions): TableRead {
  const { where } = options;
  const at = where === undefined ? {} : { where };
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new Problem({
      code: "count.json",
      what: "the JSON cannot be read",
      doThis: error instanceof Error ? error.message : "check it",
      cause: error,
      ...at,
    });
  }
  if (Array.isArray(value)) return fromRecords(value, options);
  const expected = 'an array of rows, or an object with "lists" and "counts" (or "rows")';
  if (typeof value !== "object" || value === null)
    throw new Problem({ code: "count.json", what: "this is no table", expected, ...at });
  const { lists, counts, rows, source, title } = value as Record<string, unknown>;
  if (Array.isArray(rows)) return { ...fromRecords(rows, options), ...texts(source, title) };
  if (!Array.isArray(lists) || typeof counts !== "object" || counts === null)
    throw new Problem({ code: "count.json", what: 'the object has no "lists" with "counts"', expected, ...at });
  const definitions = lists.map((list): ListDefinition => {
    if (typeof list === "string") return { name: list };
    const { name, definition, from, to } = (list ?? {}) as Record<string, unknown>;
    if (typeof name !== "string")
      throw new Problem({
        code: "count.json",
        what: "a list has no name",
        expected: 'a text, or an object with "name"',
        ...at,
      });
    return {
      name,
      ...(typeof definition === "string" ? { definition } : {}),
      ...(typeof from === "string" ? { from } : {}),
      ...(typeof to === "string" ? { to } : {}),
    };
  });
  const table = makeTable(
    definitions.map(({ name }) => name),
    Object.entries(counts).map(([history, count]) => {
      if (!/^[01]+$/.test(history) || history.length !== definitions.length)
        throw new Problem({
          code: "count.json",
          what: `the history "${history}" does not fit`,
          expected: `${definitions.length} digits, 1 for each list the people are on`,
          ...at,
        });
      return {
        history: history.split("").reduce((set, digit, list) => set | (Number(digit) << list), 0),
        count: typeof count === "number" ? count : Number.NaN,
        where: `counts.${history}`,
      };
    }),
    where,
  );
  return { table, strata: [], stratifiedBy: [], definitions, form: "counts", notes: [], ...texts(source, title) };
}

function fromRecords(rows: readonly unknown[], options: ColumnOptions): TableRead {
  const records = rows.map((row, index) => {
    if (typeof row === "object" && row !== null && !Array.isArray(row)) return row as Record<string, unknown>;
    throw new Problem({
      code: "count.json",
      what: `row ${index + 1} is ${Array.isArray(row) ? "a list" : JSON.stringify(row)}`,
      expected: 'an object such as {"A": 1, "B": 0, "count": 30}',
      ...(options.where === undefined ? {} : { where: options.where }),
    });
  });
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return tableFromGrid(
    {
      rows: [names, ...records.map((record) => names.map((name) => cellText(record[name])))],
      lines: [0, ...records.map((_, index) => index + 1)],
      comments: [],
    },
    options,
  );
}

function texts(source: unknown, title: unknown) {
  return { ...(typeof source === "string" ? { source } : {}), ...(typeof title === "string" ? { title } : {}) };
}
