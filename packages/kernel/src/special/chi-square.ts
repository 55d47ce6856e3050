import { exp, log } from "../elementary.ts";
import { gammaLower } from "./incomplete-gamma.ts";
import { logGamma } from "./log-gamma.ts";

/** Chi-square distribution function with `freedom` degrees of freedom. */
export function chiSquareCdf(x: number, freedom: number): number {
  return gammaLower(freedom / 2, x / 2);
}

/** Chi-square quantile: bisection brackets it, Newton's steps finish. Accurate to about 1e-13 relative. */
export function chiSquareQuantile(probability: number, freedom: number): number {
  if (!(probability >= 0 && probability <= 1) || !(freedom > 0)) return Number.NaN;
  if (probability === 0) return 0;
  if (probability === 1) return Number.POSITIVE_INFINITY;
  const shape = freedom / 2;
  let low = 0;
  let high = Math.max(1, freedom);
  while (chiSquareCdf(high, freedom) < probability) high *= 2;
  let x = (low + high) / 2;
  for (let step = 0; step < 200; step++) {
    const miss = chiSquareCdf(x, freedom) - probability;
    if (miss > 0) high = x;
    else low = x;
    const density = exp((shape - 1) * log(x / 2) - x / 2 - logGamma(shape)) / 2;
    const newton = x - miss / density;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-15 * x) return next;
    x = next;
  }
  return x;
}
