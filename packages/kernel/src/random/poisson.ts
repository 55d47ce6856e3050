import { exp } from "../elementary.ts";
import { binomial } from "./binomial.ts";
import type { Stream } from "./stream.ts";

/** Poisson count; a large mean is cut down by Gamma waiting times (Ahrens and Dieter 1974), the rest is by inversion. */
export function poisson(source: Stream, mean: number): number {
  if (!(mean >= 0)) return Number.NaN;
  let count = 0;
  let left = mean;
  while (left > 16) {
    const events = Math.floor(left * 0.875);
    const waited = source.gamma(events);
    if (waited > left) return count + binomial(source, events - 1, left / waited);
    count += events;
    left -= waited;
  }
  let mass = exp(-left);
  let u = source.uniform();
  let events = 0;
  while (u > mass && events < 1000) {
    u -= mass;
    events++;
    mass *= left / events;
  }
  return count + events;
}
