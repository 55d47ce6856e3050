import { exp, log } from "../elementary.ts";
import { gammaLower, gammaUpper } from "./incomplete-gamma.ts";
import { logFactorial } from "./log-gamma.ts";

/** P(X <= count) for X ~ Poisson(mean). */
export function poissonAtMost(count: number, mean: number): number {
  if (count < 0) return 0;
  return mean === 0 ? 1 : gammaUpper(Math.floor(count) + 1, mean);
}

/** P(X >= count) for X ~ Poisson(mean). */
export function poissonAtLeast(count: number, mean: number): number {
  if (count <= 0) return 1;
  return mean === 0 ? 0 : gammaLower(Math.ceil(count), mean);
}

/** The smaller of the two tails that both include `count`: a one-sided p-value towards the side where it fell. */
export function poissonSmallerTail(count: number, mean: number): number {
  return Math.min(poissonAtMost(count, mean), poissonAtLeast(count, mean));
}

/** P(X = count) for X ~ Poisson(mean). */
export function poissonMass(count: number, mean: number): number {
  if (mean === 0) return count === 0 ? 1 : 0;
  return exp(count * log(mean) - mean - logFactorial(count));
}
