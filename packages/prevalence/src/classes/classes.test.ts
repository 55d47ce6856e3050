import { log, mean, quantile, sorted, stream, variance } from "@counterweight/kernel";
import { describe, expect, test } from "vitest";
import { observed } from "../table/table.ts";
import { example, reference, relativeMiss } from "../testing/reference.ts";
import { runChain } from "./chain.ts";
import { effectiveSize, splitRHat, twoModes } from "./convergence.ts";
import { ChainRandom } from "./random.ts";

const settings = { seed: 1, classes: 10, shape: 0.25, rate: 0.25, cap: 20 };

function run(id: string, chains: number, burnIn: number, samples: number, thin: number) {
  const table = example(id);
  const people = observed(table);
  return Array.from({ length: chains }, (_, index) =>
    runChain({ ...settings, table, burnIn, samples, thin }, index).unseen.map((unseen) => unseen + people),
  );
}

describe("latent classes against ten long chains of the peer", () => {
  // Chains twenty times shorter than the reference's, so our own Monte Carlo error is added to the tolerance.
  test.each(["artificial-3", "korea-3", "us-western-5", "new-orleans-5", "uk-2013-4"])("%s", (id) => {
    const row = reference("ref-lcmcr.csv").find(({ dataset }) => dataset === id) ?? {};
    const chains = run(id, 4, 8000, 1500, 40);
    const all = sorted(chains.flatMap((chain) => [...chain]));
    const error = Math.sqrt(variance(all) / effectiveSize(chains));
    expect(splitRHat(chains.map((chain) => chain.map((total) => log(total))))).toBeLessThan(1.02);
    expect(Math.abs(mean(all) - Number(row["mean"]))).toBeLessThan(4 * Math.hypot(error, Number(row["mcse_mean"])));
    expect(relativeMiss(quantile(all, 0.5), row["q50"] ?? "")).toBeLessThan(0.03);
    expect(relativeMiss(quantile(all, 0.025), row["q2.5"] ?? "")).toBeLessThan(0.03);
    expect(relativeMiss(quantile(all, 0.975), row["q97.5"] ?? "")).toBeLessThan(0.05);
  });

  test.each(["netherlands-2010-15-5", "netherlands-2010-15-6"])(
    "%s has two answers, and the chains say so whatever the seed",
    (id) => {
      const chains = run(id, 4, 1000, 300, 10);
      expect(splitRHat(chains)).toBeGreaterThan(1.5);
      const modes = twoModes(chains.flatMap((chain) => [...chain]));
      expect(modes?.low).toBeLessThan(75_000);
      expect(modes?.high).toBeGreaterThan(110_000);
    },
  );
});

test("a chain is a pure function of seed and index", () => {
  const input = { ...settings, table: example("korea-3"), burnIn: 50, samples: 20, thin: 2 };
  expect(runChain(input, 1).unseen).toEqual(runChain(input, 1).unseen);
  expect(runChain(input, 1).unseen).not.toEqual(runChain(input, 2).unseen);
});

describe("draws inside a chain have the moments of their distributions", () => {
  const random = new ChainRandom(stream(5, "moments"));
  const draws = 40_000;
  test.each([
    ["normal", () => random.normal(), 0, 1],
    ["gamma 3.5", () => random.gammaAboveOne(3.5), 3.5, 3.5],
    ["beta 2, 5", () => random.beta(2, 5), 2 / 7, 10 / (49 * 8)],
    ["beta 1, 4", () => random.beta(1, 4), 1 / 5, 4 / (25 * 6)],
    ["binomial by inversion", () => random.binomial(40, 0.1), 4, 3.6],
    ["binomial by rejection", () => random.binomial(500, 0.3), 150, 105],
    ["binomial above a half", () => random.binomial(200, 0.9), 180, 18],
    ["poisson by inversion", () => random.poisson(3), 3, 3],
    ["poisson by rejection", () => random.poisson(250), 250, 250],
  ])("%s", (_name, draw, average, spread) => {
    const values = Array.from({ length: draws }, draw);
    expect(Math.abs(mean(values) - average)).toBeLessThan(4.5 * Math.sqrt(spread / draws));
    expect(Math.abs(variance(values) / spread - 1)).toBeLessThan(0.05);
  });
});

test("R-hat is 1 for chains that agree and large for chains that do not; effective size falls with correlation", () => {
  const source = stream(1, "r-hat");
  const chain = (centre: number) => Float64Array.from({ length: 500 }, () => centre + source.normal());
  expect(splitRHat([chain(0), chain(0)])).toBeLessThan(1.01);
  expect(splitRHat([chain(0), chain(3)])).toBeGreaterThan(1.5);
  let last = 0;
  const slow = Float64Array.from({ length: 2000 }, () => (last = 0.9 * last + source.normal()));
  // An AR(1) chain of 0.9 is worth 1/19 of its length.
  expect(effectiveSize([slow])).toBeGreaterThan(50);
  expect(effectiveSize([slow])).toBeLessThan(250);
  expect(twoModes(chain(100))).toBeUndefined();
});
