import type { IndustryQuantity, IndustrySegment } from "@counterweight/policy";
import type { RegionView } from "../../data/firstViewOf.ts";

export type HomeNumber = {
  readonly key: "people" | "profit" | "per-person" | "margin" | "value" | "balance";
  /** The sector it speaks of. */
  readonly of: string;
  readonly interval: Pick<IndustryQuantity, "low" | "median" | "high">;
  readonly write: "count" | "money";
  readonly figures: readonly string[];
  readonly sure: "published" | "filled" | "judged";
};

/** Four numbers for a region and a sector; for all sectors together the balance is that of the sector that earns most. */
export function numbersOf({ segments, totals }: RegionView, sector: string): HomeNumber[] {
  const one = segments.find((segment) => segment.sector === sector);
  const filled = totals.sources.length > 0 && one !== undefined && one.region !== "World" ? "filled" : "published";
  if (one !== undefined)
    return [
      { key: "people", of: sector, interval: one.people, write: "count", figures: firstOf(one), sure: filled },
      { key: "margin", of: sector, interval: one.margin, write: "money", figures: firstOf(one), sure: filled },
      {
        key: "value",
        of: sector,
        interval: one.exploitationValue,
        write: "money",
        figures: one.sources,
        sure: "judged",
      },
      balanceOf(one),
    ];
  const richest = segments.toSorted((a, b) => earned(b) - earned(a))[0];
  const { people, profit, sources } = totals;
  const perPerson = {
    low: profit.low / people.high,
    median: profit.median / people.median,
    high: profit.high / people.low,
  };
  return [
    { key: "people", of: "all", interval: people, write: "count", figures: sources, sure: "published" },
    { key: "profit", of: "all", interval: profit, write: "money", figures: sources, sure: "published" },
    { key: "per-person", of: "all", interval: perPerson, write: "money", figures: sources, sure: "published" },
    ...(richest ? [balanceOf(richest)] : []),
  ];
}

const earned = ({ people, margin }: IndustrySegment) => people.median * margin.median;
/** The figures of the segment table stand first among the sources. */
const firstOf = ({ sources }: IndustrySegment) => sources.slice(0, 6);

function balanceOf(segment: IndustrySegment): HomeNumber {
  const { low, median, high } = segment.balance;
  const interval = { low: low * 100, median: median * 100, high: high * 100 };
  return { key: "balance", of: segment.sector, interval, write: "money", figures: segment.sources, sure: "judged" };
}
