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
  type Scheme,
  tolerance,
} from "./index.ts";
import { narrowName } from "./scheme.ts";

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

function runTanks(model: Model, scheme: Scheme, dt: number, years: number) {
  const program = lower(model, { segments: 2, scheme, outputs: ["water", "leaked", "all"] });
  const machine = interpreter(program);
  const given: Record<string, number> = { "start[0]": 100, "start[1]": 20, "k[0]": 0.5, "k[1]": 0.5, dt };
  program.inputs.forEach(
    (name, index) => (machine.inputs[index] = given[name] ?? (name === narrowName ? 0 : Number.NaN)),
  );
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
    const width = program.outputs.length;
    const series = new Float64Array(3 * width);
    machine.run(12, series, 4);
    for (const moment of [0, 1, 2]) expect(series[moment * width]).toBeCloseTo(60, 10);
    expect(series[2 * width]).toBe(machine.outputs[0]);
  });

  test("careful: second order, what is moved is conserved, and stiff stocks come to rest", () => {
    const exact = 60 + 40 * exp(-0.5 * 4);
    const error = (dt: number) => Math.abs((runTanks(tanks, "careful", dt, 4)[0] as number) - exact);
    expect(error(0.25)).toBeLessThan(0.2);
    expect(error(0.125) / error(0.0625)).toBeGreaterThan(3.5);
    const [water, other] = runTanks(tanks, "careful", 0.25, 4) as [number, number];
    expect(water + other).toBeCloseTo(120, 10);
    const stiff = edit(tanks, { name: "stiff", change: { water: { rate: "200*k*(60 - water)", response: "-200*k" } } });
    expect(runTanks(stiff, "careful", 0.25, 10)[0]).toBeCloseTo(60, 6);
  });

  /**
   * A stock that falls freely until what it pays turns positive, and is then held there: from 3 as 0.126 + 2.874 e^-t down to 1 at
   * t = 1.19, and at 1 from then on, where 2 pay^0.1 = 1 and so pay = 1/1024, a thousandth of a millionth of the slope.
   */
  const edge = readModel(
    "edge",
    `
## 1. Edge
parameter steep steepness | 1 | > 0 | How fast the pay falls.
parameter from from | 1 | > 0 | Who are there at the start.
auxiliary gain gain | 1 | steep*(1 - x) | Pay without its floor.
auxiliary pay pay | 1 | max(gain, 1e-12) | Pay.
flow come come | a year | 2*pay^0.1 | Who come.
stock x held | persons | Who are there.
  starts = from
  rate = come - x
  response = -1 - 0.2*steep*pay^(-0.9)*ifZero(max(gain, 0), 0, 1)
  solve through = pay
  solve exact = gain
  solve least = 1e-12
  solve exactSlope = -steep
  solve bend = 0.1
  solve slope = -1
  solve answer = 0.2*pay^(-0.9)
  solve openSlope = 0
  solve openAnswer = 0
  solve floored = 0
  solve spread = 0
  solve gather = 0
total years years | person-years | Person-years.
  of = x
`,
  );
  const free = 2 * 1e-12 ** 0.1;
  const until = Math.log((3 - free) / (1 - free));
  const wanted = free * until + (3 - free) * (1 - exp(-until)) + (10 - until);

  test("careful: exact at the edge of paying, where the stock answers a million times a year", () => {
    const run = (scheme: Scheme, dt: number) => {
      const program = lower(edge, { segments: 1, scheme, outputs: ["years", "pay"] });
      const machine = interpreter(program);
      program.inputs.forEach((name, index) => (machine.inputs[index] = name === "dt" ? dt : name === "from" ? 3 : 1e6));
      machine.run(10 / dt);
      return machine.outputs;
    };
    const [years, pay] = run("careful", 1 / 16);
    expect(Math.abs((years as number) / wanted - 1)).toBeLessThan(1e-3);
    expect((pay as number) * 1024).toBeCloseTo(1, 2);
    expect(Math.abs((run("reference", 1 / 16)[0] as number) / wanted - 1)).toBeGreaterThan(1e-2);
  });

  test("default: hands draws whose steps do not help to the careful scheme, and those alone", () => {
    const program = (scheme: Scheme) => lower(edge, { segments: 1, scheme, outputs: ["years", "x"] });
    const machine = batchInterpreter(program("default"), {
      capacity: 3,
      moments: 10,
      careful: () => program("careful"),
    });
    const inputs: Readonly<Record<string, readonly number[]>> = {
      steep: [1e-3, 1e6, 1e4],
      from: [0.8366, 3, 3],
      dt: [0.25, 0.25, 0.25],
    };
    const fill = () => {
      program("default").inputs.forEach((name, index) => machine.inputs.set(inputs[name] ?? [0, 0, 0], index * 3));
    };
    fill();
    machine.run(3, 40, 4, [1]);
    const quick = machine.outputs.slice();
    fill();
    machine.run(3, 40, 4);
    expect(machine.outputs[0]).toBe(quick[0]);
    expect(machine.outputs[1]).not.toBe(quick[1]);
    expect(Math.abs((machine.outputs[1] as number) / wanted - 1)).toBeLessThan(1e-3);
    // The last recorded moment is the end, for draws of either scheme.
    const width = program("default").outputs.length;
    for (const draw of [0, 1, 2]) expect(machine.series[(9 * width + 1) * 3 + draw]).toBe(machine.outputs[3 + draw]);
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
