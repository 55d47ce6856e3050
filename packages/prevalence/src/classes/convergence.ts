import { log, mean, quantile, sorted, variance } from "@counterweight/kernel";

/** Split R-hat (Gelman et al. 2013): each chain's halves against one another; 1 when all tell the same. */
export function splitRHat(chains: readonly Float64Array[]): number {
  const halves = chains.flatMap((chain) => {
    const half = Math.floor(chain.length / 2);
    return [chain.subarray(0, half), chain.subarray(chain.length - half)];
  });
  const length = halves[0]?.length ?? 0;
  const within = mean(halves.map((half) => variance(half)));
  const between = length * variance(halves.map((half) => mean(half)));
  return within === 0
    ? between === 0
      ? 1
      : Number.POSITIVE_INFINITY
    : Math.sqrt((length - 1) / length + between / (length * within));
}

/** Effective number of independent draws, from autocorrelations summed in pairs while positive (Geyer 1992). */
export function effectiveSize(chains: readonly Float64Array[]): number {
  const length = chains[0]?.length ?? 0;
  const centre = mean(chains.map((chain) => mean(chain)));
  const total = mean(chains.map((chain) => chain.reduce((sum, value) => sum + (value - centre) ** 2, 0) / length));
  if (total === 0) return length * chains.length;
  let sum = 0;
  for (let lag = 1; lag + 1 < length; lag += 2) {
    const pair = correlation(chains, centre, total, lag) + correlation(chains, centre, total, lag + 1);
    if (pair <= 0) break;
    sum += pair;
  }
  return Math.min(length * chains.length, (length * chains.length) / (1 + 2 * sum));
}

function correlation(chains: readonly Float64Array[], centre: number, total: number, lag: number): number {
  let sum = 0;
  for (const chain of chains)
    for (let at = lag; at < chain.length; at++)
      sum += ((chain[at] as number) - centre) * ((chain[at - lag] as number) - centre);
  return sum / ((chains[0]?.length ?? 1) * chains.length * total);
}

export type Modes = { readonly low: number; readonly high: number; readonly shareLow: number };

/**
 * Two modes far apart: the logarithms are split in two groups (the split that explains most of the variance). Reported
 * where the groups hold a tenth of the draws each, explain nine tenths of the variance and lie a quarter apart or more.
 */
export function twoModes(draws: ArrayLike<number>): Modes | undefined {
  const values = sorted(Array.from(draws, (value) => log(value)));
  const count = values.length;
  const whole = mean(values);
  let left = 0;
  let best = { at: 0, between: 0 };
  const total = values.reduce((sum, value) => sum + value, 0);
  for (let at = 1; at < count; at++) {
    left += values[at - 1] as number;
    const a = left / at;
    const b = (total - left) / (count - at);
    const between = (at * (a - whole) ** 2 + (count - at) * (b - whole) ** 2) / count;
    if (between > best.between) best = { at, between };
  }
  const spread = values.reduce((sum, value) => sum + (value - whole) ** 2, 0) / count;
  const share = best.at / count;
  if (share < 0.1 || share > 0.9 || best.between < 0.9 * spread) return undefined;
  const ascending = sorted(draws);
  const low = quantile(ascending.subarray(0, best.at), 0.5);
  const high = quantile(ascending.subarray(best.at), 0.5);
  return high > 1.25 * low ? { low, high, shareLow: share } : undefined;
}
