import { type Cells, cellsOf, readTable } from "@counterweight/evidence";
import { nearest } from "@counterweight/kernel";

export type { Cells };

/** The rows of a table, each with typed access to its cells. @throws Problem naming file, row and column. */
export function rowsOf(file: string, text: string): Cells[] {
  return readTable(file, text).rows.map((row) => cellsOf(file, row));
}

export function filled(cells: Cells, column: string): string {
  const text = cells.text(column);
  if (text === "") throw cells.fault(column, "the cell is empty");
  return text;
}

export function numberIn(cells: Cells, column: string): number {
  const value = cells.number(column);
  if (value === undefined) throw cells.fault(column, "the cell is empty");
  return value;
}

export function wordIn<const T extends string>(cells: Cells, column: string, words: readonly T[]): T {
  return among(cells, column, filled(cells, column), words);
}

/** Says which words are nearest where the text is none of them. */
export function among<const T extends string>(cells: Cells, column: string, text: string, words: readonly T[]): T {
  const word = words.find((candidate) => candidate === text);
  if (word !== undefined) return word;
  const close = nearest(text, words);
  throw cells.fault(column, `"${text}" is not known`, (close.length > 0 ? close : words).join(", "));
}

/** Figure ids joined by `|`; empty where none. */
export function figuresIn(cells: Cells, column: string): string[] {
  const ids = cells
    .text(column)
    .split("|")
    .map((id) => id.trim())
    .filter((id) => id !== "");
  const wrong = ids.find((id) => !/^[A-Z]+-\d{3}$/.test(id));
  if (wrong !== undefined)
    throw cells.fault(column, `"${wrong}" is not a figure id`, "ids such as INTV-001 joined by |");
  return ids;
}
