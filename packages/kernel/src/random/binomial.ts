import { exp, log } from "../elementary.ts";
import type { Stream } from "./stream.ts";

/**
 * Binomial count. Many trials are halved at their median order statistic, which is Beta distributed, until few
 * successes are expected (Relles 1972; Ahrens and Dieter 1974): exact, in about log2(trials) steps. The rest is by
 * inversion, summing the mass from 0.
 */
export function binomial(source: Stream, trials: number, probability: number): number {
  if (!(trials >= 0) || !(probability >= 0 && probability <= 1)) return Number.NaN;
  let count = 0;
  let left = trials;
  let p = probability;
  while (left > 24 && left * Math.min(p, 1 - p) > 12) {
    const place = Math.floor((left + 1) / 2);
    const median = source.beta(place, left + 1 - place);
    if (median <= p) {
      count += place;
      left -= place;
      p = (p - median) / (1 - median);
    } else {
      left = place - 1;
      p /= median;
    }
    p = Math.min(1, Math.max(0, p));
  }
  return count + (p > 0.5 ? left - invert(source, left, 1 - p) : invert(source, left, p));
}

function invert(source: Stream, trials: number, p: number): number {
  if (p === 0 || trials === 0) return 0;
  const odds = p / (1 - p);
  let mass = exp(trials * log(1 - p));
  let u = source.uniform();
  let successes = 0;
  while (u > mass && successes < trials) {
    u -= mass;
    successes++;
    mass *= (odds * (trials - successes + 1)) / successes;
  }
  return successes;
}
