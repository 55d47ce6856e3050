import { stream } from "@counterweight/kernel";
import { describe, expect, test } from "vitest";
import { freeWeights, smaa, weightSampler } from "./index.ts";
import type { WeightLimits } from "./weights.ts";

const draws = 100_000;
/** Four standard errors of a share. */
const room = 4 * Math.sqrt(0.25 / draws);

function furthest(found: number[][], wanted: number[][]): number {
  return Math.max(...found.flatMap((row, a) => row.map((value, rank) => Math.abs(value - (wanted[a]?.[rank] ?? 9)))));
}

const certain = (rows: number[][]) => rows.map((row) => row.map((value) => [value]));

describe("two criteria, where acceptabilities are lengths on a line", () => {
  // With weight w on the first: values w, 1 - w and 0.6. First leads above 0.6, second below 0.4, third between.
  const measured = certain([
    [1, 0],
    [0, 1],
    [0.6, 0.6],
  ]);

  test("any weights", () => {
    const found = smaa(measured, freeWeights(2), draws);
    const exact = [
      [0.4, 0.1, 0.5],
      [0.4, 0.1, 0.5],
      [0.2, 0.8, 0],
    ];
    expect(furthest(found.acceptability, exact)).toBeLessThan(room);
    expect(found.centralWeights[0]?.[0]).toBeCloseTo(0.8, 2);
    expect(found.centralWeights[2]?.[0]).toBeCloseTo(0.5, 2);
    expect(found.confidence).toEqual([1, 1, 1]);
  });

  test("the first criterion more important: w from 1/2 to 1", () => {
    const found = smaa(measured, { ...freeWeights(2), order: [0, 1] }, draws);
    const exact = [
      [0.8, 0.2, 0],
      [0, 0, 1],
      [0.2, 0.8, 0],
    ];
    expect(furthest(found.acceptability, exact)).toBeLessThan(room);
    expect(found.centralWeights[1]).toBeUndefined();
    expect(found.confidence[1]).toBeUndefined();
  });

  test("bounds: w from 0.3 to 0.7", () => {
    const found = smaa(measured, { low: Float64Array.of(0.3, 0), high: Float64Array.of(0.7, 1) }, draws);
    const exact = [
      [0.25, 0.25, 0.5],
      [0.25, 0.25, 0.5],
      [0.5, 0.5, 0],
    ];
    expect(furthest(found.acceptability, exact)).toBeLessThan(room);
  });
});

test("an alternative worse in everything is never ahead, and equals share their ranks", () => {
  const found = smaa(
    certain([
      [2, 2],
      [1, 1],
      [1, 1],
    ]),
    freeWeights(2),
    1000,
  );
  expect(found.acceptability).toEqual([
    [1, 0, 0],
    [0, 0.5, 0.5],
    [0, 0.5, 0.5],
  ]);
  expect(smaa([[[1]]], freeWeights(1), 10).acceptability).toEqual([[1]]);
});

test("uncertain measurements: confidence is the share of draws in which it wins under its central weights", () => {
  const source = stream(1, "measurements");
  const wins = Float64Array.from({ length: 5000 }, () => (source.uniform() < 0.3 ? 1 : -1));
  const found = smaa([[wins], [[0]]], freeWeights(1), 5000);
  const share = wins.filter((value) => value > 0).length / 5000;
  expect(found.acceptability[0]?.[0]).toBeCloseTo(share, 12);
  expect(found.confidence[0]).toBeCloseTo(share, 12);
});

describe("weights under order and bounds", () => {
  const means = (limits: WeightLimits, sets = 40_000) => {
    const sampler = weightSampler(limits, stream(2, "weights"));
    const weights = new Float64Array(limits.low.length);
    const sum = new Float64Array(limits.low.length);
    for (let set = 0; set < sets; set++) {
      sampler(weights);
      weights.forEach((value, k) => {
        sum[k] = (sum[k] ?? 0) + value / sets;
      });
    }
    return Array.from(sum);
  };

  test("means on the simplex and in order are the known ones", () => {
    expect(means(freeWeights(4))[0]).toBeCloseTo(0.25, 2);
    // Order statistics of a uniform point on the simplex: 11/18, 5/18, 2/18 (Stillwell, Seaver and Edwards 1981).
    const ordered = means({ ...freeWeights(3), order: [2, 0, 1] });
    expect(ordered.map((value) => Math.round(value * 50))).toEqual(
      [5 / 18, 2 / 18, 11 / 18].map((value) => Math.round(value * 50)),
    );
  });

  test("the walk in a narrow corner agrees with rejection", () => {
    const limits: WeightLimits = {
      low: Float64Array.of(0.3, 0.3, 0, 0.1),
      high: Float64Array.of(0.36, 0.36, 1, 0.2),
      order: [1, 0, 3],
    };
    const source = stream(9, "rejection");
    const kept: number[][] = [];
    while (kept.length < 2000) {
      const parts = Array.from({ length: 4 }, () => source.exponential());
      const total = parts.reduce((a, b) => a + b, 0);
      const [a = 0, b = 0, c = 0, d = 0] = parts.map((part) => part / total);
      if (b >= a && a >= 0.3 && b <= 0.36 && d >= 0.1 && d <= 0.2) kept.push([a, b, c, d]);
    }
    const walked = means(limits);
    for (let k = 0; k < 4; k++)
      expect(Math.abs((walked[k] ?? 0) - kept.reduce((sum, one) => sum + (one[k] ?? 0), 0) / kept.length)).toBeLessThan(
        0.004,
      );
  });

  test("weights fixed by their bounds are found, and contradictions told", () => {
    expect(means({ low: Float64Array.of(0.25, 0.75), high: Float64Array.of(0.25, 0.75) }, 10)[0]).toBeCloseTo(0.25, 12);
    const clash = { low: Float64Array.of(0, 0.6), high: Float64Array.of(1, 1), order: [0, 1] };
    expect(() => weightSampler(clash, stream(1, "x"))).toThrow(/no weights that sum to 1 satisfy/);
    const short = { low: Float64Array.of(0, 0), high: Float64Array.of(0.4, 0.5) };
    expect(() => weightSampler(short, stream(1, "x"))).toThrow(/no weights that sum to 1 satisfy/);
  });
});
