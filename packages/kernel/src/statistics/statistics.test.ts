import { expect, test } from "vitest";
import { stream } from "../random/index.ts";
import { sobolPoints } from "../sobol/index.ts";
import {
  cholesky,
  choleskySolve,
  correlation,
  covariance,
  gaussianCopula,
  mean,
  quantile,
  quantilesOf,
  sorted,
  sortedOrder,
  variance,
  weightedQuantile,
} from "./index.ts";

const powers = [1, 2, 4, 8, 16, 32];

test("quantiles of type 7 and 8 are numpy's linear and median_unbiased", () => {
  expect([0.1, 0.25, 0.5, 0.9].map((p) => quantile(powers, p))).toEqual([1.5, 2.5, 6, 24]);
  [1, 1.9166666666666667, 6, 32].forEach((answer, i) =>
    expect(quantile(powers, [0.1, 0.25, 0.5, 0.9][i] ?? 0, 8)).toBeCloseTo(answer, 13),
  );
  expect([quantile([], 0.5), quantile([3], 0.2), quantile(powers, 1.5)]).toEqual([NaN, 3, NaN]);
});

test("infinite values at one end do not spoil the quantiles before them", () => {
  expect(quantile([1, 2, Infinity], 0.5)).toBe(2);
});

test("a weighted quantile counts a weight of two as the value twice", () => {
  const values = [5, 1, 3];
  expect(weightedQuantile(values, [1, 1, 1], 0.5)).toBe(3);
  expect(weightedQuantile(values, [1, 2, 1], 0.25)).toBeCloseTo(1, 12);
  expect(weightedQuantile(values, [0, 1, 0], 0.9)).toBe(1);
  expect(weightedQuantile(values, [0, 0, 0], 0.5)).toBeNaN();
});

test("sorting and moments", () => {
  expect([...sorted([3, 1, 2])]).toEqual([1, 2, 3]);
  expect([...sortedOrder([3, 1, 2, 1])]).toEqual([1, 3, 2, 0]);
  expect([mean(powers), variance([1, 2, 3, 4]), variance([1])]).toEqual([10.5, 5 / 3, NaN]);
  expect(covariance([1, 2, 3], [2, 4, 6])).toBe(2);
  expect(correlation([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1, 14);
});

test("Cholesky factors and solves; a matrix that is not positive definite is told apart", () => {
  const matrix = [4, 2, -2, 2, 10, 2, -2, 2, 6];
  const lower = cholesky(matrix, 3);
  expect([...(lower ?? [])]).toEqual([2, 0, 0, 1, 3, 0, -1, 1, 2]);
  choleskySolve(lower ?? [], 3, [2, 28, 20]).forEach((x, i) => expect(x).toBeCloseTo(i + 1, 13));
  expect(cholesky([1, 2, 2, 1], 2)).toBeUndefined();
});

test("the copula correlates normal scores and leaves each column uniform", () => {
  const columns = sobolPoints({ dimensions: 3, count: 4096, seed: 3 });
  gaussianCopula(columns, [
    [1, 0.6, 0],
    [0.6, 1, -0.3],
    [0, -0.3, 1],
  ]);
  // Spearman's correlation of a Gaussian copula is 6 / pi asin(rho / 2).
  const rank = (rho: number) => (6 / Math.PI) * Math.asin(rho / 2);
  const [a, b, c] = columns as [Float64Array, Float64Array, Float64Array];
  expect(correlation(a, b)).toBeCloseTo(rank(0.6), 2);
  expect(correlation(b, c)).toBeCloseTo(rank(-0.3), 2);
  expect(correlation(a, c)).toBeCloseTo(0, 2);
  for (const column of columns) expect(variance(column)).toBeCloseTo(1 / 12, 3);
});

test("correlations that contradict one another are refused in a sentence", () => {
  const columns = sobolPoints({ dimensions: 3, count: 4 });
  const impossible = [
    [1, 0.9, 0.9],
    [0.9, 1, -0.9],
    [0.9, -0.9, 1],
  ];
  expect(() => gaussianCopula(columns, impossible)).toThrow(/contradict one another; expected a positive definite/);
  expect(() => gaussianCopula(columns, [[1]])).toThrow(/3 rows of 3 numbers/);
});

test("the quick order of a long column is that of the plain one, ties, signs, infinities and NaN included", () => {
  const source = stream(1, "order");
  const values = Array.from({ length: 3000 }, (_, index) => {
    if (index % 7 === 0) return Math.floor(source.uniform() * 5) - 2;
    if (index % 501 === 0) return index % 2 === 0 ? Infinity : -Infinity;
    return index % 997 === 0 ? Number.NaN : source.normal() * 10 ** source.integer(9);
  });
  const number = (index: number) => values[index] ?? 0;
  const plain = values
    .map((_, index) => index)
    .sort((a, b) => {
      if (Number.isNaN(number(a)) || Number.isNaN(number(b)))
        return Number(Number.isNaN(number(a))) - Number(Number.isNaN(number(b))) || a - b;
      return number(a) === number(b) ? a - b : number(a) < number(b) ? -1 : 1;
    });
  expect([...sortedOrder(values)]).toEqual(plain);
});

test("quantiles by selection are those of a sort, to the last bit, with ties, infinities and NaN among the values", () => {
  const source = stream(7, "selection");
  const shares = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1];
  for (const count of [1, 2, 3, 10, 31, 257, 1024])
    for (const spread of [1, 3, 1e9]) {
      const values = Float64Array.from({ length: count }, (_, index) =>
        index % 97 === 96
          ? ([Number.NaN, Number.POSITIVE_INFINITY, 0][index % 3] ?? 0)
          : Math.floor(source.uniform() * spread),
      );
      const ascending = values.toSorted();
      expect(quantilesOf(values, shares)).toEqual(shares.map((share) => quantile(ascending, share)));
      expect(values.toSorted()).toEqual(ascending);
    }
  expect(quantilesOf(new Float64Array(), [0.5])).toEqual([Number.NaN]);
});
