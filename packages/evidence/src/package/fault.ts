import { Problem } from "@counterweight/kernel";

/** One thing wrong in the data package. Rows count as a spreadsheet does: the header is row 1. */
export type Fault = {
  readonly file: string;
  readonly row: number | undefined;
  readonly column: string | undefined;
  readonly what: string;
};

/** A problem whose place reads `FILE, row N, column C` as a fault. */
export function faultFrom(error: unknown, file: string): Fault {
  if (!(error instanceof Problem)) throw error;
  const { where = file, what, expected } = error.details;
  return {
    file: where.split(",")[0] ?? file,
    row: Number(/row (\d+)/.exec(where)?.[1]) || undefined,
    column: /column (\S+)/.exec(where)?.[1],
    what: expected === undefined ? what : `${what}; expected ${expected}`,
  };
}

export function faultLine({ file, row, column, what }: Fault): string {
  const place = [file, row === undefined ? "" : `row ${row}`, column === undefined ? "" : `column ${column}`];
  return `${place.filter(Boolean).join(", ")}: ${what}`;
}
