import { chiSquareQuantile, log, logGamma } from "@counterweight/kernel";
import type { Limits } from "../bootstrap/bca.ts";
import type { Model } from "../model/model.ts";
import type { Cells } from "./cells.ts";
import { Fitter } from "./fitter.ts";

/** The likelihood's maximum over the total, and where it falls by half the chi-square quantile. */
export type Profile = Limits & { readonly estimate: number };

/** Totals beyond this multiple of the people seen count as without upper limit. */
const FARTHEST = 1e6;

/**
 * Profile-likelihood interval for the total N under a fixed model (multinomial likelihood; Cormack 1992). For each N the
 * inner maximum is the Poisson fit with N - n people put into the empty history. `high` is Infinity where the likelihood
 * never falls far enough.
 */
export function profileInterval(cells: Cells, model: Model, start: number, level = 0.95): Profile | undefined {
  const people = cells.people;
  const fitter = new Fitter(cells.lists);
  cells.setUnseen(0);
  if (fitter.fit(cells, model) !== 0) return undefined;
  const likelihood = (unseen: number): number => {
    const total = people + unseen;
    cells.setUnseen(Math.max(unseen, 1e-9));
    fitter.fit(cells, model, true);
    // `logLikelihood` is sum of a M - expected total - log factorials, and the fitted total is N.
    const fitted = fitter.logLikelihood + cells.logFactorials + (fitter.expected[0] as number);
    return logGamma(total + 1) - logGamma(unseen + 1) + fitted - total * log(total);
  };
  const peak = maximise(likelihood, Math.max(start - people, 1e-3));
  const wanted = likelihood(peak) - chiSquareQuantile(level, 1) / 2;
  const high = crossing(likelihood, wanted, peak, (unseen) => unseen * 1.5 + 1, FARTHEST * people);
  const low =
    likelihood(0) >= wanted
      ? 0
      : (crossing(likelihood, wanted, peak, (unseen) => (unseen < 1e-3 ? 0 : unseen / 1.5), -1) ?? 0);
  cells.setUnseen(0);
  return {
    estimate: people + peak,
    low: people + low,
    high: high === undefined ? Number.POSITIVE_INFINITY : people + high,
    level,
  };
}

/** Golden-section search on the logarithm of the unseen, after walking uphill from `start` to bracket the peak. */
function maximise(f: (unseen: number) => number, start: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let left = start / 1.5;
  let middle = start;
  let right = start * 1.5;
  let best = f(middle);
  for (let step = 0; step < 100; step++) {
    const atLeft = f(left);
    const atRight = f(right);
    if (atLeft <= best && atRight <= best) break;
    if (atLeft > atRight) [right, middle, best, left] = [middle, left, atLeft, left / 1.5];
    else [left, middle, best, right] = [middle, right, atRight, right * 1.5];
    if (right < 1e-6) return 0;
  }
  let a = right - ratio * (right - left);
  let b = left + ratio * (right - left);
  let fa = f(a);
  let fb = f(b);
  while (right - left > 1e-7 * right) {
    if (fa > fb) {
      right = b;
      [b, fb] = [a, fa];
      a = right - ratio * (right - left);
      fa = f(a);
    } else {
      left = a;
      [a, fa] = [b, fb];
      b = left + ratio * (right - left);
      fb = f(b);
    }
  }
  return (left + right) / 2;
}

/** Where f falls to `wanted`, walking away from the peak and then halving; undefined beyond `farthest`. */
function crossing(
  f: (unseen: number) => number,
  wanted: number,
  peak: number,
  away: (unseen: number) => number,
  farthest: number,
): number | undefined {
  let inside = peak;
  let outside = away(peak);
  while (f(outside) > wanted) {
    inside = outside;
    if (farthest > 0 && outside > farthest) return undefined;
    outside = away(outside);
  }
  for (let step = 0; step < 80 && Math.abs(outside - inside) > 1e-9 * (1 + Math.abs(inside)); step++) {
    const middle = (inside + outside) / 2;
    if (f(middle) > wanted) inside = middle;
    else outside = middle;
  }
  return (inside + outside) / 2;
}
