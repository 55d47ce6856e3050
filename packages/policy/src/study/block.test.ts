import { openEvidence } from "@counterweight/evidence";
import { readerOf } from "@counterweight/evidence/files";
import { stream } from "@counterweight/kernel";
import { type EnsembleResult, ensembleEngine } from "@counterweight/market";
import { describe, expect, test } from "vitest";
import { leverNames, levers } from "../catalogue/levers.ts";
import { drawParameters } from "../ensemble/draw.ts";
import { placeNamed } from "../ensemble/place.ts";
import { studyBlock, switchedOff } from "./block.ts";
import { studyOutcomeKeys } from "./outcomes.ts";
import { leverRanges } from "./ranges.ts";
import type { LeverSettings } from "./study.ts";

const evidence = openEvidence(readerOf());
const place = placeNamed("World");
const years = 10;
const count = 128;
const outcomes = ["X", "A", "U", "Q", "V", "entered", "profit", "p", "recordedTotal", "lawful", "policed"];

/** Every lever somewhere about its neutral place, so that all parts of the model move. */
function randomPolicy(seed: number): LeverSettings {
  const source = stream(seed, "policies");
  return Object.fromEntries(
    leverNames.map((lever) => {
      const { least, most } = leverRanges[lever];
      const size = levers[lever].neutral + (most - least) * 0.25 * (source.uniform() - 0.3);
      return [lever, Math.min(most, Math.max(least, size))];
    }),
  );
}

describe.each([
  ["D", 0.95],
  ["S", 0.97],
  ["E", 1],
  ["W", 1],
] as const)("structure %s", (structure, most) => {
  const columns = drawParameters({ evidence, place, structure, seed: 4, start: 0, count });
  const shape = { structure, segments: columns.segments, capacity: count, outcomes, years, recordEvery: 1 };
  const general = ensembleEngine(shape);
  general.load(columns);

  test("what the structure switches off is left out without a change in any digit", () => {
    const off = switchedOff(columns.of);
    const special = ensembleEngine({ ...shape, fixed: Object.fromEntries(off.map((symbol) => [symbol, 0])) });
    special.load(columns);
    expect(special.program.step.length / general.program.step.length).toBeLessThanOrEqual(most);
    const all = ({ of, at, years: moments }: EnsembleResult) =>
      outcomes.flatMap((outcome) => [...of(outcome), ...moments.flatMap((_, moment) => at(outcome, moment))]);
    for (const seed of [1, 2, 3]) {
      const policy = randomPolicy(seed);
      const [a, b] = [all(general.run(policy)), all(special.run(policy))];
      const apart = a.flatMap((column, at) =>
        [...column.keys()].filter((draw) => !Object.is(column[draw], b[at]?.[draw])),
      );
      expect(apart).toEqual([]);
    }
  });

  test("what is followed year by year changes no digit of the end", () => {
    const block = studyBlock(evidence, { place, structure, seed: 4, years, start: 0, count });
    const policy = { levers: randomPolicy(2) };
    const [all, some] = [block.run(policy, studyOutcomeKeys), block.run(policy, ["price"])];
    expect(some.ends).toEqual(all.ends);
    expect(some.courses.price).toEqual(all.courses.price);
    expect(some.valid).toEqual(all.valid);
  });

  test("a quick pass, settled, has the digits of one run with all refinements", () => {
    const block = studyBlock(evidence, { place, structure, seed: 4, years, start: 0, count });
    let [open, moved] = [0, 0];
    for (const seed of [1, 2, 3]) {
      const policy = { levers: randomPolicy(seed) };
      const whole = general.run(policy.levers);
      const people = Array.from({ length: years }, (_, moment) =>
        whole
          .at("X", moment)
          .reduce((sum, column) => sum.map((value, draw) => value + (column[draw] ?? 0)), new Float64Array(count)),
      );
      const quick = block.quick(policy, ["people"]);
      const before = quick.courses.courses.people?.slice() ?? new Float64Array();
      open += quick.open();
      const settled = quick.settle().courses.people ?? new Float64Array();
      expect(quick.open()).toBe(0);
      moved += settled.filter((value, at) => !Object.is(value, before[at])).length;
      people.forEach((row, moment) =>
        expect(settled.subarray((moment + 1) * count, (moment + 2) * count)).toEqual(row),
      );
      expect(quick.settle()).toBe(quick.courses);
    }
    // Otherwise nothing was tested.
    expect(open).toBeGreaterThan(0);
    expect(moved).toBeGreaterThan(0);
  });
});
