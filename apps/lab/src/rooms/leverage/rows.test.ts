import type { Leverage } from "@counterweight/policy";
import { expect, test } from "vitest";
import { firstIn, orderOf } from "./rows.ts";

const spread = { low: 0, median: 0, high: 0 };
const row = (structure: string, intervention: string, unit: number[], dollar: number[]): Leverage => ({
  structure,
  intervention,
  outcome: "personYears",
  perUnit: spread,
  perMillion: spread,
  rankPerUnit: unit,
  rankPerDollar: dollar,
  leansOn: [],
});
const answer = {
  results: [
    row("D", "law", [0.9, 0.1, 0], [0.1, 0, 0]),
    row("D", "care", [0.1, 0.9, 0], [0.9, 0.1, 0]),
    row("S", "law", [0.2, 0.1, 0], [0.2, 0, 0]),
    row("S", "care", [0.8, 0.2, 0], [0.8, 0.2, 0]),
  ],
  order: ["law", "care"],
  relative: true,
  kept: [],
};

test("measures stand in the order of how often they are among the first three, over theories", () => {
  expect(orderOf(answer, "unit")).toEqual(["care", "law"]);
  expect(orderOf(answer, "dollar")).toEqual(["care", "law"]);
});

test("the first of a theory is the one most often first there, by unit and by dollar", () => {
  expect(firstIn(answer, "D", "unit")?.intervention).toBe("law");
  expect(firstIn(answer, "D", "dollar")?.intervention).toBe("care");
});
