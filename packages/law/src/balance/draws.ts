import { exp, type Interval, log, normalQuantile, quantile, sorted } from "@counterweight/kernel";

/** Columns of draws for one segment, by the parameters' names in code; the same draw in every column. */
export type SegmentDraws = {
  readonly count: number;
  readonly column: (name: string) => Float64Array;
};

/** 5%, 50% and 95% of what `value` gives over the draws. Infinite values are kept: they say "no upper limit". */
export function intervalOf(count: number, value: (draw: number) => number): Interval {
  const ascending = sorted(Float64Array.from({ length: count }, (_, draw) => value(draw)));
  const at = (p: number) => {
    const value = quantile(ascending, p);
    // Between two endless values the interpolation has no answer; the value itself is the answer.
    return Number.isNaN(value) ? (ascending[Math.ceil(p * (count - 1))] ?? Number.NaN) : value;
  };
  return { low: at(0.05), median: at(0.5), high: at(0.95) };
}

/** The log-normal with these 5% and 95% points, at a standard normal score. */
export function logNormalBetween(low: number, high: number, score: number): number {
  const deviation = (log(high) - log(low)) / (2 * normalQuantile(0.95));
  return exp((log(low) + log(high)) / 2 + deviation * score);
}
