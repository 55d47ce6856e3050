import { evppi } from "@counterweight/decisions";
import { normalProbability, quantile, sorted, sortedOrder } from "@counterweight/kernel";
import type { Input } from "../ensemble/ensemble.ts";

/** The one quantity whose value would decide a policy for most of those who doubt, and where it turns. */
export type TurningPoint = {
  readonly name: string;
  readonly label: string;
  /** Expected gain of knowing it before deciding (EVPPI), in shares of the scale. */
  readonly worth: number;
  /** Below it the policy is refused and above it accepted, or the other way round. */
  readonly at: number;
  readonly acceptedAbove: boolean;
  /** 5% to 95% of what the two positions together hold possible. */
  readonly range: readonly [number, number];
};

/** The inputs that could turn the decision between the policy and nothing, most telling first. */
export function turningPoints(inputs: readonly Input[], gain: Float64Array, most = 3): TurningPoint[] {
  const nothing = new Float64Array(gain.length);
  return (
    inputs
      .filter(({ values }) => values.some((value) => value !== values[0]))
      .map((input) => ({ input, worth: evppi(input.values, [nothing, gain]) }))
      // What chance alone would show is no turning point.
      .filter(({ worth: { estimate, standardError } }) => estimate > 2 * standardError)
      .map(({ input: { name, label, values }, worth }) => {
        const ascending = sorted(values);
        return {
          name,
          label,
          worth: worth.estimate,
          ...threshold(values, gain),
          range: [quantile(ascending, 0.05), quantile(ascending, 0.95)] as const,
        };
      })
      // A turning point that hardly anybody holds possible turns nothing.
      .filter(({ at, range: [low, high] }) => at >= low && at <= high)
      .sort((a, b) => b.worth - a.worth)
      .slice(0, most)
  );
}

/** The split of the draws along the input at which accepting on one side only gains most. */
export function threshold(
  values: Float64Array,
  gain: Float64Array,
): { readonly at: number; readonly acceptedAbove: boolean } {
  const order = sortedOrder(values);
  const total = gain.reduce((sum, value) => sum + value, 0);
  let below = 0;
  let best = { worth: Math.max(0, total), at: Number.NaN, acceptedAbove: total > 0 };
  for (let place = 0; place < order.length - 1; place++) {
    below += gain[order[place] ?? 0] ?? 0;
    const here = values[order[place] ?? 0] ?? 0;
    const next = values[order[place + 1] ?? 0] ?? 0;
    if (next === here) continue;
    const worth = Math.max(below, total - below);
    if (worth > best.worth) best = { worth, at: (here + next) / 2, acceptedAbove: total - below > below };
  }
  return { at: best.at, acceptedAbove: best.acceptedAbove };
}

/** What a study would need to say on which side of the turning point the quantity lies. */
export type Settling = { readonly observations: number; readonly probability: number };

/**
 * The fewest observations that settle it with the wanted probability: the estimate of a study with n observations has
 * the standard error s/sqrt(n) and settles when it lies 1.645 standard errors on one side of the turning point. The spread
 * s of a single observation is taken to be as large as the quantity's mean over the pooled draws, a judgement; the true
 * value is drawn from what the positions hold possible. Undefined where even 10 million observations do not.
 */
export function settlingStudy(values: Float64Array, at: number, wanted = 0.8): Settling | undefined {
  const spread = Math.abs(values.reduce((sum, value) => sum + value, 0) / values.length);
  if (!(spread > 0) || !Number.isFinite(at)) return undefined;
  for (let observations = 10; observations <= 1e7; observations = nextRound(observations)) {
    const error = spread / Math.sqrt(observations);
    let settled = 0;
    for (const value of values) {
      const distance = (value - at) / error;
      settled += normalProbability(distance - 1.645) + normalProbability(-distance - 1.645);
    }
    if (settled / values.length >= wanted) return { observations, probability: settled / values.length };
  }
  return undefined;
}

/** 10, 20, 50, 100, ... */
function nextRound(value: number): number {
  const lead = value / 10 ** Math.floor(Math.log10(value) + 1e-9);
  return lead > 1.5 && lead < 3 ? value * 2.5 : value * 2;
}
