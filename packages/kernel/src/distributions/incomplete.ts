import { exp, log, log1p } from "../elementary.ts";
import { betaLower, gammaLower, gammaUpper, logGamma } from "../special/index.ts";
import type { Distribution } from "./distribution.ts";
import { demand } from "./families.ts";

/** Gamma with a shape and a scale, both above 0; mean shape x scale. Quantiles to about 12 digits. */
export function gammaDistribution(shape: number, scale: number): Distribution {
  const family = "gamma distribution";
  demand(shape > 0 && shape < Number.POSITIVE_INFINITY, family, `shape ${shape}`, "a number above 0");
  demand(scale > 0 && scale < Number.POSITIVE_INFINITY, family, `scale ${scale}`, "a number above 0");
  const constant = logGamma(shape);
  const slope = (u: number) => exp(shape * u - exp(u) - constant);
  const most = log(shape + 40 * Math.sqrt(shape) + 800);
  return {
    quantile: (p) => {
      if (!(p >= 0 && p <= 1)) return Number.NaN;
      if (p === 0) return 0;
      if (p === 1) return Number.POSITIVE_INFINITY;
      // Solved for log x, and in the tail that is small, so that both ends keep their digits.
      const u =
        p < 0.5
          ? rise((at) => gammaLower(shape, exp(at)) - p, slope, -700, most)
          : rise((at) => 1 - p - gammaUpper(shape, exp(at)), slope, -700, most);
      return scale * exp(u);
    },
    probability: (x) => (x <= 0 ? 0 : gammaLower(shape, x / scale)),
    mean: shape * scale,
  };
}

/** Beta on (0, 1) with shapes a and b, both above 0. Quantiles to about 12 digits, in the smaller of x and 1 - x. */
export function betaDistribution(a: number, b: number): Distribution {
  const family = "beta distribution";
  demand(a > 0 && a < Number.POSITIVE_INFINITY, family, `shape ${a}`, "a number above 0");
  demand(b > 0 && b < Number.POSITIVE_INFINITY, family, `shape ${b}`, "a number above 0");
  const middle = betaLower(a, b, 0.5);
  return {
    quantile: (p) => {
      if (!(p >= 0 && p <= 1)) return Number.NaN;
      return p <= middle ? smallBeta(p, a, b) : 1 - smallBeta(1 - p, b, a);
    },
    probability: (x) => (x <= 0 ? 0 : x >= 1 ? 1 : betaLower(a, b, x)),
    mean: a / (a + b),
  };
}

/** The quantile where it lies at or below 1/2, solved for its logarithm. */
function smallBeta(p: number, a: number, b: number): number {
  if (p === 0) return 0;
  const constant = logGamma(a + b) - logGamma(a) - logGamma(b);
  const slope = (u: number) => exp(constant + a * u + (b - 1) * log1p(-exp(u)));
  return exp(rise((u) => betaLower(a, b, exp(u)) - p, slope, -700, log(0.5) + 1e-9));
}

/** Where a rising function crosses 0: Newton's steps, halving the bracket wherever one would leave it. */
function rise(value: (u: number) => number, slope: (u: number) => number, from: number, to: number): number {
  let low = from;
  let high = to;
  let u = Math.min(high, Math.max(low, 0));
  for (let step = 0; step < 300; step++) {
    const gap = value(u);
    if (gap > 0) high = u;
    else low = u;
    const newton = u - gap / slope(u);
    const next = newton > low && newton < high ? newton : low + (high - low) / 2;
    if (Math.abs(next - u) <= 1e-15 * Math.max(1, Math.abs(u))) return next;
    u = next;
  }
  return u;
}
