import { normalQuantile } from "@counterweight/kernel";
import { describe, expect, test } from "vitest";
import { rankByBic } from "../choose/bic.ts";
import { Cells } from "../fit/cells.ts";
import { Fitter } from "../fit/fitter.ts";
import { defaultOrder, enumerateModels } from "../model/enumerate.ts";
import { modelText } from "../model/notation.ts";
import { example, exampleIds, reference, relativeMiss } from "../testing/reference.ts";
import { acceleration, bca } from "./bca.ts";
import type { Procedure } from "./procedure.ts";
import { bootstrapChunk, jackknife } from "./resample.ts";

const stepwise: Procedure = { kind: "stepwise", threshold: 0.02 };
const reference95 = reference("ref-bca-stepwise.csv");

test.each(exampleIds)("acceleration of BCa with the choice repeated: %s", (id) => {
  const table = example(id);
  const answer = reference("ref-stepwise-ahat.csv").find(({ dataset }) => dataset === id)?.["ahat"] ?? "";
  expect(relativeMiss(acceleration(table.counts, jackknife(table, stepwise)), answer)).toBeLessThan(1e-6);
});

test("replicates depend on the seed and their number alone, however they are cut into chunks", () => {
  const table = example("us-western-5");
  const input = { table, procedure: stepwise, seed: 9, replicates: 30, chunkSize: 30 };
  const whole = bootstrapChunk(input, 0).estimates;
  const parts = [0, 1, 2].flatMap((index) => [...bootstrapChunk({ ...input, chunkSize: 10 }, index).estimates]);
  expect(parts).toEqual([...whole]);
  expect([...bootstrapChunk({ ...input, seed: 10 }, 0).estimates]).not.toEqual(parts);
});

// Western: the lower limit is about the second lowest of the peer's thousand replicates.
describe("limits against 1,000 replicates of the peer (both are samples)", () => {
  // The peer's own z0 is taken, so that what is compared is the distribution of the estimates and not one binomial count.
  test.each([
    ["uk-2013-4", 0.05],
    ["uk-2013-5", 0.05],
    ["uk-2013-6", 0.05],
    ["us-western-5", 0.15],
    ["new-orleans-5", 0.08],
  ])("%s within %d", (id, tolerance) => {
    const row = reference95.find(({ dataset }) => dataset === id) ?? {};
    const table = example(id);
    const estimates = [
      ...bootstrapChunk({ table, procedure: stepwise, seed: 1, replicates: 4000, chunkSize: 4000 }, 0).estimates,
    ]
      .filter(Number.isFinite)
      .sort((a, b) => a - b);
    const z0 = Number(row["z0"]);
    const a = Number(row["ahat"]);
    // Shifts our replicates' count below to the peer's by choosing the pivot at its place.
    const pivot = estimates[Math.round(estimates.length * normalShare(z0))] ?? 0;
    const ours = bca(pivot, estimates, a, [0.95]).limits[0];
    expect(relativeMiss(ours?.low ?? 0, row["q0.025"] ?? "")).toBeLessThan(tolerance);
    expect(relativeMiss(ours?.high ?? 0, row["q0.975"] ?? "")).toBeLessThan(tolerance);
  });

  test.each(["korea-3", "new-orleans-5", "us-western-5", "uk-2013-5"])(
    "%s: estimates follow the distribution of the peer's hundred (Kolmogorov-Smirnov)",
    (id) => {
      const ours = [
        ...bootstrapChunk({ table: example(id), procedure: stepwise, seed: 2, replicates: 1000, chunkSize: 1000 }, 0)
          .estimates,
      ].sort((a, b) => a - b);
      const theirs = reference(`replay-${id}.csv`)
        .map((row) => Number(row["estimate"]))
        .sort((a, b) => a - b);
      const share = (values: readonly number[], x: number) =>
        values.filter((value) => value <= x * (1 + 1e-9)).length / values.length;
      const distance = Math.max(...[...theirs, ...ours].map((x) => Math.abs(share(ours, x) - share(theirs, x))));
      // Critical distance at 0.1% for 1,000 against 100.
      expect(distance).toBeLessThan(1.95 * Math.sqrt(1 / 1000 + 1 / 100));
    },
  );
});

test("estimates equal to the original up to rounding do not count as below it", () => {
  const replicates = [90, 100 * (1 - 1e-12), 100, 100 * (1 + 1e-12), 110, 120, 130, 140, 150, 160];
  expect(bca(100, replicates, 0).bias).toBeCloseTo(normalQuantile(0.1), 12);
});

test("when all replicates lie on one side the percentile interval is given and named; the lost ones are counted", () => {
  const result = bca(50, [60, 70, Number.NaN, 80, 90], 0.1, [0.5]);
  expect(result).toMatchObject({ kind: "percentile", failed: 1, replicates: 5 });
  expect(result.limits[0]?.low).toBeGreaterThanOrEqual(60);
});

test("BIC with the choice repeated among the best models: point and limits", () => {
  const id = "uk-2013-4";
  const table = example(id);
  const ranked = rankByBic(Cells.of(table), new Fitter(4), enumerateModels(4, defaultOrder(4)));
  for (const row of reference("ref-bic-bca.csv").filter(
    ({ dataset, ntop }) => dataset === id && (ntop === "1" || ntop === "20"),
  )) {
    const models = ranked.slice(0, Number(row["ntop"])).map(({ model }) => model);
    expect(modelText(models.at(-1) ?? new Int32Array(), 4)).toBe(row["model"]);
    const procedure: Procedure = { kind: "bic", models };
    const chunk = bootstrapChunk({ table, procedure, seed: 1, replicates: 2000, chunkSize: 2000 }, 0);
    const ours = bca(
      ranked[0]?.estimate ?? 0,
      chunk.estimates,
      acceleration(table.counts, jackknife(table, procedure)),
      [0.95],
    ).limits[0];
    expect(relativeMiss(ours?.low ?? 0, row["0.025"] ?? "")).toBeLessThan(0.05);
    // With the choice repeated the upper tail jumps between models; the limit sits on a thin part of it.
    expect(relativeMiss(ours?.high ?? 0, row["0.975"] ?? "")).toBeLessThan(row["ntop"] === "1" ? 0.05 : 0.2);
  }
});

function normalShare(z: number): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (normalQuantile(middle) < z) low = middle;
    else high = middle;
  }
  return low;
}
