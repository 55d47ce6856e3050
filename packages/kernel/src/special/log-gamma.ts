import { log } from "../elementary.ts";

const HALF_LOG_TWO_PI = 0.9189385332046728;

/**
 * Natural logarithm of Gamma(x) for x > 0, to about 15 digits: Stirling's series from x = 15 on, below it the recurrence
 * Gamma(x + 1) = x Gamma(x) with the product taken first, so that one logarithm does. NaN for x <= 0, where nothing here
 * needs it.
 */
export function logGamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  let product = 1;
  let shifted = x;
  while (shifted < 15) {
    product *= shifted;
    shifted += 1;
  }
  const value = stirling(shifted);
  return product === 1 ? value : value - log(product);
}

function stirling(x: number): number {
  const inverse = 1 / x;
  const square = inverse * inverse;
  const tail =
    inverse *
    (1 / 12 -
      square *
        (1 / 360 -
          square * (1 / 1260 - square * (1 / 1680 - square * (1 / 1188 - square * (691 / 360360 - square / 156))))));
  return (x - 0.5) * log(x) - x + HALF_LOG_TWO_PI + tail;
}

/** log(k!) for a whole number k >= 0; 0! and 1! are exactly 0. */
export function logFactorial(k: number): number {
  return k < 2 ? 0 : logGamma(k + 1);
}
