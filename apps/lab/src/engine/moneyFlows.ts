import { type Evidence, type Sector, sectors } from "@counterweight/evidence";
import { type Interval, quantile, sorted } from "@counterweight/kernel";
import { drawParameters, earnings } from "@counterweight/policy";
import { type places, usual } from "../data/firstViewOf.ts";

/** Where a year of one exploited person's work brings money from and takes it to; US$ of 2021 per person-year. */
export type MoneyFlow = {
  readonly sector: Sector;
  /** What buyers pay. */
  readonly revenue: Interval;
  /** What reaches the person exploited: food, lodging, the little that is paid. */
  readonly person: Interval;
  /** Other running costs. */
  readonly costs: Interval;
  /** Acquiring a person, spread over the time held. */
  readonly trafficker: Interval;
  /** Expected loss by sanctions. */
  readonly sanction: Interval;
  /** What is left to the exploiter. */
  readonly kept: Interval;
};

/** The money of each sector of a region, from the same draws as everything else. */
export function moneyFlows(evidence: Evidence, region: (typeof places)[number]): MoneyFlow[] {
  const { draws, seed } = usual;
  const columns = drawParameters({
    evidence,
    place: { region, sectors },
    structure: "D",
    seed,
    start: 0,
    count: draws,
  });
  return sectors.map((sector, segment) => {
    const rows = Array.from({ length: draws }, (_, draw) => {
      const get = (symbol: string) => {
        const given = columns.of.get(symbol);
        return given?.[given.length === 1 ? 0 : segment]?.[draw] ?? Number.NaN;
      };
      const exit = get("eself") + get("erel") + get("mort") + get("q0");
      const trafficker = get("cT") * (get("r") + exit);
      const { sanction } = earnings(get);
      return {
        revenue: get("g0") + get("w") + get("c"),
        person: get("w"),
        costs: get("c"),
        trafficker,
        sanction,
        kept: get("g0") - sanction - trafficker,
      };
    });
    const of = (key: keyof (typeof rows)[number]): Interval => {
      const ascending = sorted(rows.map((row) => row[key]));
      return { low: quantile(ascending, 0.05), median: quantile(ascending, 0.5), high: quantile(ascending, 0.95) };
    };
    return {
      sector,
      revenue: of("revenue"),
      person: of("person"),
      costs: of("costs"),
      trafficker: of("trafficker"),
      sanction: of("sanction"),
      kept: of("kept"),
    };
  });
}
