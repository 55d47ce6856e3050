import { type Interval, quantile, sorted } from "@counterweight/kernel";
import { change, column, type Ensemble, nothing } from "../ensemble/ensemble.ts";
import { comparedOutcomes, type OutcomeKey, outcomes } from "../ensemble/outcomes.ts";
import { shareInTop } from "../ranking/ranks.ts";

/** What one intervention changes in one structure: 5%, 50% and 95% of draws, less the same draw without it. */
export type Comparison = {
  readonly structure: string;
  readonly intervention: string;
  readonly outcome: OutcomeKey;
  /** In the outcome's unit, summed over the horizon. */
  readonly p5: number;
  readonly p50: number;
  readonly p95: number;
  /** Share of draws in which it is among the best three of those compared and better than nothing. */
  readonly topThree: number;
  /** The same as shares of the outcome without intervention; absent where that is zero by definition. */
  readonly relative?: { readonly p5: number; readonly p50: number; readonly p95: number };
};

/** Printed with every ranking. */
export const rightsWarning =
  "The lever 'rights' multiplies own exit directly, so whatever works through it leads in every structure on sizes that are mostly judged.";

/** What one unit means; printed wherever sizes or changes are. */
export const unitWords =
  "One unit of each measure in each standard country (10 million people, of whom 30,000 are in exploitation; the world is 790 of them). P is 10 million US$ a year, L one law, S a measure at its natural size: compare per dollar only after reading the reach.";

/** All comparisons of an ensemble whose policies are the interventions, structure by structure. */
export function compare(ensemble: Ensemble, keys: readonly OutcomeKey[] = comparedOutcomes): Comparison[] {
  const chosen = ensemble.policies.filter((policy) => policy !== nothing);
  return ensemble.parts.flatMap(({ structure }) =>
    keys.flatMap((outcome) => {
      const changes = chosen.map((policy) => change(ensemble, structure, policy, outcome));
      const tops = shareInTop(changes, outcomes[outcome].better, 3);
      const base = column(ensemble, structure, nothing, outcome);
      const hasBase = base.every((value) => value !== 0);
      return chosen.map((intervention, index): Comparison => {
        const values = changes[index] ?? new Float64Array();
        const { low, median, high } = spread(values);
        const shares = hasBase ? spread(values.map((value, draw) => value / (base[draw] ?? 1))) : undefined;
        return {
          structure,
          intervention,
          outcome,
          p5: low,
          p50: median,
          p95: high,
          topThree: tops[index] ?? 0,
          ...(shares ? { relative: { p5: shares.low, p50: shares.median, p95: shares.high } } : {}),
        };
      });
    }),
  );
}

/** 5%, 50% and 95% of the values. */
export function spread(values: ArrayLike<number>): Interval {
  const ascending = sorted(values);
  return { low: quantile(ascending, 0.05), median: quantile(ascending, 0.5), high: quantile(ascending, 0.95) };
}

/** Draws asked for, and kept in each structure. */
export function drawsKept(
  ensemble: Ensemble,
): { readonly structure: string; readonly kept: number; readonly asked: number }[] {
  return ensemble.parts.map(({ structure, draws }) => ({ structure, kept: draws, asked: ensemble.asked }));
}

/**
 * Interventions in the order of the mean over structures of their share in the top three, then of the median change: the
 * order of the ranking table.
 */
export function ranked(results: readonly Comparison[], outcome: OutcomeKey = "personYears"): string[] {
  const ids = [...new Set(results.map(({ intervention }) => intervention))];
  const of = new Map<string, { top: number; middle: number; count: number }>();
  for (const { intervention, outcome: about, topThree, p50, relative } of results) {
    if (about !== outcome) continue;
    const sum = of.get(intervention) ?? { top: 0, middle: 0, count: 0 };
    of.set(intervention, {
      top: sum.top + topThree,
      middle: sum.middle + (relative?.p50 ?? p50),
      count: sum.count + 1,
    });
  }
  const sign = outcomes[outcome].better === "lower" ? 1 : -1;
  const middle = (id: string) => (sign * (of.get(id)?.middle ?? 0)) / (of.get(id)?.count ?? 1);
  return ids.sort((a, b) => middle(a) - middle(b) || (of.get(b)?.top ?? 0) - (of.get(a)?.top ?? 0));
}
