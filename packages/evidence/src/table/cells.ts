import { Problem } from "@counterweight/kernel";
import type { Row } from "./csv.ts";

/** Typed access to the cells of one row; every fault names file, row and column. */
export type Cells = {
  readonly text: (column: string) => string;
  /** Undefined where the cell is empty. */
  readonly number: (column: string) => number | undefined;
  readonly oneOf: <const Word extends string>(column: string, words: readonly Word[]) => Word;
  /** Words parted by spaces. */
  readonly list: (column: string) => string[];
  readonly fault: (column: string, what: string, expected?: string) => Problem;
};

export function cellsOf(file: string, { row, cells }: Row): Cells {
  const fault = (column: string, what: string, expected?: string) =>
    new Problem({
      code: "table.cell",
      where: `${file}, row ${row}, column ${column}`,
      what,
      ...(expected === undefined ? {} : { expected }),
    });
  const text = (column: string) => {
    const cell = cells[column];
    if (cell === undefined) throw fault(column, "the column is missing");
    return cell;
  };
  return {
    text,
    number: (column) => {
      const cell = text(column);
      if (cell === "") return undefined;
      const value = Number(cell);
      if (!Number.isFinite(value)) throw fault(column, `"${cell}" is not a number`);
      return value;
    },
    oneOf: (column, words) => {
      const cell = text(column);
      const word = words.find((candidate) => candidate === cell);
      if (word === undefined) throw fault(column, `"${cell}" is not in the vocabulary`, words.join(", "));
      return word;
    },
    list: (column) => text(column).split(/\s+/).filter(Boolean),
    fault,
  };
}
