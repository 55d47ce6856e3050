import { Problem } from "@counterweight/kernel";
import Papa from "papaparse";

/** A file of rows and named columns as CSV, XLSX and Parquet all give it: texts, empty where there is nothing. */
export type Table = { readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** One thing to mend in a file; the row counts the header as row 1. */
export type RowProblem = { readonly row: number; readonly column: string; readonly message: string };

/**
 * Reads CSV from people: quotes, byte-order marks, semicolons or tabs instead of commas, any line end.
 * A problem names the first line that cannot be read; short rows are filled, rows longer than the header are refused.
 */
export function readCsv(text: string, where = "file"): Table {
  const plain = text.replace(/^\uFEFF/, "");
  const result = Papa.parse<string[]>(plain, {
    delimiter: delimiterOf(plain),
    // A line of separators alone is a row: in CTDC's files a person of whom nothing is known.
    skipEmptyLines: true,
  });
  const broken = result.errors.find((error) => error.code !== "UndetectableDelimiter");
  if (broken !== undefined)
    throw new Problem({
      code: "cases.csv",
      where: `${where}${broken.row === undefined ? "" : `, row ${broken.row + 1}`}`,
      what: broken.type === "Quotes" ? "a quoted cell is not closed or goes on after its quote" : broken.message,
      doThis: "save it again as CSV from a spreadsheet",
    });
  const [header, ...rows] = result.data;
  if (header === undefined) throw new Problem({ code: "cases.empty", where, what: "the file holds no rows" });
  // The apostrophe that `writeCsv` puts before what a spreadsheet would run is taken off again.
  for (const row of rows)
    for (const [place, cell] of row.entries())
      if (cell.charCodeAt(0) === 39 && /^'[=+\-@\t\r]/.test(cell)) row[place] = cell.slice(1);
  return tableOf(header, rows, where);
}

/** The separator the header uses most; cells below may hold semicolons of their own. */
function delimiterOf(text: string): string {
  const header =
    text
      .slice(0, 20_000)
      .trimStart()
      .split(/[\r\n]/, 1)[0]
      ?.replace(/"[^"]*"/g, "") ?? "";
  const counts = [",", ";", "\t", "|"].map((mark) => [mark, header.split(mark).length] as const);
  return counts.reduce((most, next) => (next[1] > most[1] ? next : most))[0];
}

/** A table whose rows are as wide as its header. */
export function tableOf(header: readonly string[], rows: readonly (readonly string[])[], where = "file"): Table {
  const long = rows.findIndex(
    (row) => row.length > header.length && row.slice(header.length).some((cell) => cell !== ""),
  );
  if (long >= 0)
    throw new Problem({
      code: "cases.row-too-long",
      where: `${where}, row ${long + 2}`,
      what: `the row has ${rows[long]?.length} cells and the header ${header.length}`,
      doThis: "quote cells that hold the separator",
    });
  return {
    header,
    rows: rows.map((row) =>
      row.length >= header.length
        ? row.slice(0, header.length)
        : [...row, ...Array<string>(header.length - row.length).fill("")],
    ),
  };
}

/** CSV after RFC 4180; a cell that a spreadsheet would run as a formula gets an apostrophe in front. */
export function writeCsv({ header, rows }: Table): string {
  const cell = (text: string): string => {
    const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return [header, ...rows].map((row) => `${row.map(cell).join(",")}\n`).join("");
}
