import { expect, test } from "vitest";
import { quantileOf, rangeAsPrior, sizeQuantile } from "./priors.ts";

const everywhere = { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY };

test("the ends of an uncut prior are its 5% and 95% points, its middle arithmetic or geometric", () => {
  const normal = quantileOf({ kind: "normal", low: 2, high: 4, bounds: everywhere });
  expect([0.05, 0.5, 0.95].map((p) => normal?.(p))).toEqual([2, 3, 4].map((x) => expect.closeTo(x, 9)));
  const logNormal = quantileOf({
    kind: "log-normal",
    low: 1,
    high: 100,
    bounds: { least: 0, most: Number.POSITIVE_INFINITY },
  });
  expect([0.05, 0.5, 0.95].map((p) => logNormal?.(p))).toEqual([1, 10, 100].map((x) => expect.closeTo(x, 7)));
});

test("no draw leaves the bounds", () => {
  const cut = quantileOf({ kind: "normal", low: 0, high: 0.1, bounds: { least: 0, most: 0.12 } });
  for (const p of [1e-9, 0.01, 0.5, 0.99, 1 - 1e-9]) {
    expect(cut?.(p)).toBeGreaterThanOrEqual(0);
    expect(cut?.(p)).toBeLessThanOrEqual(0.12);
  }
});

test("a belief's range becomes a prior by the rule of the ends", () => {
  expect(rangeAsPrior(0.2, 0.5, everywhere).kind).toBe("normal");
  expect(rangeAsPrior(0.1, 0.5, everywhere).kind).toBe("log-normal");
  expect(rangeAsPrior(0, 0.5, everywhere).kind).toBe("normal");
  expect(rangeAsPrior(0.5, 0.5, everywhere).kind).toBe("fixed");
});

test("the median size is the central one, whatever the skew", () => {
  const quantile = sizeQuantile(0, 0.003, 0.03);
  expect([0, 0.5, 1].map(quantile)).toEqual([0, 0.003, 0.03]);
  expect(quantile(0.25)).toBeCloseTo(0.0015, 12);
  expect(quantile(0.75)).toBeCloseTo(0.0165, 12);
});
