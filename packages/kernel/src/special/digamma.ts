import { log } from "../elementary.ts";

/** Digamma, the slope of log Gamma, for x > 0: recurrence up to 12, then the asymptotic series (about 15 digits). */
export function digamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let shifted = x;
  let value = 0;
  while (shifted < 12) {
    value -= 1 / shifted;
    shifted += 1;
  }
  const square = 1 / (shifted * shifted);
  const tail =
    square *
    (1 / 12 -
      square * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square * (1 / 132 - square * (691 / 32760))))));
  return value + log(shifted) - 0.5 / shifted - tail;
}
