import { stream } from "@counterweight/kernel";
import { expect, test } from "vitest";
import type { Ensemble } from "../ensemble/ensemble.ts";
import { compare, ranked, spread } from "./compare.ts";
import { leansOn } from "./leans-on.ts";

/** Two policies, two outcomes, four draws, worked by hand: (policy, outcome, draw). */
const ensemble: Ensemble = {
  seed: 1,
  years: 10,
  asked: 4,
  policies: ["nothing", "a", "b"],
  outcomes: ["personYears", "recordedCases"],
  parts: [
    {
      structure: "D",
      draws: 4,
      countries: Float64Array.of(1, 1, 1, 1),
      inputs: [],
      data: Float64Array.from(
        [
          [100, 200, 100, 200, 10, 10, 10, 10],
          [90, 180, 100, 220, 11, 12, 10, 9],
          [95, 220, 100, 100, 10, 10, 10, 10],
        ].flat(),
      ),
    },
  ],
};

test("changes are differences draw by draw, shares are over the same draw without the policy", () => {
  const results = compare(ensemble, ["personYears", "recordedCases"]);
  const a = results.find(({ intervention, outcome }) => intervention === "a" && outcome === "personYears");
  // Changes -10, -20, 0, 20; shares -0.1, -0.1, 0, 0.1.
  expect(a?.p50).toBeCloseTo(-5, 12);
  expect(a?.relative?.p50).toBeCloseTo(-0.05, 12);
  expect(a?.topThree).toBe(0.5);
  const recorded = results.find(({ intervention, outcome }) => intervention === "a" && outcome === "recordedCases");
  expect(recorded?.topThree).toBe(0.5);
});

test("the ranking goes by the median change", () => {
  expect(ranked(compare(ensemble, ["personYears"]))).toEqual(["a", "b"]);
});

test("the spread is the 5%, 50% and 95% quantile", () => {
  expect(spread(Float64Array.from({ length: 101 }, (_, index) => index))).toEqual({ low: 5, median: 50, high: 95 });
});

test("a result leans on the input it is made of, by the share of variance that input explains", () => {
  const draws = stream(1, "leans on test");
  const column = () => Float64Array.from({ length: 4096 }, () => draws.uniform());
  const [x, y, z] = [column(), column(), column()];
  // Var(2x + y) = 4/12 + 1/12: x explains four fifths, y one fifth, z nothing.
  const result = x.map((value, draw) => 2 * value + (y[draw] ?? 0));
  const inputs = Object.entries({ x, y, z }).map(([name, values]) => ({ name, label: name, values }));
  const [first, second, third] = leansOn(inputs, result);
  expect([first?.name, second?.name]).toEqual(["x", "y"]);
  expect(first?.share).toBeCloseTo(0.8, 1);
  expect(second?.share).toBeCloseTo(0.2, 1);
  expect(third?.share).toBeLessThan(0.01);
  expect(leansOn(inputs, new Float64Array(4096).fill(3))).toEqual([]);
});
