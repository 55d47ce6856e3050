import { Problem } from "@counterweight/kernel";
import { cheapest, greedy, thrifty } from "./greedy.ts";
import {
  type Allocation,
  affordable,
  type BudgetProblem,
  better,
  costOf,
  effectsOf,
  type Level,
  type Lever,
  type Objective,
  valueOf,
} from "./problem.ts";
import type { Solver } from "./solver.ts";

/**
 * The best level of every lever within the budget: a multiple-choice knapsack as a mixed-integer program (Kellerer,
 * Pferschy and Pisinger 2004, chapter 11), solved to proof by HiGHS; the greedy answer wherever that is better, which can
 * only be when the solver ran out of time. Regret is against the best that this budget could do in each scenario.
 * @throws Problem when even the cheapest levels cost more than the budget
 */
export function allocate(problem: BudgetProblem, solve: Solver): Allocation {
  const { budget, objective, levers } = problem;
  const floor = costOf(levers, cheapest(levers));
  if (!affordable(floor, budget))
    throw new Problem({
      code: "budget.infeasible",
      what: `the budget of ${budget} is below ${floor}, the cost of the cheapest level of every lever together`,
      doThis: "raise the budget, or give each lever a level that costs nothing",
    });
  const scale = scaleOf(problem);
  const rivals = objective === "regret" ? rivalsOf(problem, solve, scale) : { best: [], proved: true };
  const program = programOf(objective, problem, rivals.best, scale);
  const solved = solve(program);
  const start = greedy(problem, rivals.best);
  const found = readLevels(levers, solved.value);
  const worth = (levels: readonly number[]) => valueOf(objective, effectsOf(levers, levels), rivals.best);
  const usable = solved.status !== "infeasible" && found !== undefined && affordable(costOf(levers, found), budget);
  const chosen = usable && !better(objective, worth(start), worth(found)) ? found : start;
  const levels = thrifty(problem, chosen, rivals.best);
  const value = worth(levels);
  const optimal = usable && solved.status === "optimal" && rivals.proved;
  return {
    levels,
    value,
    cost: costOf(levers, levels),
    optimal,
    bound: optimal ? value : looser(objective, solved.bound * scale.effect, value),
  };
}

/** A bound is never on the wrong side of what was reached. */
function looser(objective: Objective, bound: number, value: number): number {
  return objective === "regret" ? Math.min(bound, value) : Math.max(bound, value);
}

/** Costs and effects are written in thousandths of the largest, which suits the solver's tolerances. */
type Scale = { readonly cost: number; readonly effect: number };

function scaleOf({ budget, levers }: BudgetProblem): Scale {
  let cost = Math.abs(budget);
  let effect = 0;
  for (const { levels } of levers)
    for (const level of levels) {
      cost = Math.max(cost, Math.abs(level.cost));
      for (const one of level.effect) effect = Math.max(effect, Math.abs(one));
    }
  return { cost: (cost || 1) / 1000, effect: (effect || 1) / 1000 };
}

function firstLevel(levers: readonly Lever[]): Level {
  return (levers[0] as Lever).levels[0] as Level;
}

/** The greatest effect within the budget in each scenario by itself. */
function rivalsOf(problem: BudgetProblem, solve: Solver, scale: Scale): { best: number[]; proved: boolean } {
  const { levers } = problem;
  const scenarios = firstLevel(levers).effect.length;
  let proved = true;
  const best = Array.from({ length: scenarios }, (_, scenario) => {
    const alone: BudgetProblem = {
      ...problem,
      objective: "mean",
      levers: levers.map(({ name, levels }) => ({
        name,
        levels: levels.map(({ cost, effect }) => ({ cost, effect: [effect[scenario] as number] })),
      })),
    };
    const solved = solve(programOf("mean", alone, [], scale));
    proved &&= solved.status === "optimal";
    const start = greedy(alone, []);
    const found = readLevels(levers, solved.value);
    const worth = (levels: readonly number[]) => effectsOf(alone.levers, levels)[0] as number;
    return found !== undefined && affordable(costOf(levers, found), problem.budget)
      ? Math.max(worth(found), worth(start))
      : worth(start);
  });
  return { best, proved };
}

/** The level with the largest share of each lever; undefined when the solver left a lever without one. */
function readLevels(levers: readonly Lever[], value: (name: string) => number): number[] | undefined {
  const levels = levers.map(({ levels: choices }, lever) =>
    choices.findIndex((_, level) => value(`x${lever}_${level}`) > 0.5),
  );
  return levels.includes(-1) ? undefined : levels;
}

/** The program in CPLEX LP format: one binary a level, one level a lever, and `t` for the worst scenario. */
function programOf(
  objective: Objective,
  { budget, levers }: BudgetProblem,
  best: readonly number[],
  scale: Scale,
): string {
  const sum = (weight: (level: Level) => number) =>
    levers
      .flatMap(({ levels }, lever) => levels.map((level, index) => term(weight(level), `x${lever}_${index}`)))
      .join("\n ");
  const scenarios = firstLevel(levers).effect.map((_, scenario) => scenario);
  const effect = (scenario: number) => sum((level) => (level.effect[scenario] as number) / scale.effect);
  const mean = (level: Level) => level.effect.reduce((a, b) => a + b, 0) / level.effect.length / scale.effect;
  const goal = { mean: `Maximize\n goal: ${sum(mean)}`, maxmin: "Maximize\n goal: t", regret: "Minimize\n goal: t" };
  const rows = levers.map(
    ({ levels }, lever) => `one${lever}: ${levels.map((_, index) => `x${lever}_${index}`).join(" + ")} = 1`,
  );
  rows.push(`budget: ${sum((level) => level.cost / scale.cost)} <= ${(budget + 1e-9 * Math.abs(budget)) / scale.cost}`);
  if (objective === "maxmin")
    for (const scenario of scenarios) rows.push(`worst${scenario}: ${effect(scenario)} - t >= 0`);
  if (objective === "regret")
    for (const scenario of scenarios)
      rows.push(`worst${scenario}: ${effect(scenario)} + t >= ${(best[scenario] as number) / scale.effect}`);
  const names = levers.flatMap(({ levels }, lever) => levels.map((_, index) => `x${lever}_${index}`));
  const free = objective === "mean" ? "" : "Bounds\n t free\n";
  return `${goal[objective]}\nSubject To\n ${rows.join("\n ")}\n${free}Binary\n ${names.join("\n ")}\nEnd\n`;
}

function term(weight: number, name: string): string {
  return `${weight < 0 ? "-" : "+"} ${Math.abs(weight)} ${name}`;
}
