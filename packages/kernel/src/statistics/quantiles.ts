import { sortedOrder } from "./order.ts";

/** A sorted copy, ascending; NaN last. */
export function sorted(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values).sort();
}

/**
 * Sample quantile of values already sorted upward, after Hyndman and Fan (1996): type 7 (the default of R and numpy) or
 * type 8 (median-unbiased whatever the distribution, the one they recommend). NaN for no values.
 */
export function quantile(ascending: ArrayLike<number>, p: number, type: 7 | 8 = 7): number {
  const count = ascending.length;
  if (count === 0 || !(p >= 0 && p <= 1)) return Number.NaN;
  const place = type === 7 ? (count - 1) * p : (count + 1 / 3) * p - 2 / 3;
  const lower = Math.min(count - 1, Math.max(0, Math.floor(place)));
  const upper = Math.min(count - 1, lower + 1);
  const low = ascending[lower] as number;
  const share = Math.min(1, Math.max(0, place - lower));
  return share === 0 ? low : low + share * ((ascending[upper] as number) - low);
}

/**
 * Quantile of weighted values in any order: linear between the middles of each value's share of the weight, which for
 * equal weights is type 5 (Hazen). NaN when no weight is above 0.
 */
export function weightedQuantile(values: ArrayLike<number>, weights: ArrayLike<number>, p: number): number {
  const order = sortedOrder(values).filter((index) => (weights[index] ?? 0) > 0);
  let total = 0;
  for (const index of order) total += weights[index] ?? 0;
  if (order.length === 0 || !(p >= 0 && p <= 1)) return Number.NaN;
  let before = 0;
  let lastMiddle = Number.NEGATIVE_INFINITY;
  let last = values[order[0] as number] as number;
  for (const index of order) {
    const weight = (weights[index] as number) / total;
    const middle = before + weight / 2;
    const value = values[index] as number;
    if (p <= middle)
      return lastMiddle === Number.NEGATIVE_INFINITY
        ? value
        : last + ((p - lastMiddle) / (middle - lastMiddle)) * (value - last);
    before += weight;
    lastMiddle = middle;
    last = value;
  }
  return last;
}
