import { normalProbability, normalQuantile, sobolPoints, stream } from "@counterweight/kernel";
import { describe, expect, test } from "vitest";
import { directStudy, evpi, evppi, evppiGroup, evsi } from "./index.ts";

/** E[max(0, X)] - max(0, mean) for X normal: the value of perfect information about it. */
function gaussian(mean: number, deviation: number): number {
  const z = mean / deviation;
  const density = Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI);
  return mean * normalProbability(z) + deviation * density - Math.max(0, mean);
}

const count = 2 ** 14;
const [x, y, z] = sobolPoints({ dimensions: 3, count, seed: 2 }).map((column) => column.map(normalQuantile)) as [
  Float64Array,
  Float64Array,
  Float64Array,
];
const nothing = new Float64Array(count);

describe("a linear choice under normal uncertainty, act 0.1 + x + y / 2 or do nothing", () => {
  const act = Float64Array.from(x, (value, j) => 0.1 + value + 0.5 * (y[j] ?? 0));

  test("EVPI is the closed form", () => {
    expect(evpi([nothing, act]).estimate).toBeCloseTo(gaussian(0.1, Math.sqrt(1.25)), 3);
  });

  test.each([
    ["x", x, 1],
    ["y", y, 0.5],
  ])("EVPPI of %s is the closed form", (_, parameter, deviation) => {
    const found = evppi(parameter, [nothing, act]);
    expect(Math.abs(found.estimate - gaussian(0.1, deviation))).toBeLessThan(0.003);
    expect(found.standardError).toBeLessThan(0.01);
  });

  test("EVPPI of a parameter that does not matter is next to nothing", () => {
    expect(evppi(z, [nothing, act]).estimate).toBeLessThan(0.001);
  });

  test("EVPPI of both together is EVPI, and of one with a bystander that of the one", () => {
    expect(evppiGroup([x, y], [nothing, act]).estimate).toBeCloseTo(gaussian(0.1, Math.sqrt(1.25)), 2);
    expect(evppiGroup([y, z], [nothing, act]).estimate).toBeCloseTo(gaussian(0.1, 0.5), 2);
    expect(evppiGroup([x, y, z], [nothing, act]).estimate).toBeCloseTo(gaussian(0.1, Math.sqrt(1.25)), 2);
  });

  test("EVSI of 4 observations of x with spread 2 is the closed form of its posterior mean", () => {
    // Posterior mean of x has variance 1 / (1 + 4 / 4) = 1 / 2; y stays unknown.
    const prior = x.subarray(0, 4096);
    const study = directStudy(prior, { size: 4, spread: 2, studies: 400 });
    const found = evsi([nothing.subarray(0, 4096), act.subarray(0, 4096)], 400, study);
    const exact = gaussian(0.1, Math.sqrt(0.5));
    expect(Math.abs(found.estimate - exact)).toBeLessThan(3 * found.standardError);
    expect(found.standardError).toBeLessThan(0.03);
    expect(found.effectiveSampleSize).toBeGreaterThan(20);
  });
});

describe("a choice that bends", () => {
  const options = [nothing, Float64Array.from(x, (value, j) => value * value - 1 + (y[j] ?? 0) * value), y];

  test("EVPPI agrees with nested Monte Carlo", () => {
    // Given x the options are worth 0, x^2 - 1 and 0 on average.
    const source = stream(6, "nested");
    let nested = 0;
    const outer = 20_000;
    for (let draw = 0; draw < outer; draw++) {
      const known = source.normal();
      let bent = 0;
      let other = 0;
      for (let inner = 0; inner < 50; inner++) {
        const free = source.normal();
        bent += (known * known - 1 + free * known) / 50;
        other += free / 50;
      }
      // The inner error is taken off by knowing that the inner means of y are 0 in truth.
      nested += Math.max(0, bent - other * known) / outer;
    }
    expect(Math.abs(evppi(x, options).estimate - nested)).toBeLessThan(0.02);
  });

  test("an interaction is worth nothing singly and much together", () => {
    const product = Float64Array.from(x, (value, j) => value * (y[j] ?? 0));
    expect(evppi(x, [nothing, product]).estimate).toBeLessThan(0.02);
    expect(evppiGroup([x, y], [nothing, product]).estimate).toBeCloseTo(1 / Math.PI, 2);
  });
});

test("a parameter of two values is averaged value by value", () => {
  const coin = Float64Array.from(x, (value) => (value > 0 ? 1 : 0));
  const act = Float64Array.from(coin, (value, j) => (value === 1 ? 3 : -1) + (y[j] ?? 0) - 2);
  expect(evppi(coin, [nothing, act]).estimate).toBeCloseTo(0.5, 1);
});

test("no variation, no value: constants and equal options", () => {
  expect(evppi(nothing, [nothing, x])).toEqual({ estimate: 0, standardError: 0 });
  expect(evppi(x, [y, y]).estimate).toBe(0);
  expect(evpi([y, y])).toEqual({ estimate: 0, standardError: 0 });
});
