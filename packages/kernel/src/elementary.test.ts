import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { exp, expm1, log, log1p, pow } from "./elementary.ts";

const known = JSON.parse(readFileSync(join(import.meta.dirname, "fixtures/elementary.json"), "utf8")) as {
  exp: [number, number][];
  log: [number, number][];
};

/** Distance in units in the last place of the true value. */
function unitsApart(got: number, want: number): number {
  if (want === 0) return got === 0 ? 0 : Number.POSITIVE_INFINITY;
  const unit = 2 ** (Math.floor(Math.log2(Math.abs(want))) - 52);
  return Math.abs(got - want) / unit;
}

describe("exp and log", () => {
  test("agree with 50-digit values to within one unit in the last place", () => {
    for (const [x, want] of known.exp) expect(unitsApart(exp(x), want), `exp(${x})`).toBeLessThanOrEqual(1);
    for (const [x, want] of known.log) expect(unitsApart(log(x), want), `log(${x})`).toBeLessThanOrEqual(1);
  });

  test("at the edges", () => {
    expect(exp(0)).toBe(1);
    expect(exp(-800)).toBe(0);
    expect(exp(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(exp(710)).toBe(Number.POSITIVE_INFINITY);
    expect(exp(Number.NaN)).toBeNaN();
    expect(log(1)).toBe(0);
    expect(log(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(log(-1)).toBeNaN();
    expect(log(Number.NaN)).toBeNaN();
    expect(log(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
  });

  test("the same digits on every machine", () => {
    let hash = 0;
    const view = new DataView(new ArrayBuffer(8));
    for (let i = 1; i <= 5000; i++) {
      view.setFloat64(0, exp(log(i * 0.37) * 0.731) + exp(-i / 100));
      hash = (Math.imul(hash, 31) + view.getInt32(0) + view.getInt32(4)) | 0;
    }
    expect(hash).toBe(457208618);
  });
});

describe("the functions built on them", () => {
  test("pow, log1p and expm1", () => {
    expect(pow(0, 0)).toBe(1);
    expect(pow(0, 0.5)).toBe(0);
    expect(pow(2, 10)).toBeCloseTo(1024, 10);
    for (const x of [-0.9, -1e-3, -1e-9, 1e-17, 1e-9, 1e-3, 0.5, 3, 50]) {
      expect(Math.abs(log1p(x) / Math.log1p(x) - 1)).toBeLessThan(1e-15);
      expect(Math.abs(expm1(x) / Math.expm1(x) - 1)).toBeLessThan(2e-15);
    }
    expect(expm1(-100)).toBe(-1);
    expect(expm1(1000)).toBe(Number.POSITIVE_INFINITY);
  });
});
