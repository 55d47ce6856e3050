import { type Checked, cellsOf, checks, type Reader, readTable } from "@counterweight/evidence";

export const funnelFile = "law/funnel.csv";

export const funnelLinks = [
  "identified",
  "investigated",
  "prosecuted",
  "convicted",
  "average sentence",
  "restitution ordered",
  "restitution collected",
  "assets confiscated",
] as const;
export type FunnelLink = (typeof funnelLinks)[number];

/** One measured link of the enforcement funnel. Two links may only be divided where their scopes are compatible. */
export type FunnelFigure = {
  /** `funnel.csv, row 12`: how results name it. */
  readonly id: string;
  readonly jurisdiction: string;
  readonly year: string;
  readonly link: FunnelLink;
  /** None where the source gives words: `under 1`, `12-24`. */
  readonly value: number | undefined;
  readonly wording: string;
  readonly unit: string;
  /** Which statutes and which counting rule. */
  readonly scope: string;
  readonly source: string;
  readonly url: string;
  readonly checked: Checked;
  readonly notes: string;
  readonly figure: string | undefined;
};

/** @throws {Problem} naming file, row and column of the first fault */
export function readFunnel(read: Reader): FunnelFigure[] {
  const table = readTable(funnelFile, read(funnelFile));
  return table.rows.map((row) => {
    const cells = cellsOf(table.file, row);
    const wording = cells.text("value");
    const value = /^-?\d+(\.\d+)?$/.test(wording) ? Number(wording) : undefined;
    if (value !== undefined && value < 0) throw cells.fault("value", `${value} is negative`, "0 or more");
    return {
      id: `funnel.csv, row ${row.row}`,
      jurisdiction: cells.text("jurisdiction"),
      year: cells.text("year"),
      link: cells.oneOf("link", funnelLinks),
      value,
      wording,
      unit: cells.text("unit"),
      scope: cells.text("statute_scope"),
      source: cells.text("source"),
      url: cells.text("url"),
      checked: cells.oneOf("how_checked", checks),
      notes: cells.text("notes"),
      figure: cells.text("evidence_id") || undefined,
    };
  });
}
