import { type Comparison, outcomes } from "@counterweight/policy";
import { csvLine } from "../output.ts";

/** One line a structure, intervention and outcome. */
export function comparisonCsv(results: readonly Comparison[]): string {
  return [
    csvLine([
      "structure",
      "intervention",
      "outcome",
      "unit",
      "p5",
      "p50",
      "p95",
      "topThree",
      "share_p5",
      "share_p50",
      "share_p95",
    ]),
    ...results.map(({ structure, intervention, outcome, p5, p50, p95, topThree, relative }) =>
      csvLine([
        structure,
        intervention,
        outcome,
        outcomes[outcome].unit,
        p5,
        p50,
        p95,
        topThree,
        ...(relative ? [relative.p5, relative.p50, relative.p95] : ["", "", ""]),
      ]),
    ),
  ].join("");
}
