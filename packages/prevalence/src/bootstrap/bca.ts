import { normalProbability, normalQuantile, quantile } from "@counterweight/kernel";

export type Limits = { readonly low: number; readonly high: number; readonly level: number };

export type BcaResult = {
  readonly limits: readonly Limits[];
  /** BCa, or the plain percentile interval where all or none of the replicates lie below the estimate. */
  readonly kind: "bca" | "percentile";
  readonly acceleration: number;
  readonly bias: number;
  /** Replicates in which no estimate exists; left out. */
  readonly failed: number;
  readonly replicates: number;
};

/** Acceleration from a jackknife over people, given once per row with its count (Efron 1987; Chan et al. 2021). */
export function acceleration(counts: readonly number[], leftOut: ArrayLike<number>): number {
  let people = 0;
  let sum = 0;
  for (const [row, count] of counts.entries()) {
    const value = leftOut[row] as number;
    if (count === 0 || !Number.isFinite(value)) continue;
    people += count;
    sum += count * value;
  }
  const mean = sum / people;
  let second = 0;
  let third = 0;
  for (const [row, count] of counts.entries()) {
    const value = leftOut[row] as number;
    if (count === 0 || !Number.isFinite(value)) continue;
    const difference = mean - value;
    second += count * difference * difference;
    third += count * difference * difference * difference;
  }
  return second === 0 ? 0 : third / (6 * second * Math.sqrt(second));
}

/**
 * Bias-corrected and accelerated limits. Estimates within 1e-9 of the original count as equal to it, hence not below:
 * different tables can have the very same estimate, and the last digit of a fit must not decide.
 */
export function bca(
  estimate: number,
  replicates: ArrayLike<number>,
  accelerated: number,
  levels: readonly number[] = [0.8, 0.9, 0.95],
): BcaResult {
  const finite = Float64Array.from(Array.from(replicates).filter(Number.isFinite)).sort();
  let below = 0;
  for (const value of finite) if (value < estimate - 1e-9 * Math.abs(estimate)) below++;
  const bias = normalQuantile(below / finite.length);
  const usable = Number.isFinite(bias);
  const at = (p: number) => {
    if (!usable) return quantile(finite, p, 8);
    const shifted = bias + normalQuantile(p);
    return quantile(finite, normalProbability(bias + shifted / (1 - accelerated * shifted)), 8);
  };
  return {
    limits: levels.map((level) => ({ level, low: at((1 - level) / 2), high: at((1 + level) / 2) })),
    kind: usable ? "bca" : "percentile",
    acceleration: accelerated,
    bias,
    failed: replicates.length - finite.length,
    replicates: replicates.length,
  };
}
