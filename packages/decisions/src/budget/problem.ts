/** One thing money can be spent on, at exactly one of its levels. */
export type Lever = {
  readonly name: string;
  readonly levels: readonly Level[];
};

export type Level = {
  readonly cost: number;
  /** Effect in each scenario, more being better; effects of levers add. */
  readonly effect: readonly number[];
};

/** What is made as large as can be: the mean over scenarios, the worst scenario, or (as small as can be) the greatest regret. */
export type Objective = "mean" | "maxmin" | "regret";

export type BudgetProblem = {
  readonly budget: number;
  readonly objective: Objective;
  readonly levers: readonly Lever[];
};

export type Allocation = {
  /** Level of each lever, by index. */
  readonly levels: readonly number[];
  /** Mean effect, worst scenario's effect, or greatest regret. */
  readonly value: number;
  readonly cost: number;
  /** True when the solver proved that nothing better exists. */
  readonly optimal: boolean;
  /** No allocation can do better than this; the value itself when proved optimal. */
  readonly bound: number;
};

/** Room for the rounding of sums of costs: a billionth of the budget. */
export function affordable(cost: number, budget: number): boolean {
  return cost <= budget + 1e-9 * Math.abs(budget);
}

export function costOf(levers: readonly Lever[], levels: readonly number[]): number {
  return levers.reduce((sum, lever, index) => sum + (lever.levels[levels[index] as number] as Level).cost, 0);
}

/** Total effect in each scenario. */
export function effectsOf(levers: readonly Lever[], levels: readonly number[]): number[] {
  const [first] = levers as [Lever];
  const scenarios = (first.levels[0] as Level).effect.length;
  return Array.from({ length: scenarios }, (_, scenario) =>
    levers.reduce(
      (sum, lever, index) => sum + ((lever.levels[levels[index] as number] as Level).effect[scenario] as number),
      0,
    ),
  );
}

/** The objective's value; `best` gives the greatest effect within the budget in each scenario, for regret. */
export function valueOf(objective: Objective, effects: readonly number[], best: readonly number[]): number {
  if (objective === "mean") return effects.reduce((sum, effect) => sum + effect, 0) / effects.length;
  if (objective === "maxmin") return Math.min(...effects);
  return Math.max(...effects.map((effect, scenario) => (best[scenario] as number) - effect));
}

/** Whether a value is better than another by more than rounding. */
export function better(objective: Objective, a: number, b: number): boolean {
  const slack = 1e-12 * Math.max(Math.abs(a), Math.abs(b));
  return objective === "regret" ? a < b - slack : a > b + slack;
}
