import type { Bounds, Prior } from "@counterweight/evidence";
import { exp, log, truncatedNormal } from "@counterweight/kernel";

/** Standard deviations from the median to the 95% point of a normal. */
const toTheEnds = 1.6448536269514722;

/**
 * The quantile function of a prior whose ends are the 5% and 95% points, cut to its bounds. Undefined where nothing is
 * drawn from it (baseline, derived).
 */
export function quantileOf(prior: Prior): ((p: number) => number) | undefined {
  switch (prior.kind) {
    case "fixed":
      return () => prior.value;
    case "normal":
      return cut(prior.low, prior.high, prior.bounds);
    case "log-normal": {
      const { least, most } = prior.bounds;
      const quantile = cut(log(prior.low), log(prior.high), {
        least: least > 0 ? log(least) : Number.NEGATIVE_INFINITY,
        most: most === Number.POSITIVE_INFINITY ? most : log(most),
      });
      return (p) => exp(quantile(p));
    }
    default:
      return undefined;
  }
}

function cut(low: number, high: number, { least, most }: Bounds): (p: number) => number {
  const { quantile } = truncatedNormal((low + high) / 2, (high - low) / (2 * toTheEnds), least, most);
  return quantile;
}

/** A range of somebody's belief as a prior, by the rule of the ends: log-normal above a ratio of 3, else normal. */
export function rangeAsPrior(low: number, high: number, bounds: Bounds): Prior {
  if (low === high) return { kind: "fixed", value: low };
  return { kind: low > 0 && high > 3 * low ? "log-normal" : "normal", low, high, bounds };
}

/**
 * The size of a lever from its low, central and high number: as likely below the central number as above it, and evenly
 * spread on either side. Its median is the central number and it never leaves the range, so the three numbers are all
 * that is assumed.
 */
export function sizeQuantile(low: number, central: number, high: number): (p: number) => number {
  return (p) => (p < 0.5 ? low + 2 * p * (central - low) : central + (2 * p - 1) * (high - central));
}
