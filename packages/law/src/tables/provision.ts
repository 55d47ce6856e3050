import { type Cells, type Checked, cellsOf, checks, type Reader, readTable } from "@counterweight/evidence";

export const provisionsFile = "law/provisions.csv";

export const offenceKinds = [
  "trafficking",
  "forced labour",
  "benefiting",
  "buying",
  "third parties in sex work",
  "drugs",
  "rule",
] as const;
export type OffenceKind = (typeof offenceKinds)[number];

/** One provision: an offence with its penalty, or a rule about money, victims or procedure. An empty cell is unknown. */
export type Provision = {
  /** `provisions.csv, row 12`: how results name it. */
  readonly id: string;
  readonly jurisdiction: string;
  readonly statute: string;
  readonly section: string;
  readonly offence: string;
  readonly kind: OffenceKind;
  /** Which sectors it reaches; none for drugs and rules. */
  readonly sector: "sex" | "labour" | "all" | undefined;
  readonly standing: "current" | "former";
  readonly covers: string;
  readonly population: string;
  /** Years; `Infinity` for life; none where unknown. */
  readonly prisonLeast: number | undefined;
  readonly prisonMost: number | undefined;
  /** In `fineCurrency`, of the time of the statute; none where unknown or without a stated amount. */
  readonly fineLeast: number | undefined;
  readonly fineMost: number | undefined;
  readonly fineCurrency: string | undefined;
  readonly fineBasis: string;
  readonly restitution: string;
  readonly forfeiture: string;
  readonly civilAction: string;
  readonly nonPunishment: string;
  readonly residencePermit: string;
  readonly reflectionDays: number | undefined;
  readonly compensationFund: string;
  readonly inForceFrom: string;
  readonly inForceTo: string;
  readonly source: string;
  readonly url: string;
  readonly checked: Checked;
  readonly notes: string;
  /** Id in figures.csv, where the same provision stands there. */
  readonly figure: string | undefined;
  /** Columns recalled from memory, to be confirmed before they drive anything; `all` for the whole row. */
  readonly recalled: readonly string[];
};

/** @throws {Problem} naming file, row and column of the first fault */
export function readProvisions(read: Reader): Provision[] {
  const table = readTable(provisionsFile, read(provisionsFile));
  return table.rows.map((row) => {
    const cells = cellsOf(table.file, row);
    const years = (column: string) =>
      cells.text(column) === "life" ? Number.POSITIVE_INFINITY : notNegative(cells, column);
    const [least, most] = [years("prison_min_years"), years("prison_max_years")];
    if (least !== undefined && most !== undefined && least > most)
      throw cells.fault("prison_min_years", `the least term, ${least}, is above the most, ${most}`);
    return {
      id: `provisions.csv, row ${row.row}`,
      jurisdiction: cells.text("jurisdiction"),
      statute: cells.text("statute"),
      section: cells.text("section"),
      offence: cells.text("offence"),
      kind: cells.oneOf("kind", offenceKinds),
      sector: cells.oneOf("sector", ["sex", "labour", "all", ""]) || undefined,
      standing: cells.oneOf("standing", ["current", "former"]),
      covers: cells.text("covers"),
      population: cells.text("population"),
      prisonLeast: least,
      prisonMost: most,
      fineLeast: notNegative(cells, "fine_min"),
      fineMost: notNegative(cells, "fine_max"),
      fineCurrency: cells.text("fine_currency") || undefined,
      fineBasis: cells.text("fine_basis"),
      restitution: cells.text("restitution"),
      forfeiture: cells.text("forfeiture"),
      civilAction: cells.text("civil_action"),
      nonPunishment: cells.text("non_punishment"),
      residencePermit: cells.text("residence_permit"),
      reflectionDays: notNegative(cells, "reflection_days"),
      compensationFund: cells.text("compensation_fund"),
      inForceFrom: cells.text("in_force_from"),
      inForceTo: cells.text("in_force_to"),
      source: cells.text("source"),
      url: cells.text("url"),
      checked: cells.oneOf("how_checked", checks),
      notes: cells.text("notes"),
      figure: cells.text("evidence_id") || undefined,
      recalled: cells.list("recalled_cells"),
    };
  });
}

/** True where a cell of this provision was recalled from memory and not yet confirmed. */
export function isRecalled(provision: Provision, column: string): boolean {
  return provision.recalled.includes("all") || provision.recalled.includes(column);
}

function notNegative(cells: Cells, column: string): number | undefined {
  const value = cells.number(column);
  if (value !== undefined && value < 0) throw cells.fault(column, `${value} is negative`, "0 or more");
  return value;
}
