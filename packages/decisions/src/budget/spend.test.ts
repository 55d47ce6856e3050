import { stream } from "@counterweight/kernel";
import { beforeAll, describe, expect, test } from "vitest";
import { allocateSpend, ascend, highsSolver, type MoneyResponse, type Objective, type Solver } from "./index.ts";
import { valueOf } from "./problem.ts";
import { effectsAt } from "./spend.ts";

let solve: Solver;
beforeAll(async () => {
  solve = await highsSolver();
});

/** Three levers, two scenarios, spends in whole steps of 10 up to 40. */
function responses(seed: number, concave: boolean): MoneyResponse[] {
  const source = stream(seed, "responses");
  return ["a", "b", "c"].map((name) => {
    const effect = [0, 0];
    let slopes = [4, 4].map((top) => top * (0.5 + source.uniform()));
    const points = [{ spend: 0, effect: [0, 0] }];
    for (let spend = 10; spend <= 40; spend += 10) {
      slopes = slopes.map((slope) => (concave ? slope * source.uniform() : 4 * source.uniform()));
      slopes.forEach((slope, s) => {
        effect[s] = (effect[s] ?? 0) + slope;
      });
      points.push({ spend, effect: [...effect] });
    }
    return { name, points };
  });
}

/** The best over a grid of half units. */
function byGrid(levers: MoneyResponse[], objective: Objective, budget: number): number {
  const all: number[][] = [];
  for (let a = 0; a <= 40; a += 1)
    for (let b = 0; b <= 40 && a + b <= budget; b += 1) all.push([a, b, Math.min(40, budget - a - b)]);
  const effects = all.map((spend) => effectsAt(levers, spend));
  const best = [0, 1].map((s) => Math.max(...effects.map((one) => one[s] ?? 0)));
  const values = effects.map((one) => valueOf(objective, one, best));
  return objective === "regret" ? Math.min(...values) : Math.max(...values);
}

describe.each<Objective>(["mean", "maxmin", "regret"])("a division of money for %s", (objective) => {
  test.each([
    ["concave", true],
    ["bent upward in places", false],
  ])("is at least as good as any on a grid: %s", (_, concave) => {
    for (const seed of [1, 2, 3]) {
      const levers = responses(seed, concave);
      const found = allocateSpend({ budget: 55, objective, responses: levers }, solve);
      const grid = byGrid(levers, objective, 55);
      expect(found.optimal).toBe(true);
      expect(found.spend.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(55 + 1e-6);
      // Between grid points the kinks of maxmin and regret can be met more closely.
      const lead = objective === "regret" ? grid - found.value : found.value - grid;
      expect(lead).toBeGreaterThan(-1e-6);
      expect(lead).toBeLessThan(objective === "mean" ? 1e-6 : 0.3);
    }
  });
});

test("a budget below the least spends, or spends that fall, are refused in a sentence", () => {
  const lever = (...spends: number[]): MoneyResponse => ({
    name: "a",
    points: spends.map((spend) => ({ spend, effect: [spend] })),
  });
  expect(() => allocateSpend({ budget: 1, objective: "mean", responses: [lever(2, 3)] }, solve)).toThrow(
    /budget of 1 is below 2/,
  );
  expect(() => allocateSpend({ budget: 9, objective: "mean", responses: [lever(0, 3, 3)] }, solve)).toThrow(
    /a: the spend 3 does not rise/,
  );
});

describe("projected gradient", () => {
  test("divides money by the squares of the weights when effects are square roots", () => {
    const weight = [1, 2, 3];
    const { spend, value } = ascend(
      (x, slope) => {
        let sum = 0;
        x.forEach((one, k) => {
          sum += (weight[k] ?? 0) * Math.sqrt(one + 1e-12);
          slope[k] = (0.5 * (weight[k] ?? 0)) / Math.sqrt(one + 1e-12);
        });
        return sum;
      },
      [50, 50, 40],
      [140, 140, 140],
      140,
    );
    expect(Array.from(spend, (one) => Math.round(one * 100) / 100)).toEqual([10, 40, 90]);
    expect(value).toBeCloseTo(Math.sqrt(14 * 140), 6);
  });

  test("keeps to each lever's most and does not spend what does harm", () => {
    const { spend } = ascend(
      (x, slope) => {
        slope.set([1, -1]);
        return (x[0] ?? 0) - (x[1] ?? 0);
      },
      [0, 20],
      [30, 30],
      100,
    );
    expect([...spend]).toEqual([30, 0]);
  });
});
