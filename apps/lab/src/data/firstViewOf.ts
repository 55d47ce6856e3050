import { type Evidence, regions, sectors } from "@counterweight/evidence";
import { type IndustrySegment, type IndustryTotals, industrySegments, industryTotals } from "@counterweight/policy";

/** One choice of region: its sectors and their totals. */
export type RegionView = { readonly segments: readonly IndustrySegment[]; readonly totals: IndustryTotals };
export type FirstView = {
  readonly draws: number;
  readonly seed: number;
  readonly regions: Readonly<Record<string, RegionView>>;
};

/** Draws and seed of every view of the industry that nobody has changed. */
export const usual = { draws: 1024, seed: 1 } as const;
export const places = ["World", ...regions] as const;

/** The industry in one region or the world, sector by sector. */
export function regionView(evidence: Evidence, region: (typeof places)[number]): RegionView {
  const segments = industrySegments({ evidence, places: [{ region, sectors }], ...usual });
  return { segments, totals: industryTotals(evidence, segments) };
}

export function firstViewOf(evidence: Evidence): FirstView {
  return { ...usual, regions: Object.fromEntries(places.map((region) => [region, regionView(evidence, region)])) };
}
