import { expect, test } from "vitest";
import { evidence } from "../testing/shipped.ts";
import { drawParameters } from "./draw.ts";
import { placeNamed } from "./place.ts";
import { runnerFor } from "./runner.ts";

test("a run that swings out of the model at a quarter of a year is taken again in finer steps", () => {
  const place = placeNamed("World");
  // Shelters fill within weeks in one of these draws when detection rises ninefold.
  const columns = drawParameters({ evidence, place, structure: "S", seed: 1, start: 128, count: 64 });
  const runner = runnerFor("S", place.sectors, 10, 64);
  runner.load(columns);
  const all = place.sectors.map(() => true);
  const size = (value: number) => place.sectors.map(() => new Float64Array(64).fill(value));
  const outcomes = runner.run(new Map([["det", size(8)]]), all);
  outcomes.valid.forEach((valid, draw) => {
    if (valid === 0) return;
    expect(outcomes.survivorsRecovery[draw]).toBeGreaterThan(0);
    expect(outcomes.survivorsRecovery[draw]).toBeLessThan(2);
  });
  expect(outcomes.valid.filter((valid) => valid === 1).length).toBeGreaterThan(56);
});
