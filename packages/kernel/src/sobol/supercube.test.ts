import { describe, expect, test } from "vitest";
import { correlation } from "../statistics/moments.ts";
import { sobolPoints } from "./points.ts";
import { supercubePoints } from "./supercube.ts";

/** How much of one column the rank class of another explains, in 16 classes: 1 where it decides it. */
function explained(by: Float64Array, of: Float64Array): number {
  const sums = new Float64Array(16);
  for (let draw = 0; draw < by.length; draw++)
    sums[Math.floor((by[draw] as number) * 16)]! += ((of[draw] as number) - 0.5) ** 2 - 1 / 12;
  const each = by.length / 16;
  return sums.reduce((total, sum) => total + (sum / each) ** 2, 0) / 16 / (1 / 180);
}

/** The largest share of a square that some other dimension seems to explain, over pairs of far dimensions. */
const worst = (points: readonly Float64Array[]) =>
  Math.max(
    ...points.slice(8, 150).flatMap((one, index) => points.slice(9 + index, 150).map((other) => explained(one, other))),
  );

describe("points in many dimensions", () => {
  test("no far dimension passes for another at 256 points, as some do in one plain sequence", () => {
    expect(worst(sobolPoints({ dimensions: 150, count: 256, seed: 1 }))).toBeGreaterThan(0.5);
    expect(worst(supercubePoints({ dimensions: 150, count: 256, seed: 1 }))).toBeLessThan(0.25);
  });
  test("each dimension keeps one point in each of 64 strata of every block, pairs of four their balance", () => {
    const points = supercubePoints({ dimensions: 20, count: 128, seed: 3 });
    for (const column of points)
      for (const from of [0, 64])
        expect(new Set(Array.from(column.subarray(from, from + 64), (value) => Math.floor(value * 64))).size).toBe(64);
    const cells = new Set(
      Array.from(
        { length: 64 },
        (_, draw) => `${Math.floor((points[8]?.[draw] ?? 0) * 8)} ${Math.floor((points[9]?.[draw] ?? 0) * 8)}`,
      ),
    );
    expect(cells.size).toBe(64);
    expect(Math.abs(correlation(points[0] as Float64Array, points[12] as Float64Array))).toBeLessThan(0.3);
  });
  test("chunks made apart fit together, and the seed decides the digits", () => {
    const whole = supercubePoints({ dimensions: 11, count: 256, seed: 5 });
    const part = supercubePoints({ dimensions: 11, count: 50, start: 100, seed: 5 });
    part.forEach((column, dimension) => expect(column).toEqual(whole[dimension]?.slice(100, 150)));
    expect(supercubePoints({ dimensions: 11, count: 256, seed: 6 })).not.toEqual(whole);
  });
});
