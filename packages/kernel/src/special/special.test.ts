import { expect, test } from "vitest";
import {
  betaLower,
  chiSquareQuantile,
  digamma,
  gammaLower,
  gammaUpper,
  logFactorial,
  logGamma,
  poissonAtLeast,
  poissonAtMost,
  poissonMass,
  poissonSmallerTail,
} from "./index.ts";

// Answers from SciPy 1.x: special.gammaln, digamma, gammainc, gammaincc, betainc; stats.chi2.ppf; stats.poisson.cdf, sf.
const miss = (value: number, answer: number) => Math.abs(value - answer) / Math.max(Math.abs(answer), 1e-300);

test.each([
  [0.03125, 3.4484891277979584],
  [0.5, 0.5723649429247],
  [1.5, -0.12078223763524526],
  [3.7, 1.428072326665388],
  [15, 25.191221182738683],
  [100.25, 360.28455963776423],
  [27440.5, 252991.05326269942],
])("log Gamma(%d)", (x, answer) => expect(miss(logGamma(x), answer)).toBeLessThan(2e-14));

test("log Gamma has no value for 0 and below, and 0! and 1! are exactly 1", () => {
  expect(logGamma(0)).toBeNaN();
  expect(logGamma(-1.5)).toBeNaN();
  expect(logFactorial(0)).toBe(0);
  expect(logFactorial(1)).toBe(0);
  expect(miss(logFactorial(20), 42.335616460753485)).toBeLessThan(1e-14);
});

test.each([
  [0.03125, -32.526953288606116],
  [0.5, -1.9635100260214235],
  [1.5, 0.03648997397857652],
  [15, 2.6743466616607936],
  [1000, 6.907255195648812],
])("digamma(%d)", (x, answer) => expect(miss(digamma(x), answer)).toBeLessThan(1e-12));

test.each([
  [0.5, 0.2, 0.47291074313446196, 0.5270892568655381],
  [3, 10, 0.9972306042844884, 0.0027693957155115775],
  [60, 45, 0.018651134648575467, 0.9813488653514245],
  [200, 260, 0.999952499875557, 4.750012444300866e-5],
])("incomplete gamma, shape %d at %d", (shape, x, lower, upper) => {
  expect(miss(gammaLower(shape, x), lower)).toBeLessThan(1e-12);
  expect(miss(gammaUpper(shape, x), upper)).toBeLessThan(1e-11);
});

test.each([
  [0.5, 0.5, 0.3, 0.36901011956554536],
  [2, 9, 0.1, 0.2639010709],
  [60, 45, 0.6, 0.7205918295496911],
])("incomplete beta (%d, %d) at %d", (a, b, x, answer) => expect(miss(betaLower(a, b, x), answer)).toBeLessThan(1e-12));

test.each([
  [0.95, 1, 3.841458820694124],
  [0.5, 3, 2.3659738843753377],
  [0.001, 10, 1.4787434638356647],
  [0.999, 40, 73.40195751899103],
])("chi-square quantile %d, %d degrees of freedom", (p, freedom, answer) =>
  expect(miss(chiSquareQuantile(p, freedom), answer)).toBeLessThan(1e-12),
);

test.each([
  [0, 3.5, 0.0301973834223185, 1],
  [12, 3.2, 0.9999688623762014, 0.00012924924084078897],
  [62, 101.7, 1.5196063108868214e-5, 0.9999909451461745],
  [500, 463, 0.957974842314146, 0.046249332206296595],
])("Poisson tails at %d, mean %d", (count, mean, atMost, atLeast) => {
  expect(miss(poissonAtMost(count, mean), atMost)).toBeLessThan(1e-11);
  expect(miss(poissonAtLeast(count, mean), atLeast)).toBeLessThan(1e-11);
  expect(miss(poissonSmallerTail(count, mean), Math.min(atMost, atLeast))).toBeLessThan(1e-11);
});

test("Poisson masses add up to the tail, and a mean of zero puts everything on zero", () => {
  let sum = 0;
  for (let k = 0; k <= 12; k++) sum += poissonMass(k, 3.2);
  expect(miss(sum, poissonAtMost(12, 3.2))).toBeLessThan(1e-12);
  expect([poissonAtMost(0, 0), poissonAtLeast(1, 0), poissonAtLeast(0, 5), poissonMass(0, 0)]).toEqual([1, 0, 1, 1]);
});
