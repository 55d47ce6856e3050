import { Problem } from "@counterweight/kernel";
import Papa from "papaparse";

/** One record of a table. `row` counts as a spreadsheet does: the header is row 1. */
export type Row = { readonly row: number; readonly cells: Readonly<Record<string, string>> };

/** A table as text, cell by cell; nothing is converted yet. */
export type Table = { readonly file: string; readonly columns: readonly string[]; readonly rows: readonly Row[] };

/** Reads CSV after RFC 4180. A file that is not a table at all is a problem of its own; cells are checked later. */
export function readTable(file: string, text: string): Table {
  const parsed = Papa.parse<string[]>(text.replace(/^\uFEFF/, ""), { skipEmptyLines: "greedy" });
  const [columns, ...records] = parsed.data;
  if (columns === undefined || columns.length < 2)
    throw new Problem({ code: "table.empty", where: file, what: "there is no table in the file", expected: "CSV" });
  const broken = parsed.errors.find((error) => error.type === "Quotes");
  if (broken !== undefined)
    throw new Problem({
      code: "table.quotes",
      where: `${file}, row ${(broken.row ?? 0) + 1}`,
      what: "a quotation mark is not closed or not doubled",
    });
  return {
    file,
    columns,
    rows: records.map((record, index) => {
      if (record.length !== columns.length)
        throw new Problem({
          code: "table.ragged",
          where: `${file}, row ${index + 2}`,
          what: `the row has ${record.length} cells`,
          expected: `${columns.length}, as the header`,
        });
      return {
        row: index + 2,
        cells: Object.fromEntries(columns.map((column, at) => [column, (record[at] ?? "").trim()])),
      };
    }),
  };
}
