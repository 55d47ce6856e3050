import { exp, log } from "../elementary.ts";
import { Problem } from "../problem.ts";
import type { Distribution } from "./distribution.ts";
import { normalDensity, normalProbability, normalQuantile } from "./normal.ts";

/** Refuses a parameter that makes no distribution, in one sentence. */
export function demand(holds: boolean, family: string, what: string, expected: string): void {
  if (!holds)
    throw new Problem({ code: "distribution.parameter", what: `${what} of the ${family} is wrong`, expected });
}

const inside = (p: number) => p >= 0 && p <= 1;

/** Normal with a mean and a standard deviation above 0. */
export function normal(mean: number, deviation: number): Distribution {
  demand(Number.isFinite(mean) && deviation > 0, "normal distribution", `deviation ${deviation}`, "a number above 0");
  return {
    quantile: (p) => mean + deviation * normalQuantile(p),
    probability: (x) => normalProbability((x - mean) / deviation),
    mean,
  };
}

/** The exponential of a normal with mean `location` and standard deviation `deviation`, so its median is exp(location). */
export function logNormal(location: number, deviation: number): Distribution {
  demand(
    Number.isFinite(location) && deviation > 0,
    "log-normal distribution",
    `deviation ${deviation}`,
    "a number above 0",
  );
  return {
    quantile: (p) => exp(location + deviation * normalQuantile(p)),
    probability: (x) => (x <= 0 ? 0 : normalProbability((log(x) - location) / deviation)),
    mean: exp(location + (deviation * deviation) / 2),
  };
}

/** Uniform between two ends. */
export function uniform(low: number, high: number): Distribution {
  demand(high > low, "uniform distribution", `range ${low} to ${high}`, "a low end below the high end");
  return {
    quantile: (p) => (inside(p) ? low + p * (high - low) : Number.NaN),
    probability: (x) => Math.min(1, Math.max(0, (x - low) / (high - low))),
    mean: low + (high - low) / 2,
  };
}

/** Triangular between two ends, most likely at `mode`. */
export function triangular(low: number, mode: number, high: number): Distribution {
  demand(
    high > low && mode >= low && mode <= high,
    "triangular distribution",
    `shape ${low}, ${mode}, ${high}`,
    "low end, most likely value and high end in order",
  );
  const range = high - low;
  const turn = (mode - low) / range;
  return {
    quantile: (p) => {
      if (!inside(p)) return Number.NaN;
      return p <= turn ? low + Math.sqrt(p * range * (mode - low)) : high - Math.sqrt((1 - p) * range * (high - mode));
    },
    probability: (x) => {
      if (x <= low) return 0;
      if (x >= high) return 1;
      return x <= mode
        ? ((x - low) * (x - low)) / (range * (mode - low))
        : 1 - ((high - x) * (high - x)) / (range * (high - mode));
    },
    mean: (low + mode + high) / 3,
  };
}

/**
 * Normal cut to [low, high] (either may be infinite). Worked in whichever tail is small, so that a range ten deviations
 * out keeps its digits.
 */
export function truncatedNormal(mean: number, deviation: number, low: number, high: number): Distribution {
  const family = "truncated normal distribution";
  demand(Number.isFinite(mean) && deviation > 0, family, `deviation ${deviation}`, "a number above 0");
  demand(high > low, family, `range ${low} to ${high}`, "a low end below the high end");
  const flipped = low > mean;
  const sign = flipped ? -1 : 1;
  const a = flipped ? (mean - high) / deviation : (low - mean) / deviation;
  const b = flipped ? (mean - low) / deviation : (high - mean) / deviation;
  const below = normalProbability(a);
  const mass = normalProbability(b) - below;
  demand(mass > 0, family, `range ${low} to ${high}`, "a range that holds some of the mass");
  const clamp = (x: number) => Math.min(high, Math.max(low, x));
  return {
    quantile: (p) => {
      if (!inside(p)) return Number.NaN;
      return clamp(mean + sign * deviation * normalQuantile(below + (flipped ? 1 - p : p) * mass));
    },
    probability: (x) => {
      if (x <= low) return 0;
      if (x >= high) return 1;
      const share = (normalProbability((sign * (x - mean)) / deviation) - below) / mass;
      return flipped ? 1 - share : share;
    },
    mean: clamp(mean + (sign * deviation * (normalDensity(a) - normalDensity(b))) / mass),
  };
}
