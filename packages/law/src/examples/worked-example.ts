import { cellsOf, type Reader, readTable } from "@counterweight/evidence";
import { nearest, Problem } from "@counterweight/kernel";
import type { LawTables } from "../tables/law-tables.ts";
import type { Provision } from "../tables/provision.ts";

export const examplesFile = "law/worked_examples.csv";

/** A case to follow step by step: one provision, and where the text it comes from names them, its own profit and fine. */
export type WorkedExample = {
  readonly id: string;
  readonly title: string;
  readonly jurisdictionCode: string;
  readonly provision: Provision;
  /** Figure id of the profit per person-year that the example was argued with; none where the segment's own is used. */
  readonly profitFigure: string | undefined;
  /** The fine as the example gave it. */
  readonly fine: { readonly amount: number; readonly currency: string; readonly year: number } | undefined;
  readonly note: string;
};

export function readExamples(read: Reader, tables: LawTables): WorkedExample[] {
  const table = readTable(examplesFile, read(examplesFile));
  return table.rows.map((row) => {
    const cells = cellsOf(table.file, row);
    const code = cells.text("jurisdiction_code");
    const jurisdiction = tables.jurisdictions.find((one) => one.code === code);
    const offence = cells.text("offence");
    const provision = tables.provisions.find(
      (one) => one.jurisdiction === jurisdiction?.name && one.offence === offence,
    );
    if (provision === undefined) throw cells.fault("offence", `${code} has no offence "${offence}" in provisions.csv`);
    const amount = cells.number("fine_amount");
    return {
      id: cells.text("id"),
      title: cells.text("title"),
      jurisdictionCode: code,
      provision,
      profitFigure: cells.text("profit_figure") || undefined,
      fine:
        amount === undefined
          ? undefined
          : { amount, currency: cells.text("fine_currency"), year: cells.number("fine_year") ?? 2021 },
      note: cells.text("note"),
    };
  });
}

export function exampleNamed(id: string, all: readonly WorkedExample[]): WorkedExample {
  const found = all.find((example) => example.id === id);
  if (found !== undefined) return found;
  const ids = all.map((example) => example.id);
  throw new Problem({
    code: "example.unknown",
    what: `there is no worked example "${id}"`,
    expected: (nearest(id, ids).length > 0 ? nearest(id, ids) : ids).join(", "),
  });
}
