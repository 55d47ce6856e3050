import { rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Problem } from "@counterweight/kernel";

/** Writes beside the target and renames, so that Ctrl-C or a full disk never leaves half a file under its name. */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  const unfinished = join(dirname(file), `.${process.pid}-${Date.now()}.unfinished`);
  try {
    await writeFile(unfinished, content);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw new Problem({
      code: "file.unwritable",
      where: file,
      ...((error as NodeJS.ErrnoException).code === "ENOSPC"
        ? {
            what: "there is no space left for the file; nothing was written",
            doThis: "make room on that disk and try again",
          }
        : { what: "the file cannot be written", doThis: "check the folder and the permissions" }),
      cause: error,
    });
  }
}

/** One line of CSV after RFC 4180, with cells that a spreadsheet would run as a formula made harmless. */
export function csvLine(cells: readonly (string | number)[]): string {
  return `${cells
    .map((cell) => {
      if (typeof cell === "number") return String(cell);
      const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
      return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    })
    .join(",")}\n`;
}

/** Columns padded to the widest cell; columns named in `right` are set flush right. */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string {
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? "").length)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        right.includes(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd();
  return `${[line(header), widths.map((width) => "─".repeat(width)).join("  "), ...rows.map(line)].join("\n")}\n`;
}
