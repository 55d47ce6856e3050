import { gaussianCopula, normalQuantile, sobolPoints } from "@counterweight/kernel";
import { describe, expect, test } from "vitest";
import { shapleyEffects } from "./index.ts";

function gaussians(correlation: number[][], count = 2 ** 12): Float64Array[] {
  const columns = sobolPoints({ dimensions: correlation.length, count, seed: 8 });
  gaussianCopula(columns, correlation);
  return columns.map((column) => column.map(normalQuantile));
}

const furthest = (found: number[], wanted: number[]) =>
  Math.max(...found.map((value, index) => Math.abs(value - (wanted[index] ?? Number.NaN))));

describe("Shapley effects", () => {
  test("of a sum of correlated normals are the closed form of Iooss and Prieur (2019)", () => {
    // Y = X1 + 2 X2, correlation r: variance 1 + 4 + 4 r; Sh1 = (1 - r^2/2 + 2 r + 4 r^2/2) / variance.
    const r = 0.6;
    const [x, y] = gaussians([
      [1, r],
      [r, 1],
    ]) as [Float64Array, Float64Array];
    const output = x.map((value, draw) => value + 2 * (y[draw] ?? 0));
    const total = 5 + 4 * r;
    const first = (1 - (r * r) / 2 + 2 * r + (4 * r * r) / 2) / total;
    expect(furthest(shapleyEffects([x, y], output), [first, 1 - first])).toBeLessThan(0.01);
  });

  test("an input that does nothing but is correlated with one that does gets a share", () => {
    // Y = X1, r = 0.8: the bystander explains r^2, so it gets r^2 / 2.
    const [x, y] = gaussians([
      [1, 0.8],
      [0.8, 1],
    ]) as [Float64Array, Float64Array];
    expect(furthest(shapleyEffects([x, y], x), [0.68, 0.32])).toBeLessThan(0.01);
  });

  test("of independent inputs lie between first-order and total indices and sum to 1", () => {
    const [a, b, c] = sobolPoints({ dimensions: 3, count: 2 ** 12, seed: 1 }).map((column) =>
      column.map((u) => Math.PI * (2 * u - 1)),
    ) as [Float64Array, Float64Array, Float64Array];
    const output = a.map(
      (x, draw) => Math.sin(x) + 7 * Math.sin(b[draw] ?? 0) ** 2 + 0.1 * (c[draw] ?? 0) ** 4 * Math.sin(x),
    );
    const found = shapleyEffects([a, b, c], output);
    // Exact: the interaction of the first and third, 0.2437, is halved between them.
    expect(furthest(found, [0.3139 + 0.2437 / 2, 0.4424, 0.2437 / 2])).toBeLessThan(0.03);
    expect(found.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
  });

  test("need an output that varies, and not too many inputs", () => {
    expect(() => shapleyEffects([[1, 2, 3]], [4, 4, 4])).toThrow(/the output does not vary/);
    expect(() =>
      shapleyEffects(
        Array.from({ length: 11 }, () => [1, 2]),
        [1, 2],
      ),
    ).toThrow(/11 inputs; expected at most 10/);
  });
});
