import { stream } from "@counterweight/kernel";
import { beforeAll, describe, expect, test } from "vitest";
import { greedy } from "./greedy.ts";
import { allocate, type BudgetProblem, highsSolver, type Lever, type Objective, type Solver } from "./index.ts";
import { affordable, costOf, effectsOf, valueOf } from "./problem.ts";

let solve: Solver;
beforeAll(async () => {
  solve = await highsSolver();
});

function randomLevers(seed: number): Lever[] {
  const source = stream(seed, "levers");
  return Array.from({ length: 5 }, (_, lever) => ({
    name: `lever ${lever}`,
    levels: Array.from({ length: 5 }, (__, level) => ({
      cost: level * 3e7 * source.uniform(),
      effect: Array.from({ length: 4 }, () => (level === 0 ? 0 : 50 * level + 100 * source.normal())),
    })),
  }));
}

/** Every allocation within the budget. */
function everyAllocation(levers: readonly Lever[], budget: number): number[][] {
  return levers
    .reduce<number[][]>((all, { levels }) => all.flatMap((one) => levels.map((_, level) => [...one, level])), [[]])
    .filter((levels) => affordable(costOf(levers, levels), budget));
}

const seeds = [1, 2, 3, 4, 5, 6];
describe.each<Objective>(["mean", "maxmin", "regret"])("objective %s", (objective) => {
  test.each(seeds)(
    "equals exhaustive search on 5 levers x 5 levels, and is never worse than greedy: case %d",
    (seed) => {
      const problem: BudgetProblem = { budget: 1e8, objective, levers: randomLevers(seed) };
      const effects = everyAllocation(problem.levers, problem.budget).map((levels) =>
        effectsOf(problem.levers, levels),
      );
      const best = [0, 1, 2, 3].map((scenario) => Math.max(...effects.map((effect) => effect[scenario] ?? 0)));
      const values = effects.map((effect) => valueOf(objective, effect, best));
      const optimum = objective === "regret" ? Math.min(...values) : Math.max(...values);
      const found = allocate(problem, solve);
      expect(found.value).toBeCloseTo(optimum, 8);
      expect(found.optimal).toBe(true);
      expect(found.bound).toBe(found.value);
      expect(found.cost).toBeLessThanOrEqual(1e8);
      expect(valueOf(objective, effectsOf(problem.levers, found.levels), best)).toBeCloseTo(found.value, 12);
      const start = valueOf(objective, effectsOf(problem.levers, greedy(problem, best)), best);
      expect(objective === "regret" ? start - found.value : found.value - start).toBeGreaterThanOrEqual(-1e-9);
    },
  );
});

describe("edges", () => {
  const lever = (name: string, ...levels: [cost: number, ...effect: number[]][]): Lever => ({
    name,
    levels: levels.map(([cost, ...effect]) => ({ cost, effect })),
  });

  test("a budget below the cheapest levels is refused with both amounts", () => {
    const problem: BudgetProblem = {
      budget: 5,
      objective: "mean",
      levers: [lever("a", [3, 1]), lever("b", [4, 1], [9, 2])],
    };
    expect(() => allocate(problem, solve)).toThrow(/^the budget of 5 is below 7, the cost of the cheapest level/);
  });

  test("a budget spent to the last cent by sums that round is affordable", () => {
    const problem: BudgetProblem = {
      budget: 0.3,
      objective: "mean",
      levers: [lever("a", [0, 0], [0.1, 1]), lever("b", [0, 0], [0.2, 1])],
    };
    expect(allocate(problem, solve)).toMatchObject({ levels: [1, 1], value: 2, optimal: true });
  });

  test("money that buys nothing is kept; a budget of nothing keeps what is free", () => {
    const levers = [lever("a", [0, 1], [5, 1], [7, 0])];
    expect(allocate({ budget: 10, objective: "mean", levers }, solve)).toMatchObject({ levels: [0], cost: 0 });
    expect(allocate({ budget: 0, objective: "regret", levers }, solve)).toMatchObject({
      levels: [0],
      value: 0,
      bound: 0,
    });
  });

  test("effects in millions and in millionths are solved alike", () => {
    for (const unit of [1e9, 1, 1e-9]) {
      const levers = [lever("a", [0, 0, 0], [6, 5 * unit, unit]), lever("b", [0, 0, 0], [6, unit, 6 * unit])];
      const found = allocate({ budget: 10, objective: "regret", levers }, solve);
      expect(found.levels).toEqual([0, 1]);
      expect(found.value / unit).toBeCloseTo(4, 9);
    }
  });

  test("a solver that runs out of time leaves the greedy answer, not called optimal, with a bound beyond it", () => {
    const tired: Solver = () => ({ status: "limit", value: () => 0, bound: 900 });
    const levers = randomLevers(3);
    const found = allocate({ budget: 1e8, objective: "mean", levers }, tired);
    const proved = allocate({ budget: 1e8, objective: "mean", levers }, solve);
    expect(found.optimal).toBe(false);
    expect(found.value).toBeLessThanOrEqual(proved.value);
    expect(found.value).toBeGreaterThan(0);
    expect(found.bound).toBeGreaterThanOrEqual(found.value);
    const regret = allocate({ budget: 1e8, objective: "regret", levers }, tired);
    expect(regret.bound).toBeLessThanOrEqual(regret.value);
  });
});
