import { stream } from "@counterweight/kernel";
import { describe, expect, test } from "vitest";
import { binomialTail } from "./chance.ts";
import { prim, primStability } from "./index.ts";

type Limits = Readonly<Record<number, readonly [number, number]>>;

/** Uniform inputs; the target is 1 with probability `inside` in the box and `outside` elsewhere. */
function planted(count: number, inputs: number, box: Limits, inside: number, outside: number, seed = 1) {
  const source = stream(seed, "planted box");
  const columns = Array.from({ length: inputs }, () => Float64Array.from({ length: count }, () => source.uniform()));
  const target = Float64Array.from({ length: count }, (_, row) => {
    const hit = Object.entries(box).every(([input, [low, high]]) => {
      const value = columns[Number(input)]?.[row] ?? 0;
      return value >= low && value <= high;
    });
    return source.uniform() < (hit ? inside : outside) ? 1 : 0;
  });
  return { columns, target };
}

function furthest(limits: readonly (readonly [number, number])[], box: Limits): number {
  return Math.max(
    ...limits.flatMap(([low, high], input) => {
      const [wantedLow, wantedHigh] = box[input] ?? [0, 1];
      return [Math.abs(low - wantedLow), Math.abs(high - wantedHigh)];
    }),
  );
}

const box: Limits = { 1: [0.2, 0.55], 4: [0.5, 1] };

describe("a planted box", () => {
  test.each([
    ["clean, 20,000 points", 20_000, 1, 0],
    ["clean, 3,000 points", 3000, 1, 0],
    ["with noise inside and outside", 20_000, 0.9, 0.05],
    ["hardly denser than around", 40_000, 0.7, 0.3],
  ])("is recovered within 2% of the range: %s", (_, count, inside, outside) => {
    const { columns, target } = planted(count, 6, box, inside, outside);
    const [found] = prim(columns, target);
    expect(found?.restricted.toSorted()).toEqual([1, 4]);
    expect(furthest(found?.limits ?? [], box)).toBeLessThan(0.02);
    expect(found?.density).toBeGreaterThan(inside - 0.02);
    expect(found?.mass).toBeCloseTo(0.175, 1);
  });

  test("coverage, density and mass are those of counting by the limits", () => {
    const { columns, target } = planted(5000, 3, { 0: [0.3, 0.6], 2: [0, 0.4] }, 0.8, 0.1);
    const [found] = prim(columns, target);
    let points = 0;
    let cases = 0;
    target.forEach((value, row) => {
      if (!found?.limits.every(([low, high], k) => (columns[k]?.[row] ?? 0) >= low && (columns[k]?.[row] ?? 0) <= high))
        return;
      points++;
      cases += value;
    });
    const all = target.reduce((sum, value) => sum + value, 0);
    expect([found?.mass, found?.density, found?.coverage]).toEqual([points / 5000, cases / points, cases / all]);
  });

  test("two boxes are found one after the other", () => {
    const { columns } = planted(20_000, 3, {}, 0, 0);
    const [u, v] = columns as [Float64Array, Float64Array];
    const target = u.map((value, row) => ((value < 0.3 && (v[row] ?? 0) < 0.3) || value > 0.8 ? 1 : 0));
    const found = prim(columns, target);
    expect(found).toHaveLength(2);
    expect((found[0]?.coverage ?? 0) + (found[1]?.coverage ?? 0)).toBeGreaterThan(0.98);
  });
});

test("noise makes no box", () => {
  const { columns, target } = planted(20_000, 5, {}, 0.4, 0.4);
  expect(prim(columns, target)).toEqual([]);
});

test("coarse inputs with ties and a constant input are cut between their values", () => {
  const source = stream(3, "ties");
  const level = Float64Array.from({ length: 2000 }, () => source.integer(5));
  const coin = Float64Array.from(level, () => source.integer(2));
  const same = new Float64Array(2000).fill(7);
  const target = level.map((value, row) => (value >= 3 && coin[row] === 1 ? 1 : 0));
  const [found] = prim([level, coin, same], target);
  expect(found?.limits).toEqual([
    [2.5, 4],
    [0.5, 1],
    [7, 7],
  ]);
  expect([found?.coverage, found?.density]).toEqual([1, 1]);
});

test("a target that never varies is refused in a sentence", () => {
  expect(() => prim([[1, 2, 3]], [1, 1, 1])).toThrow(/^the target is 1 at every point; expected/);
  expect(() => prim([[1, 2, 3]], [0, 0, 0])).toThrow(/^the target is 0 at every point/);
});

test("stability: planted restrictions come back in halves of the data, others seldom", () => {
  const { columns, target } = planted(6000, 4, { 0: [0.2, 0.5], 2: [0.4, 1] }, 0.9, 0.1);
  const shares = primStability(columns, target, { resamples: 8 }).map(({ restricted }) => restricted);
  expect([shares[0], shares[2]]).toEqual([1, 1]);
  expect(Math.max(shares[1] ?? 0, shares[3] ?? 0)).toBeLessThan(0.3);
});

test("binomial tails are exact (scipy: binom.sf(k - 1, n, p))", () => {
  expect(binomialTail(7, 10, 0.5)).toBeCloseTo(0.171875, 14);
  expect(binomialTail(2, 10, 0.5)).toBeCloseTo(0.9892578125, 14);
  expect(binomialTail(30, 1000, 0.01) / 2.059988850971949e-7).toBeCloseTo(1, 10);
  expect([binomialTail(0, 5, 0.1), binomialTail(5, 5, 1), binomialTail(1, 5, 0)]).toEqual([1, 1, 0]);
});
