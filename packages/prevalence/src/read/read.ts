import type { ListTable } from "../table/table.ts";
import { cellText } from "./cell-text.ts";
import type { ColumnOptions } from "./columns.ts";
import type { ListDefinition } from "./definitions.ts";
import { readDelimited } from "./delimited.ts";
import { tableFromGrid } from "./grid.ts";
import { tableFromJson } from "./json.ts";

/** What was read from a file: the pooled table, its strata, and what the file says about itself. */
export type TableRead = {
  readonly table: ListTable;
  readonly strata: readonly { readonly name: string; readonly table: ListTable }[];
  readonly stratifiedBy: readonly string[];
  readonly definitions: readonly ListDefinition[];
  readonly form: "counts" | "people" | "sightings";
  readonly source?: string;
  readonly title?: string;
  /** What was mended or left out on the way, for the report. */
  readonly notes: readonly string[];
};

/**
 * Reads a table from text: JSON where it begins with a bracket, else CSV.
 * @throws Problem with file, line and column for anything that cannot be read as it stands.
 */
export function readTable(text: string, options: ColumnOptions = {}): TableRead {
  return /^\s*[[{]/.test(text.replace(/^\uFEFF/, ""))
    ? tableFromJson(text, options)
    : tableFromGrid(readDelimited(text, options.where), options);
}

/** Reads a table from the cells of a spreadsheet, header first; empty cells are empty texts or null. */
export function readCells(cells: readonly (readonly unknown[])[], options: ColumnOptions = {}): TableRead {
  const rows = cells.map((row) => row.map(cellText));
  const kept = rows.flatMap((row, index) => (row.some((value) => value !== "") ? [{ row, line: index + 1 }] : []));
  const comments: string[] = [];
  while (kept[0]?.row[0]?.startsWith("#"))
    comments.push((kept.shift()?.row.find((value) => value !== "") ?? "").replace(/^#\s*/, ""));
  return tableFromGrid({ rows: kept.map(({ row }) => row), lines: kept.map(({ line }) => line), comments }, options);
}
