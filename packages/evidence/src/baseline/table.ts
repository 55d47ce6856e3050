import type { Figure, Quality } from "../figures/figure.ts";
import type { PeopleOnADay, USDollarsAYear } from "../quantities.ts";
import { type Region, regions, type Sector, sectors, sexualExploitation } from "../segments.ts";
import { fitToMargins } from "./fit.ts";
import { labourSectors, type Margins } from "./margins.ts";

/** What is known of one sector in one region before anything is simulated. */
export type SegmentBaseline = {
  readonly region: Region;
  readonly sector: Sector;
  /** Persons on a day. */
  readonly people: PeopleOnADay;
  /** US$ of 2021 a year. */
  readonly profit: USDollarsAYear;
  /** Profit over people: US$ of 2021 per person-year. */
  readonly margin: number;
  /** `judged` where the cell is filled by fitting or rests on an assumed split, which is everywhere for people. */
  readonly status: { readonly people: "judged"; readonly profit: "published" | "judged" };
  /** The figures whose margins the cell was fitted to. */
  readonly figures: readonly string[];
  /** The worst quality among them. */
  readonly quality: Quality;
};

/** The segment table; segments run through the sectors of one region, then the next. */
export type BaselineTable = {
  readonly segments: readonly SegmentBaseline[];
  readonly totals: {
    readonly people: PeopleOnADay;
    readonly profit: USDollarsAYear;
    readonly figures: readonly string[];
  };
  /** Share of people in sexual exploitation who are children: published for the world only. */
  readonly childShareOfSexualExploitation: number;
  /** Counted and shown, never modelled: it has no market. */
  readonly stateImposed: { readonly people: PeopleOnADay; readonly figures: readonly string[] };
};

/** People and profit of the 25 segments, row-major by region, then sector. */
export type SegmentNumbers = { readonly people: Float64Array; readonly profit: Float64Array };

/** The fitted centre: the world share of sexual exploitation everywhere, labour sectors by proportional fitting. */
export function centralNumbers(margins: Margins): SegmentNumbers {
  const share = margins.sexPeople / margins.people;
  const sex = margins.regionPeople.map((people) => people * share);
  const labour = margins.regionPeople.map((people, region) => people - (sex[region] as number));
  const seed = () => new Float64Array(regions.length * labourSectors.length).fill(1);
  return assembled(
    margins,
    sex,
    fitToMargins(seed(), labour, margins.sectorPeople),
    fitToMargins(seed(), margins.regionLabourProfit, margins.sectorProfit),
  );
}

/** Puts the sexual sector before the fitted labour sectors of each region. */
export function assembled(
  margins: Margins,
  sexPeople: readonly number[],
  labourPeople: Float64Array,
  labourProfit: Float64Array,
): SegmentNumbers {
  const people = new Float64Array(regions.length * sectors.length);
  const profit = new Float64Array(people.length);
  for (let region = 0; region < regions.length; region++) {
    people[region * sectors.length] = sexPeople[region] as number;
    profit[region * sectors.length] = margins.regionSexProfit[region] as number;
    for (let sector = 0; sector < labourSectors.length; sector++) {
      const to = region * sectors.length + sector + 1;
      people[to] = labourPeople[region * labourSectors.length + sector] as number;
      profit[to] = labourProfit[region * labourSectors.length + sector] as number;
    }
  }
  return { people, profit };
}

export function baselineTable(margins: Margins, figures: ReadonlyMap<string, Figure>): BaselineTable {
  const { people, profit } = centralNumbers(margins);
  const order: readonly Quality[] = ["strong", "moderate", "weak", "contested"];
  const worst = (ids: readonly string[]) =>
    order[Math.max(...ids.map((id) => order.indexOf(figures.get(id)?.quality ?? "contested")))] ?? "contested";
  const segments = regions.flatMap((region, r) =>
    sectors.map((sector, s): SegmentBaseline => {
      const at = r * sectors.length + s;
      const sexual = sector === sexualExploitation;
      const ids = [
        ...margins.figures("people", region, "all"),
        ...margins.figures("people", "World", sector),
        ...margins.figures("profit", region, sexual ? sector : "labour"),
        ...margins.figures("profit", "World", sector),
      ];
      return {
        region,
        sector,
        people: people[at] as PeopleOnADay,
        profit: profit[at] as USDollarsAYear,
        margin: (profit[at] as number) / (people[at] as number),
        status: { people: "judged", profit: sexual ? "published" : "judged" },
        figures: ids,
        quality: worst(ids),
      };
    }),
  );
  return {
    segments,
    totals: {
      people: margins.people as PeopleOnADay,
      profit: margins.profit as USDollarsAYear,
      figures: [...margins.figures("people", "World", "all"), ...margins.figures("profit", "World", "all")],
    },
    childShareOfSexualExploitation: margins.childrenInSexualExploitation / margins.sexPeople,
    stateImposed: { people: margins.stateImposed.value as PeopleOnADay, figures: margins.stateImposed.figures },
  };
}
