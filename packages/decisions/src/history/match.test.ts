import { normalQuantile, sobolPoints, stream } from "@counterweight/kernel";
import { expect, test } from "vitest";
import { matchHistory, resample, withinObserved } from "./index.ts";

const prior = (sobolPoints({ dimensions: 1, count: 2 ** 14, seed: 1 })[0] as Float64Array).map(normalQuantile);

test("a normal prior and a normal observation give the conjugate posterior", () => {
  // Observation 1 with deviation 0.5 on a standard normal: mean 0.8, variance 0.2.
  const reach = 0.5 * normalQuantile(0.975);
  const { weights, effectiveSampleSize } = matchHistory([prior], [{ low: 1 - reach, high: 1 + reach }]);
  const mean = prior.reduce((sum, x, draw) => sum + x * (weights[draw] ?? 0), 0);
  const variance = prior.reduce((sum, x, draw) => sum + (x - mean) ** 2 * (weights[draw] ?? 0), 0);
  expect(mean).toBeCloseTo(0.8, 3);
  expect(variance).toBeCloseTo(0.2, 3);
  expect(effectiveSampleSize).toBeGreaterThan(5000);
  expect(effectiveSampleSize).toBeLessThan(9000);

  const places = resample(weights, 4000, stream(1, "resample"));
  const resampled = places.reduce((sum, draw) => sum + (prior[draw] ?? 0) / 4000, 0);
  expect(resampled).toBeCloseTo(0.8, 2);
});

test("equal weights are worth every draw, one weight is worth one", () => {
  expect(matchHistory([[2, 2, 2]], [{ low: 0, high: 1 }]).effectiveSampleSize).toBeCloseTo(3, 12);
  expect(matchHistory([[0.5, 50, 60]], [{ low: 0, high: 1 }]).effectiveSampleSize).toBeCloseTo(1, 9);
  expect([...resample([0, 1, 0], 3, stream(1, "x"))]).toEqual([1, 1, 1]);
});

test("draws within all observed intervals are kept", () => {
  const observed = [
    { low: 0, high: 2 },
    { low: 5, high: 6 },
  ];
  expect(
    withinObserved(
      [
        [1, 3, 2],
        [5, 5, 6.1],
      ],
      observed,
    ),
  ).toEqual([0]);
});

test("an interval without width, or one too few, is refused in a sentence", () => {
  expect(() => matchHistory([[1]], [{ low: 2, high: 2 }])).toThrow(/interval 2 to 2 has no width/);
  expect(() => matchHistory([[1]], [])).toThrow(/0 observations for 1 outputs/);
});
