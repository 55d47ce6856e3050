import type { Interval } from "@counterweight/kernel";
import { spread } from "../compare/compare.ts";
import { inputsFor, type Leaning, leansOn } from "../compare/leans-on.ts";
import { change, column, type Ensemble, nothing } from "../ensemble/ensemble.ts";
import { type OutcomeKey, outcomes } from "../ensemble/outcomes.ts";
import { rankShares } from "../ranking/ranks.ts";

/** How much one measure moves an outcome, for a unit and for the money. */
export type Leverage = {
  readonly structure: string;
  readonly intervention: string;
  readonly outcome: OutcomeKey;
  /** Change for one unit in each standard country, as a share of the outcome without it where it has one. */
  readonly perUnit: Interval;
  /** Improvement for each million US$ of public money, in the outcome's unit; more is better. */
  readonly perMillion: Interval;
  /** Shares of draws in which it ranks first, second, third among those compared, by unit and by dollar. */
  readonly rankPerUnit: readonly number[];
  readonly rankPerDollar: readonly number[];
  /** The assumptions that explain most of the spread of the change. */
  readonly leansOn: readonly Leaning[];
};

/**
 * No measure is taken to cost less than this a year in the standard country: someone must run it. Judged; without it a
 * measure that pays for itself would have endless leverage.
 */
export const leastCost = 50_000;

/** Rank acceptability is the share of draws in which a measure takes each rank (Lahdelma and Salminen 2001). */
export function leverageOf(ensemble: Ensemble, outcome: OutcomeKey = "personYears"): Leverage[] {
  const chosen = ensemble.policies.filter((policy) => policy !== nothing);
  const { better } = outcomes[outcome];
  const sign = better === "lower" ? -1 : 1;
  return ensemble.parts.flatMap(({ structure, inputs, countries }) => {
    const base = column(ensemble, structure, nothing, outcome);
    const hasBase = base.every((value) => value !== 0);
    const changes = chosen.map((policy) => change(ensemble, structure, policy, outcome));
    const perMillion = chosen.map((policy, index) => {
      const cost = column(ensemble, structure, policy, "publicCost");
      return (changes[index] ?? new Float64Array()).map(
        (value, draw) =>
          (sign * value * 1e6) / Math.max(cost[draw] ?? 0, leastCost * (countries[draw] ?? 0) * ensemble.years),
      );
    });
    const unitRanks = rankShares(changes, better, 3);
    const dollarRanks = rankShares(perMillion, "higher", 3);
    return chosen.map((intervention, index): Leverage => {
      const values = changes[index] ?? new Float64Array();
      const shares = hasBase ? values.map((value, draw) => value / (base[draw] ?? 1)) : values;
      return {
        structure,
        intervention,
        outcome,
        perUnit: spread(shares),
        perMillion: spread(perMillion[index] ?? values),
        rankPerUnit: unitRanks[index] ?? [],
        rankPerDollar: dollarRanks[index] ?? [],
        leansOn: leansOn(inputsFor(inputs, intervention.split("+")), shares, 3),
      };
    });
  });
}

/** Measures by the sum over theories of the median improvement per million dollars, best first. */
export function leverageOrder(results: readonly Leverage[]): string[] {
  const sums = new Map<string, number>();
  for (const { intervention, perMillion } of results)
    sums.set(intervention, (sums.get(intervention) ?? 0) + perMillion.median);
  return [...sums].sort((a, b) => b[1] - a[1]).map(([id]) => id);
}
