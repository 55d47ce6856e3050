import { readFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import {
  type CaseRecord,
  detectFormat,
  type Imported,
  LossReport,
  type RowProblem,
  readCsv,
  readTable,
  type Standards,
  type Table,
  type TableFormat,
  tableOf,
  validateRecord,
  writeCsv,
} from "@counterweight/cases";
import { Problem } from "@counterweight/kernel";
import type { Terminal } from "../command.ts";
import { readInput, unreadable } from "../options.ts";
import { cellText } from "./cellText.ts";
import { readParquet } from "./parquet.ts";

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

async function readSpreadsheet(file: string): Promise<Table> {
  const bytes = await bytesOf(file);
  const { readSheet } = await import("read-excel-file/node");
  try {
    const [header = [], ...rows] = await readSheet(Buffer.from(bytes));
    return tableOf(
      header.map(cellText),
      rows.map((row) => row.map(cellText)),
      file,
    );
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw new Problem({
      code: "cases.xlsx",
      where: file,
      what: "the file is not a workbook that can be read",
      doThis: "save it again as .xlsx or .csv",
      cause,
    });
  }
}

/** Rows and columns of a CSV, XLSX or Parquet file, or of standard input for `-`. */
export async function readTableFile(file: string, terminal: Terminal): Promise<Table> {
  const kind = extname(file).toLowerCase();
  if (kind === ".xlsx") return readSpreadsheet(file);
  if (kind === ".parquet") return readParquet(await bytesOf(file), file);
  if (kind === ".xls" || kind === ".ods")
    throw new Problem({
      code: "cases.kind",
      where: file,
      what: `${kind} files are not read`,
      doThis: "save the sheet as .xlsx or .csv",
    });
  return readCsv(await readInput(file, terminal), file);
}

/** Records from JSON Lines (one a line) or a JSON array; each is checked. */
function readJson(standards: Standards, text: string, where: string): Imported {
  const lines = text.trimStart().startsWith("[") ? undefined : text.split("\n");
  const values: { row: number; value: unknown }[] = [];
  const problems: RowProblem[] = [];
  const parse = (part: string, row: number): unknown => {
    try {
      return JSON.parse(part);
    } catch (cause) {
      throw new Problem({ code: "cases.json", where: `${where}, line ${row}`, what: "the line is not JSON", cause });
    }
  };
  if (lines === undefined)
    for (const [place, value] of (parse(text, 1) as unknown[]).entries()) values.push({ row: place + 1, value });
  else
    for (const [place, line] of lines.entries())
      if (line.trim() !== "") values.push({ row: place + 1, value: parse(line, place + 1) });
  const ids = new Map<string, number>();
  for (const { row, value } of values) {
    for (const { field, message } of validateRecord(standards, value)) problems.push({ row, column: field, message });
    const id = (value as CaseRecord | null)?.id ?? "";
    const earlier = ids.get(id);
    if (earlier !== undefined)
      problems.push({ row, column: "id", message: `This is already the number of line ${earlier}.` });
    ids.set(id, row);
  }
  const records = values.map(({ value }) => value as CaseRecord);
  return {
    records: problems.length > 0 ? [] : records,
    rows: values.length,
    problems,
    loss: new LossReport(),
    explained: [],
  };
}

export type InputFormat = TableFormat | "jsonl";

/** Reads records from a file in the format named, or in the one its name and header show. */
export async function readRecords(
  standards: Standards,
  file: string,
  terminal: Terminal,
  format?: InputFormat,
  source?: string,
): Promise<Imported & { readonly format: InputFormat }> {
  const named = format ?? (/\.(jsonl|ndjson|json)$/i.test(file) ? "jsonl" : undefined);
  if (named === "jsonl") return { ...readJson(standards, await readInput(file, terminal), file), format: "jsonl" };
  const table = await readTableFile(file, terminal);
  const found = named ?? detectFormat(standards, table.header, file);
  return { ...readTable(standards, found, table, { where: file, source: source ?? basename(file) }), format: found };
}

/** The records, or one sentence with the first row to mend: a file with a mistake is not read in part. */
export function recordsOrProblem(file: string, { records, problems }: Imported): readonly CaseRecord[] {
  const [first] = problems;
  if (first === undefined) return records;
  throw new Problem({
    code: "cases.rows",
    where: `${file}, row ${first.row}, ${first.column}`,
    what: first.message.replace(/[.?]$/, ""),
    doThis:
      problems.length === 1
        ? "mend it and try again"
        : `${problems.length - 1} more to mend; "counterweight cases import FILE --dry-run" lists them`,
  });
}

/** A table as the bytes of a file of this kind. */
export async function tableBytes(table: Table, kind: "csv" | "xlsx" | "parquet"): Promise<string | Uint8Array> {
  if (kind === "csv") return writeCsv(table);
  if (kind === "parquet") {
    const { parquetWriteBuffer } = await import("hyparquet-writer");
    return new Uint8Array(
      parquetWriteBuffer({
        columnData: table.header.map((name, place) => ({
          name,
          data: table.rows.map((row) => row[place] ?? ""),
          type: "STRING",
        })),
      }),
    );
  }
  const { default: writeExcelFile } = await import("write-excel-file/node");
  // Every cell a text: a spreadsheet then runs no formula and changes no code such as 09--17.
  const cells = [table.header, ...table.rows].map((row) =>
    row.map((value) => (value === "" ? null : { value, type: String })),
  );
  return writeExcelFile(cells).toBuffer();
}
