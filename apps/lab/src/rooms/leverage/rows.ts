import type { Leverage } from "@counterweight/policy";
import type { LeverageAnswer } from "../../engine/analyses.ts";
import type { Way } from "./state.ts";

/** What is ranked: the change for one unit, or the gain for each million dollars. */
export const sizeOf = (row: Leverage, by: Way) => (by === "unit" ? row.perUnit : row.perMillion);
export const ranksOf = (row: Leverage, by: Way) => (by === "unit" ? row.rankPerUnit : row.rankPerDollar);
export const topThree = (row: Leverage, by: Way) => ranksOf(row, by).reduce((sum, share) => sum + share, 0);

/** Measures in the order of the ranking: by the mean over theories of their share among the first three, then for the money. */
export function orderOf({ results, order }: LeverageAnswer, by: Way): string[] {
  const tops = new Map<string, number>();
  for (const row of results) tops.set(row.intervention, (tops.get(row.intervention) ?? 0) + topThree(row, by));
  return order.toSorted((a, b) => (tops.get(b) ?? 0) - (tops.get(a) ?? 0));
}

export const structuresOf = ({ results }: LeverageAnswer): string[] => [
  ...new Set(results.map(({ structure }) => structure)),
];

/** The measure that ranks first most often in a theory. */
export function firstIn({ results }: LeverageAnswer, structure: string, by: Way): Leverage | undefined {
  return results
    .filter((row) => row.structure === structure)
    .toSorted((a, b) => (ranksOf(b, by)[0] ?? 0) - (ranksOf(a, by)[0] ?? 0))[0];
}
