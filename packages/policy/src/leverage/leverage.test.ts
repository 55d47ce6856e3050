import { expect, test } from "vitest";
import type { Ensemble } from "../ensemble/ensemble.ts";
import { leverageOf } from "./leverage.ts";

/** (policy, outcome, draw): 300,000 person-years over ten years are one standard country. */
const ensemble: Ensemble = {
  seed: 1,
  years: 10,
  asked: 2,
  policies: ["nothing", "dear", "cheap", "free"],
  outcomes: ["personYears", "publicCost"],
  parts: [
    {
      structure: "D",
      draws: 2,
      countries: Float64Array.of(1, 1),
      inputs: [],
      data: Float64Array.from(
        [
          [300_000, 300_000, 0, 0],
          [270_000, 285_000, 1e8, 1e8],
          [297_000, 294_000, 5e6, 5e6],
          [299_000, 299_000, 0, 0],
        ].flat(),
      ),
    },
  ],
};

test("by unit the strong measure leads, by dollar the cheap one; free measures cost at least what running them does", () => {
  const [dear, cheap, free] = leverageOf(ensemble);
  expect(dear?.perUnit.median).toBeCloseTo(-0.075, 12);
  expect(dear?.rankPerUnit).toEqual([1, 0, 0]);
  expect(dear?.perMillion.median).toBeCloseTo((300 + 150) / 2, 9);
  expect(cheap?.perMillion.median).toBeCloseTo((600 + 1200) / 2, 9);
  // 1,000 person-years for ten years of 50,000 dollars in one standard country.
  expect(free?.perMillion.median).toBeCloseTo(2000, 9);
  expect(free?.rankPerDollar).toEqual([1, 0, 0]);
  expect(cheap?.rankPerDollar).toEqual([0, 1, 0]);
});
