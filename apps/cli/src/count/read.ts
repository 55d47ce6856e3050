import { readFile } from "node:fs/promises";
import { Problem } from "@counterweight/kernel";
import { readCells, readTable, type TableRead } from "@counterweight/prevalence";
import type { Terminal } from "../command.ts";
import { readInput, unreadable } from "../options.ts";

/** A table from a CSV, JSON or XLSX file, or from standard input for `-`. */
export async function readTableFile(file: string, strata: readonly string[], terminal: Terminal): Promise<TableRead> {
  const options = { strata, where: file === "-" ? "standard input" : file };
  if (!file.toLowerCase().endsWith(".xlsx")) return readTable(await readInput(file, terminal), options);
  const { default: readSheet } = await import("read-excel-file/node");
  try {
    // Opening it here first tells a missing file from a damaged one.
    const bytes = await readFile(file).catch((error: unknown) => {
      throw unreadable(file, error);
    });
    const sheets = await readSheet(bytes);
    return readCells(sheets[0]?.data ?? [], options);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem({
      code: "file.unreadable",
      where: file,
      what: "the workbook cannot be read",
      doThis: "check the name, or save the sheet as CSV",
      cause: error,
    });
  }
}
