import { quantile, sorted } from "@counterweight/kernel";

/** One option's robustness over scenarios, in the outcome's unit where it has one; more of the outcome is better. */
export type Robustness = {
  readonly mean: number;
  /** The outcome that nine scenarios in ten exceed (quantile of type 7). */
  readonly tenthPercentile: number;
  /** Mean of the worst tenth of scenarios (conditional value at risk; Rockafellar and Uryasev 2000). */
  readonly conditionalValueAtRisk: number;
  /** The worst scenario (Wald's maximin, 1950). */
  readonly worst: number;
  /** The most that is lost against the best option of the same scenario (Savage 1951); less is better. */
  readonly greatestRegret: number;
  /** The loss that nine scenarios in ten stay below (Rhodium's regret from best; Herman et al. 2015). */
  readonly regret90: number;
  /** Share of scenarios in which the outcome reaches the threshold; undefined without one. */
  readonly satisficing: number | undefined;
  /** Share of scenarios in which this option is the best; equals share (Starr's domain; Schneller and Sphicas 1983). */
  readonly domain: number;
};

/**
 * Measures of robustness, several at once because they disagree. `outcomes[option]` is a column over the same scenarios,
 * all equally likely; `threshold` is what is good enough.
 */
export function robustness(outcomes: readonly ArrayLike<number>[], threshold?: number): Robustness[] {
  const scenarios = outcomes[0]?.length ?? 0;
  const best = new Float64Array(scenarios).fill(Number.NEGATIVE_INFINITY);
  for (const column of outcomes)
    for (let s = 0; s < scenarios; s++) best[s] = Math.max(best[s] as number, column[s] as number);
  const equals = new Float64Array(scenarios);
  for (const column of outcomes)
    for (let s = 0; s < scenarios; s++) equals[s] = (equals[s] as number) + Number(column[s] === best[s]);
  return outcomes.map((column) => {
    const values = sorted(column);
    const regrets = sorted(best.map((most, s) => most - (column[s] as number)));
    let sum = 0;
    let domain = 0;
    let enough = 0;
    for (let s = 0; s < scenarios; s++) {
      const value = column[s] as number;
      sum += value;
      if (value === best[s]) domain += 1 / (equals[s] as number);
      if (threshold !== undefined && value >= threshold) enough++;
    }
    return {
      mean: sum / scenarios,
      tenthPercentile: quantile(values, 0.1),
      conditionalValueAtRisk: tailMean(values, 0.1),
      worst: values[0] ?? Number.NaN,
      greatestRegret: regrets.at(-1) ?? Number.NaN,
      regret90: quantile(regrets, 0.9),
      satisficing: threshold === undefined ? undefined : enough / scenarios,
      domain: domain / scenarios,
    };
  });
}

/** Mean of the lowest `share` of ascending values; a scenario that straddles the line counts in part. */
function tailMean(ascending: Float64Array, share: number): number {
  const wanted = share * ascending.length;
  let sum = 0;
  let taken = 0;
  for (let index = 0; index < ascending.length && taken < wanted; index++) {
    const part = Math.min(1, wanted - taken);
    sum += part * (ascending[index] as number);
    taken += part;
  }
  return sum / taken;
}

/** Share of scenarios in which every outcome of an option reaches its own threshold (Starr 1963, as Rhodium counts it). */
export function satisfies(outcomes: readonly ArrayLike<number>[], thresholds: readonly number[]): number {
  const scenarios = outcomes[0]?.length ?? 0;
  let enough = 0;
  for (let s = 0; s < scenarios; s++)
    if (outcomes.every((column, k) => (column[s] as number) >= (thresholds[k] as number))) enough++;
  return enough / scenarios;
}
