import {
  affordable,
  type BudgetProblem,
  better,
  costOf,
  effectsOf,
  type Level,
  type Lever,
  valueOf,
} from "./problem.ts";

/** The cheapest level of every lever; the more effective of equals. */
export function cheapest(levers: readonly Lever[]): number[] {
  const mean = (level: Level) => level.effect.reduce((sum, one) => sum + one, 0);
  return levers.map(({ levels }) =>
    levels.reduce((best, level, index) => {
      const held = levels[best] as Level;
      return level.cost < held.cost || (level.cost === held.cost && mean(level) > mean(held)) ? index : best;
    }, 0),
  );
}

/**
 * Spends where a unit of money buys most of the objective, from the cheapest levels up, until nothing affordable helps.
 * Exact for the mean when each lever's effect is concave in its cost and steps are alike (Fox 1966); elsewhere a start.
 */
export function greedy({ budget, objective, levers }: BudgetProblem, best: readonly number[]): number[] {
  let levels = cheapest(levers);
  const worth = (candidate: readonly number[]) => valueOf(objective, effectsOf(levers, candidate), best);
  const sign = objective === "regret" ? -1 : 1;
  for (;;) {
    const now = worth(levels);
    const cost = costOf(levers, levels);
    let chosen: { levels: number[]; rate: number } | undefined;
    levers.forEach((lever, index) => {
      lever.levels.forEach((level, to) => {
        const next = levels.with(index, to);
        const extra = level.cost - (lever.levels[levels[index] as number] as Level).cost;
        if (to === levels[index] || !affordable(cost + extra, budget)) return;
        const value = worth(next);
        if (!better(objective, value, now)) return;
        const rate = extra > 0 ? (sign * (value - now)) / extra : Number.POSITIVE_INFINITY;
        if (chosen === undefined || rate > chosen.rate) chosen = { levels: next, rate };
      });
    });
    if (chosen === undefined) return levels;
    levels = chosen.levels;
  }
}

/** Gives back what buys nothing: a cheaper level wherever the objective does not fall. */
export function thrifty({ objective, levers }: BudgetProblem, start: number[], best: readonly number[]): number[] {
  let levels = start;
  const worth = (candidate: readonly number[]) => valueOf(objective, effectsOf(levers, candidate), best);
  levers.forEach((lever, index) => {
    const value = worth(levels);
    lever.levels.forEach((level, to) => {
      const held = lever.levels[levels[index] as number] as Level;
      if (level.cost >= held.cost) return;
      const next = levels.with(index, to);
      if (!better(objective, value, worth(next))) levels = next;
    });
  });
  return levels;
}
