import { expect, test } from "vitest";
import { robustness, satisfies } from "./index.ts";

// Worked by hand: rows are options, columns four scenarios.
//            s1  s2  s3  s4
// bold        9   1   8   2     mean 5
// steady      5   5   5   5     mean 5
// mixed       6   4   8   0     mean 4.5
// best        9   5   8   5
const bold = [9, 1, 8, 2];
const steady = [5, 5, 5, 5];
const mixed = [6, 4, 8, 0];

test("a table worked by hand", () => {
  const [first, second, third] = robustness([bold, steady, mixed], 4);
  expect(first).toMatchObject({ mean: 5, worst: 1, greatestRegret: 4, satisficing: 0.5, domain: (1 + 0.5) / 4 });
  expect(second).toMatchObject({ mean: 5, worst: 5, greatestRegret: 4, satisficing: 1, domain: 0.5 });
  expect(third).toMatchObject({ mean: 4.5, worst: 0, greatestRegret: 5, satisficing: 0.75, domain: 0.5 / 4 });
  expect(first?.tenthPercentile).toBeCloseTo(1.3, 12);
  // Regrets of bold: 0, 4, 0, 3; their 90th percentile of type 7 lies at place 2.7: 3 + 0.7.
  expect(first?.regret90).toBeCloseTo(3.7, 12);
  expect(first?.conditionalValueAtRisk).toBe(1);
});

test("conditional value at risk takes part of the scenario on the line", () => {
  const column = Array.from({ length: 15 }, (_, index) => index);
  // A tenth of 15 scenarios is one and a half: (0 + 1 / 2) / 1.5.
  expect(robustness([column])[0]?.conditionalValueAtRisk).toBeCloseTo(1 / 3, 12);
});

test("measures disagree: the option first by mean is not first by the worst case", () => {
  const [risky, safe] = robustness([
    [10, 10, -5],
    [4, 4, 4],
  ]);
  expect(risky?.mean).toBeGreaterThan(safe?.mean ?? 0);
  expect(risky?.worst).toBeLessThan(safe?.worst ?? 0);
  expect(risky?.greatestRegret).toBeGreaterThan(safe?.greatestRegret ?? 0);
  expect(risky?.satisficing).toBeUndefined();
});

test("several thresholds must hold at once", () => {
  expect(satisfies([bold, mixed], [2, 5])).toBe(0.5);
});
