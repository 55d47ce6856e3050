import { Problem, type Stream } from "@counterweight/kernel";
import { type ValueOutcome, type Values, valueOutcomeNames } from "../positions/position.ts";

/**
 * Weights drawn uniformly from a position's polytope: bounds on each weight, pairs that must stand in order, all adding
 * up to 1. A Gibbs walk that moves weight between two outcomes at a time (the conditional is uniform on a segment), with
 * a burn-in and eight sweeps between draws; it starts from a point inside found by shrinking violations.
 * @throws Problem when no weights fit.
 */
export function weightDraws(values: Values, count: number, source: Stream): Float64Array[] {
  const outcomes = valueOutcomeNames.length;
  const at = (outcome: ValueOutcome) => valueOutcomeNames.indexOf(outcome);
  const low = valueOutcomeNames.map((outcome) => values.intervals[outcome][0]);
  const high = valueOutcomeNames.map((outcome) => values.intervals[outcome][1]);
  const pairs = values.order.map(([first, second]) => [at(first), at(second)] as const);
  const now = start(low, high, pairs);
  const bound = (index: number, other: number, sum: number): readonly [number, number] => {
    let [least, most] = [
      Math.max(low[index] ?? 0, sum - (high[other] ?? 1)),
      Math.min(high[index] ?? 1, sum - (low[other] ?? 0)),
    ];
    const tighten = (from: number, to: number) => {
      least = Math.max(least, from);
      most = Math.min(most, to);
    };
    // Weight `index` is x, weight `other` is sum - x; the rest stand still.
    for (const [first, second] of pairs) {
      if (first === index && second === other) tighten(sum / 2, 1);
      else if (first === other && second === index) tighten(0, sum / 2);
      else if (first === index) tighten(now[second] ?? 0, 1);
      else if (second === index) tighten(0, now[first] ?? 1);
      else if (first === other) tighten(0, sum - (now[second] ?? 0));
      else if (second === other) tighten(sum - (now[first] ?? 1), 1);
    }
    return [least, most];
  };
  const sweep = () => {
    for (let index = 0; index < outcomes; index++)
      for (let other = index + 1; other < outcomes; other++) {
        const sum = (now[index] ?? 0) + (now[other] ?? 0);
        const [least, most] = bound(index, other, sum);
        if (most <= least) continue;
        now[index] = least + source.uniform() * (most - least);
        now[other] = sum - (now[index] ?? 0);
      }
  };
  for (let burn = 0; burn < 100; burn++) sweep();
  return Array.from({ length: count }, () => {
    for (let pass = 0; pass < 8; pass++) sweep();
    return now.slice();
  });
}

/** A point of the polytope: the middle of the bounds, pulled back again and again where it breaks a rule. */
function start(
  low: readonly number[],
  high: readonly number[],
  pairs: readonly (readonly [number, number])[],
): Float64Array {
  const weights = Float64Array.from(low, (least, index) => (least + (high[index] ?? 1)) / 2);
  for (let round = 0; round < 20_000; round++) {
    const excess = (weights.reduce((sum, weight) => sum + weight, 0) - 1) / weights.length;
    let worst = Math.abs(excess) * weights.length;
    weights.forEach((weight, index) => {
      const kept = Math.min(high[index] ?? 1, Math.max(low[index] ?? 0, weight - excess));
      worst = Math.max(worst, Math.abs(kept - (weight - excess)));
      weights[index] = kept;
    });
    for (const [first, second] of pairs) {
      const gap = (weights[second] ?? 0) - (weights[first] ?? 0);
      if (gap <= 0) continue;
      worst = Math.max(worst, gap);
      weights[first] = (weights[first] ?? 0) + gap / 2;
      weights[second] = (weights[second] ?? 0) - gap / 2;
    }
    if (worst < 1e-10) return weights;
  }
  throw new Problem({
    code: "positions.values",
    what: "no weights satisfy the bounds and the order of a position's values together",
    doThis: "widen a bound or drop a pair of the order",
  });
}

/** The mean of the draws: the centre of what the position may weigh. */
export function centre(draws: readonly Float64Array[]): Float64Array {
  return valueOutcomeNames.reduce((sum, _, index) => {
    sum[index] = draws.reduce((total, weights) => total + (weights[index] ?? 0), 0) / draws.length;
    return sum;
  }, new Float64Array(valueOutcomeNames.length));
}
