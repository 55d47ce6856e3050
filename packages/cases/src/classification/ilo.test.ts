import { describe, expect, test } from "vitest";
import { adult, child, recordOf, said } from "../testing/records.ts";
import { standards } from "../testing/standards.ts";
import { classify } from "./classify.ts";
import { type Counts, dimensionIsPositive } from "./delphi.ts";

const rule = standards.document("ilo_delphi_rule") as {
  dimension_positive_if_at_least: Counts[];
  test_vectors_dimension: (Counts & { expect: boolean })[];
};
const of = (...ids: string[]) => Object.fromEntries(ids.map((id) => [`delphi.${id}`, said()]));
const noneOf = (...dimensions: number[]) =>
  Object.fromEntries(
    standards.delphi.filter(({ dimension }) => dimensions.includes(dimension)).map(({ code }) => [code, said("false")]),
  );

describe("the Delphi rule for labour", () => {
  test("there are eleven vectors and 67 indicators, 65 of them for children", () => {
    expect(rule.test_vectors_dimension).toHaveLength(11);
    expect(standards.delphi).toHaveLength(67);
    expect(standards.delphi.filter(({ child }) => child !== undefined)).toHaveLength(65);
  });

  test.each(rule.test_vectors_dimension)("a dimension with S $S, M $M, W $W is positive: $expect", (vector) => {
    expect(dimensionIsPositive(rule.dimension_positive_if_at_least, vector)).toBe(vector.expect);
  });

  test("adult: recruitment, exploitation and coercion together are trafficking; exploitation alone is a labour case", () => {
    const delphi = (elements: object) => classify(standards, recordOf({ ...elements }, adult), "delphi-labour");
    const all = of("D1.01", "D1.02", "D4.01", "D4.02", "D5.01", "D5.02");
    expect(delphi(all).outcome).toBe("trafficking");
    const only = delphi({ ...noneOf(1, 2, 3, 5, 6), ...of("D4.01", "D4.02") });
    expect([only.outcome, only.notes[0]]).toEqual([
      "labour or other rights violation",
      "Result of the case rule: exploitation only (labour-rights case).",
    ]);
    expect(delphi({ ...noneOf(5, 6), ...of("D1.01", "D1.02", "D4.01", "D4.02") }).notes[0]).toMatch(
      /deception or coercion at recruitment plus exploitation/,
    );
    expect(delphi(noneOf(1, 2, 3, 4, 5, 6)).outcome).toBe("not trafficking");
    expect(delphi(of("D4.01", "D4.02")).outcome).toBe("insufficient information");
  });

  test("abuse of vulnerability can be left out, as in the published example", () => {
    const elements = {
      ...noneOf(1, 2, 5),
      ...of("D3.01", "D3.02", "D3.03", "D4.01", "D4.02", "D6.01", "D6.02", "D6.03"),
    };
    const outcome = (vulnerability: boolean) =>
      classify(standards, recordOf(elements, adult), "delphi-labour", { vulnerability }).outcome;
    expect([outcome(true), outcome(false)]).toEqual(["trafficking", "labour or other rights violation"]);
  });

  test("child: an act and exploitative conditions are enough", () => {
    const elements = { ...of("D4.01", "D4.02"), "act.receipt": said() };
    expect(classify(standards, recordOf(elements, child), "delphi-labour").outcome).toBe("trafficking");
    expect(classify(standards, recordOf(elements), "delphi-labour").outcome).toBe("insufficient information");
  });

  test("says which dimension, act or age would change the outcome", () => {
    const result = classify(
      standards,
      recordOf(of("D1.01", "D1.02", "D4.01", "D4.02", "D5.01"), adult),
      "delphi-labour",
    );
    expect(result.outcome).toBe("insufficient information");
    expect(result.wouldChange).toContainEqual({
      change: "D5 Coercion at destination were positive",
      outcome: "trafficking",
    });
    expect(result.missing).not.toContain("Coercion at destination: confiscation of documents?");
    expect(result.missing).toContain("Coercion at destination: debt bondage?");
  });

  test("says that the sets for sexual exploitation are missing", () => {
    expect(classify(standards, recordOf({}), "delphi-labour").notes.join(" ")).toMatch(/could not be obtained/);
  });
});

describe("ILO's eleven indicators", () => {
  test("are signs without a threshold: they never say trafficking, and never say there was none", () => {
    const every = Object.fromEntries(standards.elements.map(({ code }) => [code, said()]));
    const none = Object.fromEntries(standards.elements.map(({ code }) => [code, said("false")]));
    expect(classify(standards, recordOf(every, adult), "ilo11").outcome).toBe("labour or other rights violation");
    expect(classify(standards, recordOf(none, adult), "ilo11").outcome).toBe("insufficient information");
    expect(classify(standards, recordOf({}), "ilo11").signs).toHaveLength(11);
  });

  test("a method of control counts as the sign it is; one that may be either of two signs counts as neither", () => {
    const truth = (code: string, number: number) =>
      classify(standards, recordOf({ [code]: said() }), "ilo11").signs[number - 1]?.truth;
    expect(truth("control.withholds_documents", 7)).toBe("true");
    expect(truth("group.debt_or_earnings", 8)).toBe("unknown");
    expect(truth("group.debt_or_earnings", 9)).toBe("unknown");
  });
});
