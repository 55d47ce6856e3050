import { mean, sortedOrder } from "@counterweight/kernel";
import { change, column, type Ensemble, type Input, nothing } from "../ensemble/ensemble.ts";

/** An assumption a result leans on, and how much of the result's spread it explains on its own. */
export type Leaning = { readonly name: string; readonly label: string; readonly share: number };

/**
 * First-order share of variance of each input from given draws: variance between classes of equal size along the input,
 * less what chance alone gives, over the whole variance (correlation ratio; the given-data estimate of a first-order
 * Sobol' index). Highest first; inputs that do not vary are left out.
 */
export function leansOn(inputs: readonly Input[], result: Float64Array, most = 3): Leaning[] {
  return explained(inputs, result)
    .map((leaning) => ({ ...leaning, share: Math.max(0, leaning.share) }))
    .sort((a, b) => b.share - a.share)
    .slice(0, most);
}

/** As `leansOn` in the order of the inputs, and below zero where chance has it so, which keeps means unbiased. */
function explained(inputs: readonly Input[], result: Float64Array): Leaning[] {
  const middle = mean(result);
  const variance = result.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  if (!(variance > 0)) return [];
  const draws = result.length;
  const classes = Math.max(2, Math.min(16, Math.floor(draws / 16)));
  const chance = (classes - 1) / (draws - 1);
  return inputs.flatMap(({ name, label, values }) => {
    const order = orderOf(values);
    if (order === undefined) return [];
    let between = 0;
    for (let at = 0; at < classes; at++) {
      const from = Math.floor((at * draws) / classes);
      const to = Math.floor(((at + 1) * draws) / classes);
      let sum = 0;
      for (let place = from; place < to; place++) sum += (result[order[place] ?? 0] ?? 0) - middle;
      between += (sum * sum) / (to - from);
    }
    return [{ name, label, share: (between / variance - chance) / (1 - chance) }];
  });
}

const orders = new WeakMap<Float64Array, Uint32Array | "constant">();

/** Sorting is most of the work, and the same inputs are asked about again and again. */
function orderOf(values: Float64Array): Uint32Array | undefined {
  let order = orders.get(values);
  if (order === undefined) {
    order = values.some((value) => value !== values[0]) ? sortedOrder(values) : "constant";
    orders.set(values, order);
  }
  return order === "constant" ? undefined : order;
}

/** The sizes of other measures cannot matter for a policy; what is left are the parameters and its own sizes. */
export function inputsFor(inputs: readonly Input[], interventions: readonly string[]): Input[] {
  return inputs.filter(({ name }) => !name.includes(".") || interventions.includes(name.split(".")[0] ?? ""));
}

export type StructureLeanings = { readonly structure: string; readonly leanings: readonly Leaning[] };

/** By structure, what the changes of an outcome lean on: the mean share of the spread over the measures that change it. */
export function leaningsOf(ensemble: Ensemble, outcome: string, most = 3): StructureLeanings[] {
  return ensemble.parts.map(({ structure, inputs }) => {
    const base = column(ensemble, structure, nothing, outcome);
    const sums = new Map<string, Leaning>();
    let count = 0;
    for (const policy of ensemble.policies) {
      const shares = change(ensemble, structure, policy, outcome).map((value, draw) => value / (base[draw] ?? 1));
      const found = explained(inputsFor(inputs, [policy]), shares);
      if (found.length > 0) count += 1;
      // Its own sizes together are one assumption.
      for (const { name, label, share } of found) {
        const own = name.includes(".");
        const key = own ? "size" : name;
        const before = sums.get(key)?.share ?? 0;
        sums.set(key, {
          name: key,
          label: own ? "the judged size of the measure itself" : label,
          share: before + share,
        });
      }
    }
    const leanings = [...sums.values()]
      .map((leaning) => ({ ...leaning, share: Math.max(0, leaning.share / Math.max(1, count)) }))
      .sort((a, b) => b.share - a.share)
      .slice(0, most);
    return { structure, leanings };
  });
}
