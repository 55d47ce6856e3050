import { mean, sortedOrder } from "@counterweight/kernel";
import type { Input } from "../ensemble/ensemble.ts";

/** An assumption a result leans on, and how much of the result's spread it explains on its own. */
export type Leaning = { readonly name: string; readonly label: string; readonly share: number };

/**
 * First-order share of variance of each input from given draws: variance between classes of equal size along the input,
 * less what chance alone gives, over the whole variance (correlation ratio; the given-data estimate of a first-order
 * Sobol' index). Highest first; inputs that do not vary are left out.
 */
export function leansOn(inputs: readonly Input[], result: Float64Array, most = 3): Leaning[] {
  const middle = mean(result);
  const variance = result.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  if (!(variance > 0)) return [];
  const draws = result.length;
  const classes = Math.max(2, Math.min(16, Math.floor(draws / 16)));
  return inputs
    .filter(({ values }) => values.some((value) => value !== values[0]))
    .map(({ name, label, values }) => {
      const order = sortedOrder(values);
      let between = 0;
      for (let at = 0; at < classes; at++) {
        const from = Math.floor((at * draws) / classes);
        const to = Math.floor(((at + 1) * draws) / classes);
        let sum = 0;
        for (let place = from; place < to; place++) sum += (result[order[place] ?? 0] ?? 0) - middle;
        between += (sum * sum) / (to - from);
      }
      const chance = (classes - 1) / (draws - 1);
      return { name, label, share: Math.max(0, (between / variance - chance) / (1 - chance)) };
    })
    .sort((a, b) => b.share - a.share)
    .slice(0, most);
}
