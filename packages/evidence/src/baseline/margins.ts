import { Problem } from "@counterweight/kernel";
import { type Region, regions, type Sector, sectors, sexualExploitation } from "../segments.ts";
import { cellsOf } from "../table/cells.ts";
import { readTable } from "../table/csv.ts";
import { scaledTo } from "./fit.ts";

export const marginsFile = "baseline_margins.csv";

/** A published or derived margin with the figures it rests on. */
export type Margin = { readonly value: number; readonly figures: readonly string[]; readonly status: string };

/** The published margins of the segment table, made consistent. Sums: regions and sectors both give the totals. */
export type Margins = {
  readonly people: number;
  /** US$ of 2021 a year. */
  readonly profit: number;
  /** People in sexual exploitation, the world: profit over profit per person. */
  readonly sexPeople: number;
  readonly regionPeople: readonly number[];
  readonly regionSexProfit: readonly number[];
  readonly regionLabourProfit: readonly number[];
  /** Labour sectors in the order of `sectors` without the first. */
  readonly sectorPeople: readonly number[];
  readonly sectorProfit: readonly number[];
  readonly childrenInSexualExploitation: number;
  readonly stateImposed: Margin;
  /** Factors on the world share of sexual exploitation, least and most. */
  readonly sexualShare: readonly [number, number];
  readonly concentration: { readonly people: number; readonly profit: number };
  readonly figures: (
    quantity: "people" | "profit",
    region: Region | "World",
    sector: Sector | "all" | "labour",
  ) => readonly string[];
};

export const labourSectors = sectors.slice(1);

export function readMargins(text: string, knownFigures: ReadonlySet<string>): Margins {
  const margins = new Map<string, Margin>();
  for (const row of readTable(marginsFile, text).rows) {
    const cells = cellsOf(marginsFile, row);
    const key = [cells.text("quantity"), cells.text("region"), cells.text("sector")].filter(Boolean).join(" | ");
    const value = cells.number("value");
    if (value === undefined || value <= 0) throw cells.fault("value", "the margin is missing or not above 0");
    const figures = cells.list("figures");
    const unknown = figures.find((id) => !knownFigures.has(id));
    if (unknown !== undefined) throw cells.fault("figures", `there is no figure "${unknown}"`);
    if (margins.has(key)) throw cells.fault("quantity", `the margin "${key}" stands twice`);
    margins.set(key, { value, figures, status: cells.text("status") });
  }
  const margin = (...key: string[]) => {
    const found = margins.get(key.join(" | "));
    if (found === undefined)
      throw new Problem({
        code: "margins.missing",
        where: marginsFile,
        what: `the row "${key.join(", ")}" is missing`,
      });
    return found;
  };
  const value = (...key: string[]) => margin(...key).value;
  const people = value("people", "World", "all");
  const profit = value("profit", "World", "all");
  const sexProfit = value("profit", "World", sexualExploitation);
  const sexPeople = sexProfit / value("profit per person", "World", sexualExploitation);
  const eachRegion = (quantity: string, sector: string) => regions.map((region) => value(quantity, region, sector));
  const eachSector = (quantity: string) => labourSectors.map((sector) => value(quantity, "World", sector));
  return {
    people,
    profit,
    sexPeople,
    regionPeople: scaledTo(eachRegion("people", "all"), people),
    regionSexProfit: scaledTo(eachRegion("profit", sexualExploitation), sexProfit),
    regionLabourProfit: scaledTo(eachRegion("profit", "labour"), profit - sexProfit),
    sectorPeople: scaledTo(eachSector("people"), people - sexPeople),
    sectorProfit: scaledTo(eachSector("profit"), profit - sexProfit),
    childrenInSexualExploitation: value("people", "World", "children in sexual exploitation"),
    stateImposed: margin("people", "World", "state-imposed"),
    sexualShare: [value("sexual share, least factor"), value("sexual share, most factor")],
    concentration: {
      people: value("concentration of people", "labour"),
      profit: value("concentration of profit", "labour"),
    },
    figures: (quantity, region, sector) => margin(quantity, region, sector).figures,
  };
}
