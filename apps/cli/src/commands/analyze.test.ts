import { describe, expect, test } from "vitest";
import { main } from "../main.ts";

/** One run of the command with this standard input. */
async function analyze(analysis: string, input: unknown): Promise<{ code: number; out: string; error: string }> {
  let out = "";
  let error = "";
  const code = await main(["analyze", analysis, "-"], {
    write: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
    },
    readInput: async () => (typeof input === "string" ? input : JSON.stringify(input)),
    interactive: false,
    width: 100,
    signal: new AbortController().signal,
  });
  return { code, out, error };
}

const sobol = {
  names: ["x", "y"],
  A: [1, 2, 3, 4],
  B: [2, 1, 4, 3],
  AB: [
    [2, 1, 4, 3],
    [1, 2, 3, 4],
  ],
};
const evppi = { parameters: { a: [1, 2, 3, 4] }, netBenefit: { act: [-1, 0, 1, 2], wait: [0, 0, 0, 0] } };
const prim = { inputs: { u: [1, 2, 3, 4, 5, 6, 7, 8] }, target: [0, 0, 0, 0, 1, 1, 1, 1] };
const smaa = {
  criteria: [
    { name: "benefit", better: "more" },
    { name: "cost", better: "less" },
  ],
  alternatives: { dear: { benefit: [1], cost: [1] }, cheap: { benefit: [0], cost: [0] } },
  weights: {},
  draws: 10_000,
  seed: 1,
};
const level = (cost: number, ...effect: number[]) => ({ cost, effect });
const budget = {
  budget: 10,
  objective: "maxmin",
  levers: [
    { name: "a", levels: [level(0, 0, 0), level(6, 5, 1)] },
    { name: "b", levels: [level(0, 0, 0), level(6, 1, 6)] },
  ],
};

describe("analyze gives what the issue's shapes promise", () => {
  const parsed = async (analysis: string, input: unknown): Promise<Record<string, object>> => {
    const { code, out, error } = await analyze(analysis, input);
    expect([code, error]).toEqual([0, ""]);
    return JSON.parse(out) as Record<string, object>;
  };

  test("sobol", async () => {
    const number = expect.any(Number) as number;
    const index = { estimate: number, low: number, high: number };
    const both = [
      { name: "x", ...index },
      { name: "y", ...index },
    ];
    expect(await parsed("sobol", sobol)).toMatchObject({ first: both, total: both });
  });

  test("evppi, with a group under its names joined by +", async () => {
    expect(await parsed("evppi", evppi)).toMatchObject({
      evpi: 0.25,
      evppi: { a: { estimate: 0.25, standardError: expect.any(Number) as number } },
    });
    const pair = { ...evppi, parameters: { a: [1, 2, 3, 4], b: [1, 1, 2, 2] }, groups: [["a", "b"]] };
    expect(Object.keys((await parsed("evppi", pair)).evppi ?? {})).toEqual(["a", "b", "a+b"]);
  });

  test("prim", async () => {
    expect(await parsed("prim", prim)).toMatchObject({
      boxes: [{ limits: { u: [4.5, 8] }, coverage: 1, density: 1, mass: 0.5 }],
    });
  });

  test("smaa, where less of a cost is better", async () => {
    const even = await parsed("smaa", smaa);
    expect(even.acceptability).toMatchObject({ dear: [expect.closeTo(0.5, 1), expect.closeTo(0.5, 1)] });
    const careful = await parsed("smaa", { ...smaa, weights: { order: ["cost", "benefit"] } });
    expect(careful).toMatchObject({
      acceptability: { dear: [0, 1], cheap: [1, 0] },
      centralWeights: { dear: null },
      confidence: { dear: null, cheap: 1 },
    });
  });

  test("budget", async () => {
    expect(await parsed("budget", budget)).toMatchObject({
      allocation: { a: 1, b: 0 },
      value: 1,
      cost: 6,
      optimal: true,
      bound: 1,
    });
  });
});

describe("input that cannot be used is one sentence and code 2", () => {
  const nan = JSON.stringify(sobol).replace("[1,2,3,4]", "[1,NaN,3,4]");
  test.each<[string, string, unknown, RegExp]>([
    ["no JSON", "sobol", "names: x", /standard input.*not JSON/],
    ["nothing", "sobol", "", /empty/],
    ["NaN", "sobol", nan, /line 1, column \d+: NaN stands where a number should/],
    ["null", "sobol", { ...sobol, A: [1, null, 3, 4] }, /A\[1\]: this is null; expected a number/],
    ["a word", "sobol", { ...sobol, B: [1, "2", 3, 4] }, /B\[1\]: this is "2"; expected a number/],
    [
      "too large a number",
      "sobol",
      JSON.stringify(sobol).replace("[1,2,3,4]", "[1,1e999,3,4]"),
      /A\[1\]: this is Infinity/,
    ],
    ["unequal lengths", "sobol", { ...sobol, B: [1, 2] }, /B: the list has 2 numbers; expected 4/],
    ["too few inputs", "sobol", { ...sobol, AB: [[1, 2, 3, 4]] }, /AB: there is 1 list; expected 2/],
    ["a name twice", "sobol", { ...sobol, names: ["x", "x"] }, /names\[1\]: the name "x" stands twice/],
    ["a key missing", "sobol", { names: ["x"], A: [1, 2] }, /"B" is missing/],
    ["a key misspelt", "evppi", { ...evppi, group: [] }, /no field "group"; expected "groups"/],
    ["a list for an object", "evppi", [1], /this is a list of 1; expected an object/],
    ["no variation", "sobol", { names: ["x"], A: [1, 1], B: [1, 1], AB: [[1, 1]] }, /the output does not vary/],
    ["one option", "evppi", { ...evppi, netBenefit: { act: [1, 2, 3, 4] } }, /only one option; expected at least 2/],
    ["an unknown member", "evppi", { ...evppi, groups: [["a", "z"]] }, /no parameter "z"/],
    ["a key twice", "evppi", '{"parameters":{"a":[1],"a":[2]},"netBenefit":{}}', /the name "a" stands twice/],
    ["a target of 2", "prim", { ...prim, target: [0, 0, 0, 0, 1, 1, 1, 2] }, /target\[7\]: this is 2; expected 0 or 1/],
    ["no case of interest", "prim", { ...prim, target: [0, 0, 0, 0, 0, 0, 0, 0] }, /the target is 0 at every point/],
    ["a short input", "prim", { ...prim, inputs: { u: [1] } }, /inputs.u: the list has 1 number; expected 8/],
    [
      "an unknown direction",
      "smaa",
      { ...smaa, criteria: [{ name: "x", better: "mre" }] },
      /no direction "mre"; expected "more"/,
    ],
    [
      "a criterion unmeasured",
      "smaa",
      { ...smaa, alternatives: { dear: { benefit: [1] } } },
      /dear: "cost" is missing/,
    ],
    [
      "unequal draws",
      "smaa",
      { ...smaa, alternatives: { dear: { benefit: [1], cost: [1, 2] } } },
      /dear.cost: the list has 2/,
    ],
    [
      "an unknown weight",
      "smaa",
      { ...smaa, weights: { order: ["costs"] } },
      /no criterion "costs"; expected "benefit", "cost"/,
    ],
    [
      "bounds that clash",
      "smaa",
      { ...smaa, weights: { bounds: { cost: [0, 0.2], benefit: [0, 0.3] } } },
      /no weights that sum to 1/,
    ],
    [
      "a bound reversed",
      "smaa",
      { ...smaa, weights: { bounds: { cost: [0.6, 0.2] } } },
      /low end 0.6 is above the high end 0.2/,
    ],
    ["no draws", "smaa", { ...smaa, draws: 0 }, /draws: this is 0; expected a whole number from 1/],
    ["too little money", "budget", { ...budget, budget: -1 }, /the budget of -1 is below 0/],
    ["an unknown objective", "budget", { ...budget, objective: "min" }, /no objective "min"/],
    [
      "unequal scenarios",
      "budget",
      { ...budget, levers: [{ name: "a", levels: [level(0, 1), level(1, 1, 2)] }] },
      /levels\[1\], effect: the list has 2/,
    ],
    ["no levers", "budget", { ...budget, levers: [] }, /levers: the list has 0 items; expected at least 1/],
    [
      "a level without effect",
      "budget",
      { ...budget, levers: [{ name: "a", levels: [{ cost: 1 }] }] },
      /"effect" is missing/,
    ],
  ])("%s", async (_, analysis, input, sentence) => {
    const { code, out, error } = await analyze(analysis, input);
    expect([code, out]).toEqual([2, ""]);
    expect(error).toMatch(sentence);
    expect(error.trim().split("\n")).toHaveLength(1);
  });
});
