/** What is to be made large: its value at a division of money and its slope by each lever. */
export type Smooth = (spend: Float64Array, slope: Float64Array) => number;

/**
 * Projected gradient ascent (Goldstein 1964; Levitin and Polyak 1966) over 0 <= spend <= most with the budget as the cap on
 * the sum, with Armijo's rule: refines a division of money where effects are smooth, for example through the gradients of
 * a model. Never leaves with less than it came with.
 */
export function ascend(
  smooth: Smooth,
  start: ArrayLike<number>,
  most: ArrayLike<number>,
  budget: number,
  rounds = 200,
): { spend: Float64Array; value: number } {
  let spend = project(Float64Array.from(start), most, budget);
  const slope = new Float64Array(spend.length);
  const trialSlope = new Float64Array(spend.length);
  let value = smooth(spend, slope);
  let step = 0;
  for (let round = 0; round < rounds; round++) {
    const steepest = slope.reduce((top, one) => Math.max(top, Math.abs(one)), 0);
    if (!(steepest > 0)) break;
    if (step === 0) step = (0.25 * budget) / steepest;
    let moved = false;
    for (let halving = 0; halving < 40; halving++, step /= 2) {
      const trial = project(
        spend.map((one, k) => one + step * (slope[k] as number)),
        most,
        budget,
      );
      const climb = trial.reduce((sum, one, k) => sum + (one - (spend[k] as number)) * (slope[k] as number), 0);
      if (!(climb > 1e-13 * Math.abs(value))) break;
      const found = smooth(trial, trialSlope);
      if (!(found >= value + 1e-4 * climb)) continue;
      spend = trial;
      value = found;
      slope.set(trialSlope);
      moved = true;
      step *= 2;
      break;
    }
    if (!moved) break;
  }
  return { spend, value };
}

/** The nearest division of money that is allowed: every spend less the same amount, cut to its range, by bisection. */
export function project(wanted: Float64Array, most: ArrayLike<number>, budget: number): Float64Array {
  const cut = (less: number) => wanted.map((one, k) => Math.min(most[k] as number, Math.max(0, one - less)));
  const total = (column: Float64Array) => column.reduce((a, b) => a + b, 0);
  let nearest = cut(0);
  if (total(nearest) <= budget) return nearest;
  let low = 0;
  let high = wanted.reduce((top, one) => Math.max(top, one), 0);
  for (let halving = 0; halving < 100; halving++) {
    const middle = (low + high) / 2;
    if (total(cut(middle)) > budget) low = middle;
    else high = middle;
  }
  nearest = cut(high);
  return nearest;
}
