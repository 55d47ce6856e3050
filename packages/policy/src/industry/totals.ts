import { type Evidence, sexualExploitation } from "@counterweight/evidence";
import type { IndustryQuantity, IndustrySegment } from "./industry.ts";
import { banded, publishedBands } from "./published-bands.ts";

export type IndustryTotals = {
  readonly people: IndustryQuantity;
  readonly profit: IndustryQuantity;
  /** Absent where the sector was not asked for. */
  readonly profitPerPersonInForcedCommercialSexualExploitation?: IndustryQuantity;
  /** Where the intervals come from. */
  readonly note: string;
  readonly sources: readonly string[];
  /** Counted, and never part of the market: people in state-imposed forced labour, the world over. */
  readonly stateImposed: { readonly people: number; readonly unit: string; readonly sources: readonly string[] };
};

/** Sums over the chosen segments of the fitted table. Each draw of it adds up to the published margins, medians do not. */
export function industryTotals(evidence: Evidence, segments: readonly IndustrySegment[]): IndustryTotals {
  const table = evidence.baselineSegments();
  const chosen = table.segments.filter((row) =>
    segments.some(({ region, sector }) => sector === row.sector && (region === "World" || region === row.region)),
  );
  const sex = chosen.filter(({ sector }) => sector === sexualExploitation);
  const exactly = (value: number, unit: string): IndustryQuantity => ({ low: value, median: value, high: value, unit });
  const people = exactly(sum(chosen.map((row) => row.people)), "persons on a day");
  const profit = exactly(sum(chosen.map((row) => row.profit)), "US$ of 2021 a year");
  const perPerson = exactly(
    sum(sex.map((row) => row.profit)) / sum(sex.map((row) => row.people)),
    "US$ of 2021 per person-year",
  );
  return {
    people: banded(people, publishedBands.people),
    profit: banded(profit, publishedBands.people),
    ...(sex.length > 0
      ? { profitPerPersonInForcedCommercialSexualExploitation: banded(perPerson, publishedBands.margin) }
      : {}),
    note: "The totals are published without an interval; the ones shown are judged (0.7 to 1.5 times for people and profit; for profit per person the span of two independent routes to it).",
    sources: [...new Set(table.totals.figures)],
    stateImposed: {
      people: table.stateImposed.people,
      unit: "persons on a day; no market, so no profit",
      sources: table.stateImposed.figures,
    },
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
