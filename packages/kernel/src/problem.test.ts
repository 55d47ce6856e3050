import { describe, expect, test } from "vitest";
import { nearest, Problem } from "./problem.ts";

describe("Problem", () => {
  test("reads as one sentence: where, what, expected, do this", () => {
    const problem = new Problem({
      code: "levers.negative",
      what: "the lever demand is -1",
      where: "study.json, line 3, levers.demand",
      expected: "a factor above 0",
      doThis: "write 1 for no change",
    });
    expect(problem.message).toBe(
      "study.json, line 3, levers.demand: the lever demand is -1; expected a factor above 0; write 1 for no change.",
    );
    expect(problem.code).toBe("levers.negative");
  });
});

describe("nearest", () => {
  test("finds the neighbour of a misspelt word and nothing for a stranger", () => {
    expect(nearest("shleter", ["shelter", "rights", "root"])[0]).toBe("shelter");
    expect(nearest("zzzzzzzzzzzzzzz", ["shelter", "rights"])).toEqual([]);
  });
});
