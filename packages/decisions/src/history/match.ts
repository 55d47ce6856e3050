import { normalQuantile, Problem, type Stream } from "@counterweight/kernel";
import { normalise } from "../information/evsi.ts";

/** What was observed of one output: the ends of an interval and the share of belief inside it (default 0.95). */
export type Observed = { readonly low: number; readonly high: number; readonly level?: number };

/** Places of the draws whose every output lies within what was observed (history matching; Craig et al. 1997). */
export function withinObserved(outputs: readonly ArrayLike<number>[], observed: readonly Observed[]): number[] {
  const kept: number[] = [];
  for (let draw = 0; draw < (outputs[0]?.length ?? 0); draw++)
    if (
      outputs.every(
        (column, k) => (column[draw] as number) >= low(observed, k) && (column[draw] as number) <= high(observed, k),
      )
    )
      kept.push(draw);
  return kept;
}

const low = (observed: readonly Observed[], k: number) => (observed[k] as Observed).low;
const high = (observed: readonly Observed[], k: number) => (observed[k] as Observed).high;

/** Weights that sum to 1, and how many equally weighted draws they are worth. */
export type Matched = { readonly weights: Float64Array; readonly effectiveSampleSize: number };

/**
 * Importance weights of the draws: each output is taken as normal about the middle of what was observed, with the spread
 * that puts `level` of it inside the interval. The effective sample size (Kong 1992) is (sum w)^2 / sum w^2: when it is
 * small, a few draws speak for all and the draws must be made anew nearer the observations.
 * @throws Problem when an interval has no width or outputs and observations differ in number
 */
export function matchHistory(outputs: readonly ArrayLike<number>[], observed: readonly Observed[]): Matched {
  if (outputs.length !== observed.length)
    throw new Problem({
      code: "history.count",
      what: `there are ${observed.length} observations for ${outputs.length} outputs`,
      expected: "one for each",
    });
  const weights = new Float64Array(outputs[0]?.length ?? 0);
  observed.forEach(({ low: from, high: to, level = 0.95 }, k) => {
    if (!(to > from))
      throw new Problem({ code: "history.interval", what: `the observed interval ${from} to ${to} has no width` });
    const middle = from + (to - from) / 2;
    const spread = (to - from) / 2 / normalQuantile((1 + level) / 2);
    const column = outputs[k] as ArrayLike<number>;
    for (let draw = 0; draw < weights.length; draw++) {
      const z = ((column[draw] as number) - middle) / spread;
      weights[draw] = (weights[draw] as number) - 0.5 * z * z;
    }
  });
  return { effectiveSampleSize: normalise(weights), weights };
}

/** Places of `count` draws taken by weight, by systematic resampling (Carpenter et al. 1999): one uniform for all. */
export function resample(weights: ArrayLike<number>, count: number, source: Stream): Uint32Array {
  const places = new Uint32Array(count);
  let total = 0;
  for (let draw = 0; draw < weights.length; draw++) total += weights[draw] as number;
  const start = source.uniform();
  let draw = 0;
  let sum = weights[0] as number;
  for (let k = 0; k < count; k++) {
    const target = ((k + start) / count) * total;
    while (sum < target && draw < weights.length - 1) sum += weights[++draw] as number;
    places[k] = draw;
  }
  return places;
}
