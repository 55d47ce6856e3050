import { describe, expect, test } from "vitest";
import { exp } from "../elementary.ts";
import {
  batchInterpreter,
  check,
  doubtName,
  edit,
  interpreter,
  lower,
  type Model,
  parse,
  readModel,
  tolerance,
} from "./index.ts";

/** Two tanks that leak into each other; `k` differs between them. */
const tanks = readModel(
  "tanks",
  `
## 1. Tanks
parameter start[j] atStart | litres | > 0 | Water at the start.
parameter k[j] leak | a year | >= 0 = 0.5 | Share that leaks a year.
auxiliary all together | litres | sum(water) | Water in both.
flow leaks[j] leaking | litres a year | k*water | Water that leaks.
stock water[j] water | litres | Water in a tank.
  starts = start
  rate = sum(leaks)/2 - leaks
  response = -k
total leaked[j] leakedTotal | litres | Water that leaked.
  rate = leaks
`,
);

function runTanks(model: Model, scheme: "reference" | "default", dt: number, years: number) {
  const program = lower(model, { segments: 2, scheme, outputs: ["water", "leaked", "all"] });
  const machine = interpreter(program);
  const given: Record<string, number> = { "start[0]": 100, "start[1]": 20, "k[0]": 0.5, "k[1]": 0.5, dt };
  program.inputs.forEach((name, index) => (machine.inputs[index] = given[name] ?? Number.NaN));
  machine.run(Math.round(years / dt));
  return [...machine.outputs];
}

describe("parse", () => {
  test.each([
    ["1 + 2*3", 7],
    ["(1+2)*3", 9],
    ["2^3^2", 512],
    ["-2^2", -4],
    ["2^-1", 0.5],
    ["8/4/2", 1],
    ["5 - 2 - 1", 2],
    ["max(min(3, 2), 1) + ifZero(0, 10, 20)", 12],
    ["sqrt(9) + exp(0) + log(1)", 4],
    ["1.5e2", 150],
  ])("%s = %s", (text, value) => {
    const model = readModel("one", `## 1. One\nauxiliary y y | 1 | ${text} | A number.`);
    const machine = interpreter(lower(model, { segments: 1, scheme: "reference", outputs: ["y"] }));
    machine.run(0);
    expect(machine.outputs[0]).toBeCloseTo(value, 11);
  });

  test.each(["1 +", "a b", "1 $ 2", "nosuch(1)", "min(1)", "(1", ")"])("refuses %s and says where", (text) => {
    expect(() => parse(text)).toThrow(`formula "${text}"`);
  });
});

describe("check", () => {
  const model = (text: string) => readModel("bad", `## 1. Bad\n${text}`);
  test.each([
    ["auxiliary a a | 1 | b + 1 | A.\nauxiliary b b | 1 | a | B.", "circle: a → b → a"],
    ["auxiliary a a | 1 | nobody | A.", '"nobody", which nothing defines'],
    ["parameter q[j] q | 1 | > 0 | Q.\nauxiliary a a | 1 | q | A.", "value for each segment"],
    ["auxiliary a a | 1 | 1 | A.\nauxiliary a a | 1 | 2 | A.", "defined twice"],
  ])("%s", (text, message) => {
    expect(() => check(model(text))).toThrow(message);
  });

  test("a stock ends a circle", () => {
    expect(() => check(tanks)).not.toThrow();
  });
});

describe("schemes", () => {
  test("reference: explicit Euler", () => {
    const [first, second] = runTanks(tanks, "reference", 0.25, 0.25) as [number, number];
    expect(first).toBeCloseTo(100 - 0.25 * 20, 12);
    expect(second).toBeCloseTo(20 + 0.25 * 20, 12);
  });

  test("default: second order, and what is moved is conserved", () => {
    const exact = 60 + 40 * exp(-0.5 * 4);
    const error = (dt: number) => Math.abs((runTanks(tanks, "default", dt, 4)[0] as number) - exact);
    expect(error(0.25)).toBeLessThan(0.1);
    expect(error(0.25) / error(0.125)).toBeGreaterThan(3.4);
    expect(error(0.125) / error(0.0625)).toBeGreaterThan(3.7);
  });

  test("default: stable where explicit steps explode", () => {
    const stiff = edit(tanks, {
      name: "stiff",
      change: { water: { rate: "200*k*(60 - water)", response: "-200*k" } },
    });
    expect(Math.abs((runTanks(stiff, "reference", 0.25, 10)[0] as number) - 60)).toBeGreaterThan(1e6);
    expect(runTanks(stiff, "default", 0.25, 10)[0]).toBeCloseTo(60, 6);
  });

  test("default: estimates its error, large where a step meets a kink, and cuts the steps of such draws only", () => {
    const kinked = edit(tanks, {
      name: "kinked",
      change: { water: { rate: "-k*water + 40*k*ifZero(max(31 - water, 0), 0, 31 - water)", response: "-k" } },
    });
    const program = lower(kinked, { segments: 1, scheme: "default", outputs: ["water"] });
    expect(program.outputs.at(-1)?.name).toBe(doubtName);
    const machine = batchInterpreter(program, { capacity: 2 });
    const fill = () => machine.inputs.set([100, 31, 0.5, 0, 0.25, 0.25]);
    fill();
    machine.run(2, 40, 0, [1]);
    const once = [...machine.outputs];
    machine.run(2, 40);
    expect(once[2]).toBeGreaterThan(tolerance);
    expect(machine.outputs[2]).toBeLessThan(once[2] as number);
    expect(machine.outputs[1]).toBe(once[1]);
    expect(machine.inputs[4]).toBe(0.25);
  });

  test("a series has the outputs after every so many steps", () => {
    const program = lower(tanks, { segments: 2, scheme: "default", outputs: ["all"] });
    const machine = interpreter(program);
    program.inputs.forEach(
      (name, index) => (machine.inputs[index] = name === "dt" ? 0.25 : name.startsWith("k") ? 0.5 : 30),
    );
    const series = new Float64Array(3 * 2);
    machine.run(12, series, 4);
    for (const value of [series[0], series[2], series[4]]) expect(value).toBeCloseTo(60, 10);
    expect(series[4]).toBe(machine.outputs[0]);
  });
});

describe("edit", () => {
  test("a rival structure is a small difference", () => {
    const rival = edit(tanks, { name: "half", change: { leaks: { formula: "k*water/2" } } });
    expect(rival.quantities.length).toBe(tanks.quantities.length);
    expect(runTanks(rival, "reference", 0.25, 0.25)[0]).toBeCloseTo(100 - 0.25 * 10, 12);
    expect(runTanks(tanks, "reference", 0.25, 0.25)[0]).toBeCloseTo(95, 12);
  });
});
