import { normalQuantile } from "@counterweight/kernel";
import { type ListTable, margin, observed } from "../table/table.ts";

export type TwoListEstimate = {
  readonly estimate: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
};

/**
 * Lincoln-Petersen, n1 n2 / m, and Chapman's nearly unbiased (n1 + 1)(n2 + 1)/(m + 1) - 1 with its variance, for a table of
 * two lists. Lincoln-Petersen is undefined where nobody is on both; Chapman then says only how little is known.
 */
export function twoLists(
  table: ListTable,
  level = 0.95,
): { lincolnPetersen: TwoListEstimate | undefined; chapman: TwoListEstimate } {
  const first = margin(table, 1);
  const second = margin(table, 2);
  const both = margin(table, 3);
  const z = normalQuantile((1 + level) / 2);
  const least = observed(table);
  const describe = (estimate: number, variance: number): TwoListEstimate => {
    const standardError = Math.sqrt(variance);
    return {
      estimate,
      standardError,
      low: Math.max(least, estimate - z * standardError),
      high: estimate + z * standardError,
    };
  };
  const chapman = describe(
    ((first + 1) * (second + 1)) / (both + 1) - 1,
    ((first + 1) * (second + 1) * (first - both) * (second - both)) / ((both + 1) ** 2 * (both + 2)),
  );
  return {
    chapman,
    lincolnPetersen:
      both === 0
        ? undefined
        : describe((first * second) / both, (first * second * (first - both) * (second - both)) / both ** 3),
  };
}
