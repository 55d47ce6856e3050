import { describe, expect, test } from "vitest";
import { saltelli, sobolIndices, sobolIndicesOfScramblings } from "./index.ts";

const design = (inputs: number, count: number, model: (x: number[]) => number, scrambling = 0) =>
  saltelli((row) => model([...row]), { inputs, count, seed: 11, scrambling });

const ishigami = (u: number[]) => {
  const [x = 0, y = 0, z = 0] = u.map((one) => Math.PI * (2 * one - 1));
  return Math.sin(x) + 7 * Math.sin(y) ** 2 + 0.1 * z ** 4 * Math.sin(x);
};

const estimates = (indices: readonly { estimate: number }[]) => indices.map(({ estimate }) => estimate);
const furthest = (found: number[], wanted: number[]) =>
  Math.max(...found.map((value, index) => Math.abs(value - (wanted[index] ?? Number.NaN))));

describe("Sobol' indices", () => {
  test("of the Ishigami function with a = 7, b = 0.1 are .3139, .4424, 0 and .5576, .4424, .2437", () => {
    const { first, total } = sobolIndices(design(3, 2 ** 14, ishigami));
    expect(furthest(estimates(first), [0.31390519, 0.44241114, 0])).toBeLessThan(0.003);
    expect(furthest(estimates(total), [0.55758886, 0.44241114, 0.24368366])).toBeLessThan(0.001);
    for (const index of [...first, ...total]) expect(index.high - index.low).toBeGreaterThan(0.002);
    expect(first[0]?.low).toBeLessThan(0.3139);
    expect(first[0]?.high).toBeGreaterThan(0.3139);
  });

  test("of Sobol's g-function with a = 0, 1, 4.5, 9 are the exact ones", () => {
    const a = [0, 1, 4.5, 9];
    const { first, total } = sobolIndices(
      design(4, 2 ** 14, (x) =>
        x.reduce((product, u, i) => product * ((Math.abs(4 * u - 2) + (a[i] ?? 0)) / (1 + (a[i] ?? 0))), 1),
      ),
    );
    const parts = a.map((one) => 1 / 3 / (1 + one) ** 2);
    const variance = parts.reduce((product, part) => product * (1 + part), 1) - 1;
    expect(
      furthest(
        estimates(first),
        parts.map((part) => part / variance),
      ),
    ).toBeLessThan(0.005);
    const totals = parts.map((part) => (part * ((variance + 1) / (1 + part))) / variance);
    expect(furthest(estimates(total), totals)).toBeLessThan(0.005);
  });

  test("are the same for the same seed, and do not mind a large constant in the output", () => {
    const outputs = design(3, 1024, ishigami);
    expect(sobolIndices(outputs, { seed: 5 })).toEqual(sobolIndices(outputs, { seed: 5 }));
    const moved = sobolIndices(design(3, 1024, (x) => 1e6 + ishigami(x)));
    expect(moved.first[1]?.estimate).toBeCloseTo(sobolIndices(outputs).first[1]?.estimate ?? 0, 6);
  });

  test("intervals from 16 scramblings hold the exact values and are narrower than a bootstrap's", () => {
    const designs = Array.from({ length: 16 }, (_, scrambling) => design(3, 1024, ishigami, scrambling));
    const { first, total } = sobolIndicesOfScramblings(designs);
    [0.31390519, 0.44241114, 0, 0.55758886, 0.44241114, 0.24368366].forEach((exact, index) => {
      const { low, high } = [...first, ...total][index] ?? { low: 1, high: 0 };
      const slack = (high - low) / 2;
      expect(exact).toBeGreaterThan(low - slack);
      expect(exact).toBeLessThan(high + slack);
    });
    const bootstrap = sobolIndices(design(3, 16_384, ishigami)).total[0] ?? { low: 0, high: 0 };
    expect((total[0]?.high ?? 1) - (total[0]?.low ?? 0)).toBeLessThan(bootstrap.high - bootstrap.low);
  });

  test("of an output that never varies do not exist", () => {
    expect(() => sobolIndices(design(2, 64, () => 3.7))).toThrow(/^the output does not vary/);
  });
});
