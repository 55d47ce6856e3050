import type { IndustryQuantity } from "./industry.ts";

/**
 * World totals are published without an interval. What stands around them here is judged: for people (and so for profit)
 * the 0.7 to 1.5 times that the evidence table proposes for each region; for profit per person the span of the two
 * independent routes to it, 21,800 (ILO for 2012) to 37,900 (Kara in dollars of 2021) around 27,252.
 */
export const publishedBands = {
  people: { low: 0.7, high: 1.5 },
  margin: { low: 21_800 / 27_252, high: 37_900 / 27_252 },
} as const;

type Band = { readonly low: number; readonly high: number };

/** The judged band where every draw gives the same published number; else what the draws say. */
export function banded(quantity: IndustryQuantity, { low, high }: Band): IndustryQuantity {
  const { median, unit } = quantity;
  const published = quantity.high - quantity.low <= 1e-6 * Math.abs(median);
  return published ? { low: median * low, median, high: median * high, unit } : quantity;
}
