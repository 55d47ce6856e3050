import { exp, log } from "../elementary.ts";
import type { Stream } from "./stream.ts";

/**
 * Gamma with scale 1: Marsaglia and Tsang, "A simple method for generating gamma variables" (2000). A shape below 1 is
 * drawn as Gamma(shape + 1) U^(1/shape).
 */
export function gamma(source: Stream, shape: number): number {
  if (!(shape > 0)) return shape === 0 ? 0 : Number.NaN;
  if (shape < 1) return gamma(source, shape + 1) * exp(log(source.uniform()) / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = source.normal();
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    const u = source.uniform();
    if (u < 1 - 0.0331 * x * x * x * x || log(u) < 0.5 * x * x + d * (1 - v + log(v))) return d * v;
  }
}
