import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { referenceParameters, referenceStructures, simulateLines } from "./index.ts";

type Results = Record<string, Record<string, number | number[]>>;
const reference = JSON.parse(readFileSync(join(import.meta.dirname, "fixtures/market.json"), "utf8")) as {
  parameters: Record<string, unknown>;
  structures: Record<string, unknown>;
  cases: Record<string, { levers: Record<string, number>; results: Results }>;
  crackdown_in_market_0_only: { levers: Record<string, number>; levers_in: number[]; results: Results };
};

const simulate = (request: object) => JSON.parse(simulateLines(JSON.stringify(request), "test")) as Results[string];

/** Largest relative difference over all result keys. */
function difference(got: Results[string], want: Results[string]): number {
  return Math.max(
    ...Object.entries(want).flatMap(([key, value]) => {
      const [mine, theirs] = [[got[key]].flat(), [value].flat()];
      if (mine.length !== theirs.length) return [Number.POSITIVE_INFINITY];
      return theirs.map((number, index) => Math.abs((mine[index] as number) / number - 1));
    }),
  );
}

describe("must hold 9: the reference scheme gives the reference results to 1e-9", () => {
  test.each(Object.entries(reference.cases))("%s", (id, { levers, results }) => {
    for (const [structure, want] of Object.entries(results))
      expect(difference(simulate({ id, structure, levers }), want), structure).toBeLessThan(1e-9);
  });

  test("a crackdown in market 0 only", () => {
    const { levers, levers_in, results } = reference.crackdown_in_market_0_only;
    for (const [structure, want] of Object.entries(results))
      expect(
        difference(simulate({ id: 1, structure, levers, levers_in, scheme: "reference" }), want),
        structure,
      ).toBeLessThan(1e-9);
  });

  test("parameters may all be given, as in the file", () => {
    const parameters = { ...reference.parameters, ...(reference.structures["E"] as object) };
    const { levers, results } = reference.cases["all_law"] as (typeof reference.cases)[string];
    expect(difference(simulate({ id: 1, parameters, levers }), results["E"] as Results[string])).toBeLessThan(1e-9);
  });

  test("base values are those of the file", () => {
    const { J, dt, T, ...rest } = reference.parameters;
    expect([J, dt, T]).toEqual([2, 0.25, 30]);
    expect(referenceParameters).toEqual(rest);
    const { W, ...others } = referenceStructures;
    expect(others).toEqual(reference.structures);
    expect(W.lam).toBe(others.D.lam);
  });
});

describe("requests", () => {
  test("explicit parameters win over the structure, and scalars stand for all segments", () => {
    const a = simulate({ id: "a", structure: "D", parameters: { xi: 0.5, M: [3, 3] }, levers: { det: 1 } });
    const b = simulate({ id: "a", structure: "D", parameters: { xi: [0.5, 0.5] }, levers: { det: [1, 1] } });
    const c = simulate({ id: "a", structure: "D", levers: { det: 1 } });
    expect(a).toEqual(b);
    expect(a["person_years"]).not.toBe(c["person_years"]);
  });

  test("the number of segments may change", () => {
    expect(simulate({ id: 1, parameters: { J: 1 } })["exploited_at_end"]).toEqual([100]);
    expect([simulate({ id: 1, structure: "W", parameters: { J: 4 } })["exploited_at_end"]].flat().length).toBe(4);
  });

  test("results keep the order of the lines and their ids", () => {
    const text = simulateLines('{"id":"b"}\n\n{"id":7,"years":1}\n', "test");
    expect(
      text
        .trim()
        .split("\n")
        .map((line) => (JSON.parse(line) as { id: unknown }).id),
    ).toEqual(["b", 7]);
  });

  test.each([
    ["{", "line 1: the line is not JSON"],
    ["[]", "line 1"],
    ["{}", "line 1, id"],
    ['{"id":1,"lever":{}}', "line 1, lever: the key is not known; expected levers"],
    ['{"id":1,"parameters":{"Xo":1}}', "line 1, parameters, Xo"],
    ['{"id":1,"parameters":{"det":1}}', "line 1, parameters, det"],
    ['{"id":1,"levers":{"__proto__":1}}', "line 1, levers, __proto__"],
    ['{"id":1,"levers":{"dett":1}}', "line 1, levers, dett: the key is not known; expected det"],
    ['{"id":1,"levers":{"safe":1.1}}', "line 1, levers.safe: 1.1 is too large"],
    ['{"id":1,"levers":{"det":-1}}', "line 1, levers.det: -1 is too small"],
    ['{"id":1,"levers":{"sev":0}}', "line 1, levers.sev"],
    ['{"id":1,"levers":{"root":[0,0]}}', "line 1, levers.root"],
    ['{"id":1,"levers":{"det":"1"}}', "line 1, levers.det"],
    ['{"id":1,"levers":{"det":1e999}}', "line 1, levers.det"],
    ['{"id":1,"parameters":{"X0":[1,2,3]}}', "line 1, parameters.X0: the list has 3 values; expected 2"],
    ['{"id":1,"parameters":{"X0":[1,-2]}}', "line 1, parameters.X0[1]: -2 is too small"],
    ['{"id":1,"parameters":{"s":1.5}}', "line 1, parameters.s"],
    ['{"id":1,"parameters":{"p0":100}}', "line 1, parameters: exploitation earns nothing in segment 0"],
    ['{"id":1,"parameters":{"J":1.5}}', "line 1, parameters.J"],
    ['{"id":1,"structure":"Q"}', "line 1, structure"],
    ['{"id":1,"levers_in":[2]}', "line 1, levers_in[0]"],
    ['{"id":1,"levers_in":[0,0]}', "line 1, levers_in[1]"],
    ['{"id":1,"step":0}', "line 1, step"],
    ['{"id":1,"years":0.3}', "line 1, years"],
    ['{"id":1,"scheme":"euler"}', "line 1, scheme"],
    ['{"id":1,"parameters":null}', "line 1, parameters"],
  ])("refuses %s", (line, message) => {
    expect(() => simulateLines(line, "test")).toThrow(message);
    expect(() => simulateLines(`{"id":0}\n${line}`, "test")).toThrow(message.replace("line 1", "line 2"));
  });

  test("a run that leaves the range of the model is refused, never given as null", () => {
    const line = '{"id":1,"step":1,"parameters":{"erel":5,"cT":100},"levers":{"demand":0.01}}';
    expect(() => simulateLines(line, "test")).toThrow("line 1: the run leaves the range of the model");
  });
});

test("the example of the README", () => {
  expect(simulate({ id: 1, structure: "D", levers: { det: 1 } })["person_years"]).toBeCloseTo(5967.6, 1);
});

test("the default scheme is within 0.1% of its own limit on person-years, in every reference case and structure", () => {
  for (const [id, { levers }] of Object.entries(reference.cases))
    for (const structure of ["D", "S", "E", "W"]) {
      const personYears = (step: number) =>
        simulate({ id, structure, levers, scheme: "default", step })["person_years"] as number;
      expect(Math.abs(personYears(0.25) / personYears(1 / 64) - 1), `${id} ${structure}`).toBeLessThan(1e-3);
    }
});
