import { describe, expect, test } from "vitest";
import { mostDimensions, sobolPoints } from "./index.ts";
import { simdPoints } from "./simd.ts";

const words = (columns: Float64Array[], place: number, dimensions: number[]) =>
  dimensions.map((dimension) => (columns[dimension]?.[place] ?? 0) * 2 ** 32);

describe("Sobol' points", () => {
  // scipy 1.17.1: x = qmc.Sobol(1111, scramble=False, bits=32).random(4096); (x[i, k] * 2**32).astype(int)
  test("unscrambled are those of scipy, to the last dimension of the table", () => {
    expect(mostDimensions).toBe(1111);
    const points = sobolPoints({ dimensions: 1111, count: 4096, scrambled: false });
    const dimensions = [0, 1, 2, 7, 31, 63, 500, 1110];
    expect(words(points, 0, dimensions)).toEqual(dimensions.map(() => 0));
    expect(words(points, 5, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])).toEqual([
      3758096384, 3758096384, 536870912, 1610612736, 3758096384, 2684354560, 3758096384, 1610612736, 1610612736,
      536870912,
    ]);
    expect(words(points, 1234, dimensions)).toEqual([
      3714056192, 1801453568, 3550478336, 2271215616, 677380096, 3294625792, 2384461824, 3684696064,
    ]);
    expect(words(points, 4095, dimensions)).toEqual([
      1048576, 4042260480, 1435500544, 1678770176, 376438784, 2377121792, 1877999616, 1454374912,
    ]);
  });

  test("a chunk made apart is the same stretch of the whole", () => {
    const whole = sobolPoints({ dimensions: 3, count: 256, seed: 9 });
    const chunk = sobolPoints({ dimensions: 3, count: 57, start: 111, seed: 9 });
    expect(chunk.map((column) => [...column])).toEqual(whole.map((column) => [...column.subarray(111, 168)]));
  });

  test("the quick loop gives the digits of the plain one, from any place", () => {
    expect(simdPoints()).toBeDefined();
    for (const start of [0, 4, 8192, 2 ** 31 + 12]) {
      // A length that is no multiple of 4 takes the plain loop.
      const quick = sobolPoints({ dimensions: 40, count: start === 0 ? 8192 : 8200, start, seed: 77 });
      const plain = sobolPoints({ dimensions: 40, count: start === 0 ? 128 : 8199, start, seed: 77 });
      quick.forEach((column, k) => expect(column.subarray(0, plain[k]?.length)).toEqual(plain[k]));
    }
  });

  test("the same seed and scrambling repeat; another of either does not", () => {
    const first = (seed: number, scrambling: number) =>
      sobolPoints({ dimensions: 2, count: 16, seed, scrambling })[1]?.join();
    expect(first(4, 2)).toBe(first(4, 2));
    expect(new Set([first(4, 2), first(4, 3), first(5, 2)]).size).toBe(3);
  });

  test("too many dimensions, or points without balance, are refused in a sentence", () => {
    expect(() => sobolPoints({ dimensions: 1112, count: 8 })).toThrow(/at most 1111 dimensions/);
    expect(() => sobolPoints({ dimensions: 2, count: 1000 })).toThrow(/expected a power of 2/);
  });
});

/** Sobol's quality t of a dimension is its polynomial's degree less one; t of a set of dimensions is their sum. */
const quality = [0, 0, 1, 2, 2, 3, 3, 4];

describe("scrambled points keep the balance of a digital net", () => {
  const k = 10;
  const dimensions = 8;
  const points = sobolPoints({ dimensions, count: 2 ** k, seed: 20260101 });

  test("every elementary interval of one dimension holds exactly one point", () => {
    for (const column of points) expect(new Set(column.map((x) => Math.floor(x * 2 ** k))).size).toBe(2 ** k);
  });

  test("every elementary interval of the first 8 dimensions, at every shape the sequence guarantees, holds its share", () => {
    let shapes = 0;
    const visit = (dimension: number, cuts: number[], digits: number, t: number) => {
      if (dimension === dimensions) {
        if (digits === 0) return;
        shapes++;
        const counts = new Int32Array(2 ** digits);
        for (let place = 0; place < 2 ** k; place++) {
          let cell = 0;
          for (let axis = 0; axis < dimensions; axis++) {
            const cut = cuts[axis] ?? 0;
            if (cut > 0) cell = cell * 2 ** cut + Math.floor((points[axis]?.[place] ?? 0) * 2 ** cut);
          }
          counts[cell]!++;
        }
        if (!counts.every((count) => count === 2 ** (k - digits))) throw new Error(`unbalanced: ${cuts.join(" ")}`);
        return;
      }
      visit(dimension + 1, [...cuts, 0], digits, t);
      const added = t + (quality[dimension] ?? 0);
      for (let cut = 1; digits + cut + added <= k; cut++) visit(dimension + 1, [...cuts, cut], digits + cut, added);
    };
    visit(0, [], 0, 0);
    expect(shapes).toBeGreaterThan(1000);
  });

  test("each cell's point is uniform within it: the scrambling reaches every digit", () => {
    let sum = 0;
    let squares = 0;
    const scramblings = 400;
    for (let scrambling = 0; scrambling < scramblings; scrambling++) {
      const mean =
        sobolPoints({ dimensions: 1, count: 64, seed: 5, scrambling })[0]?.reduce((a, x) => a + x * x, 0) ?? 0;
      sum += mean / 64 - 1 / 3;
      squares += (mean / 64 - 1 / 3) ** 2;
    }
    // Nested uniform scrambling of x^2 over 64 strata: variance = sum of cell variances / 64^2, about 4/3 / 12 / 64^3.
    const variance = 4 / 3 / 12 / 64 ** 3;
    expect(Math.abs(sum / scramblings)).toBeLessThan(4 * Math.sqrt(variance / scramblings));
    expect(squares / scramblings / variance).toBeGreaterThan(0.75);
    expect(squares / scramblings / variance).toBeLessThan(1.3);
  });
});
