import { Problem } from "@counterweight/kernel";
import { type Procedure, prepare } from "./bootstrap/procedure.ts";
import { Cells } from "./fit/cells.ts";
import { modelText } from "./model/notation.ts";
import { readDelimited } from "./read/delimited.ts";

export type Replayed = {
  readonly replicate: string;
  readonly estimate: number | null;
  readonly model: string | null;
  /** What the file itself says, where it does. */
  readonly expected: { readonly estimate: number; readonly model: string } | null;
};

/**
 * Fits every row of a replay table: columns named by histories (`10000`, `11000`, ...) hold counts; `replicate`, `estimate`
 * and `model` may stand beside them and are compared, not used.
 */
export function replay(text: string, procedure: Procedure, where?: string): Replayed[] {
  const grid = readDelimited(text, where);
  const header = grid.rows[0] ?? [];
  const columns = header.flatMap((name, column) => (/^[01]+$/.test(name) ? [{ name, column }] : []));
  const lists = columns[0]?.name.length ?? 0;
  if (lists < 2 || columns.some(({ name }) => name.length !== lists))
    throw new Problem({
      code: "count.replay",
      ...(where === undefined ? {} : { where }),
      what: "no columns are named by histories",
      expected: "columns such as 100, 010, 110 with one digit a list, all of one length",
    });
  const histories = columns.map(({ name }) =>
    name.split("").reduce((set, digit, list) => set | (Number(digit) << list), 0),
  );
  const at = (row: readonly string[], name: string) => row[header.indexOf(name)];
  const estimate = prepare(procedure, lists);
  const cells = new Cells(lists);
  return grid.rows.slice(1).map((row, index) => {
    const counts = columns.map(({ name, column }) => {
      const value = Number(row[column]);
      if (row[column]?.trim() === "" || !Number.isInteger(value) || value < 0)
        throw new Problem({
          code: "count.replay",
          where: `${where ?? "replay"}, line ${grid.lines[index + 1]}, column ${name}`,
          what: `"${row[column] ?? ""}" is no count`,
          expected: "a whole number, 0 or more",
        });
      return value;
    });
    cells.load(histories, counts);
    const outcome = estimate(cells);
    const expected = Number(at(row, "estimate"));
    return {
      replicate: at(row, "replicate") ?? String(index + 1),
      estimate: Number.isFinite(outcome.estimate) ? outcome.estimate : null,
      model: outcome.model === undefined ? null : modelText(outcome.model, lists),
      expected:
        header.includes("estimate") && Number.isFinite(expected)
          ? { estimate: expected, model: at(row, "model") ?? "" }
          : null,
    };
  });
}
