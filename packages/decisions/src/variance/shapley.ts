import { mean, Problem, variance } from "@counterweight/kernel";
import { residualVariance } from "../information/group.ts";

/**
 * Shapley effects: Owen (2014), Song, Nelson and Staum (2016). Each input's share of the output's variance when inputs
 * are correlated, fairly split: its mean gain in explained variance over all orders in which inputs become known. They
 * are 0 or more and sum to 1. The explained variance of every subset is found from the draws alone, by the regression of
 * `evppiGroup` on at most 4,000 of them; what no subset explains, noise in the output, is left out of the sum.
 * @param inputs at most 10 columns of N draws, correlated or not; `output`: N numbers
 * @throws Problem when the output does not vary or there are more than 10 inputs
 */
export function shapleyEffects(inputs: readonly ArrayLike<number>[], output: ArrayLike<number>): number[] {
  const count = inputs.length;
  if (count > 10)
    throw new Problem({ code: "shapley.inputs", what: `there are ${count} inputs`, expected: "at most 10" });
  const total = variance(output);
  if (!(total > 0)) throw new Problem({ code: "variance.none", what: "the output does not vary" });
  const middle = mean(output);
  const target = Float64Array.from(output, (value) => value - middle);
  const explained = new Float64Array(2 ** count);
  for (let subset = 1; subset < explained.length; subset++) {
    const known = inputs.filter((_, input) => (subset >> input) & 1);
    explained[subset] = Math.max(0, 1 - residualVariance(known, target, 4000) / total);
  }
  const whole = explained.at(-1) as number;
  return inputs.map((_, input) => {
    let share = 0;
    for (let subset = 0; subset < explained.length; subset++) {
      if ((subset >> input) & 1) continue;
      const gain = (explained[subset | (1 << input)] as number) - (explained[subset] as number);
      share += gain * orderWeight(sizeOf(subset), count);
    }
    return whole > 0 ? Math.max(0, share / whole) : 0;
  });
}

/** Share of all orders of n inputs in which exactly these k come before a given other one: k! (n - k - 1)! / n!. */
function orderWeight(k: number, n: number): number {
  let choose = 1;
  for (let i = 0; i < k; i++) choose = (choose * (n - 1 - i)) / (i + 1);
  return 1 / (n * choose);
}

function sizeOf(subset: number): number {
  let size = 0;
  for (let bits = subset; bits > 0; bits &= bits - 1) size++;
  return size;
}
