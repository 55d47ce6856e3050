import { describe, expect, test } from "vitest";
import { ensembleEngine, referenceParameters, referenceStructures, simulateLines } from "./index.ts";

/** Three draws of the reference parameters in which X0 alone differs. */
function columns(structure: "D" | "S" | "E") {
  const settings = { ...referenceParameters, ...referenceStructures[structure] };
  const of = new Map(
    Object.entries(settings).map(([symbol, value]) => [
      symbol,
      [value].flat().map((number) => new Float64Array(3).fill(number as number)),
    ]),
  );
  of.set("X0", [Float64Array.of(100, 50, 70), Float64Array.of(100, 200, 30)]);
  return { draws: 3, segments: 2, of };
}

describe("an engine of many draws", () => {
  test("gives what single requests give, draw by draw", () => {
    for (const structure of ["D", "S", "E"] as const) {
      const engine = ensembleEngine({ structure, segments: 2, capacity: 8, outcomes: ["personYears", "V"] });
      engine.load(columns(structure));
      const result = engine.run({ det: 1, rights: [0.2, 0], safe: Float64Array.of(0.1, 0.2, 0.3) });
      [100, 50, 70].forEach((first, draw) => {
        const request = {
          id: 1,
          structure,
          parameters: { X0: [first, [100, 200, 30][draw]] },
          levers: { det: 1, rights: [0.2, 0], safe: (draw + 1) / 10 },
          scheme: "default",
        };
        const one = JSON.parse(simulateLines(JSON.stringify(request), "test")) as Record<string, number>;
        const [a, b] = result.of("personYears");
        expect((a?.[draw] as number) + (b?.[draw] as number)).toBe(one["person_years"]);
        expect(result.of("V")[0]?.[draw]).toBe(one["at_risk_at_end"]);
      });
    }
  });

  test("records moments, and the last one is the end", () => {
    const engine = ensembleEngine({
      structure: "E",
      segments: 2,
      capacity: 3,
      outcomes: ["X"],
      recordEvery: 1,
      years: 5,
    });
    engine.load(columns("E"));
    const result = engine.run({ demand: 0.8 });
    expect(result.years).toEqual([1, 2, 3, 4, 5]);
    expect(result.at("X", 4)).toEqual(result.of("X"));
    expect(result.at("X", 0)[0]?.[1]).toBeLessThan(50);
  });

  test("a lever that the draws bring along holds until a policy names it", () => {
    const draws = columns("D");
    draws.of.set("arrestShare", [Float64Array.of(0.5, 0.5, 0.5)]);
    draws.of.set("nonPunishment", [Float64Array.of(0.5, 0.5, 0.5)]);
    const engine = ensembleEngine({ structure: "D", segments: 2, capacity: 3, outcomes: ["arrestedTotal"] });
    engine.load(draws);
    const [before, after] = [engine.run(), engine.run({ nonPunishment: 0.75 })].map(
      (r) => r.of("arrestedTotal")[0]?.[0],
    );
    expect((after as number) / (before as number)).toBeCloseTo(0.5, 12);
  });

  test("a missing parameter, an unknown lever and an outcome nobody asked for are named", () => {
    const engine = ensembleEngine({ structure: "D", segments: 2, capacity: 3, outcomes: ["X"] });
    const draws = columns("D");
    draws.of.delete("eps");
    expect(() => engine.load(draws)).toThrow("the draws hold no eps for segment 0");
    engine.load(columns("D"));
    expect(() => engine.run({ dett: 1 })).toThrow('"dett"');
    expect(() => engine.run().of("price")).toThrow('"price" was not asked for');
  });
});
