import { edit, interpreter, lower, type Model } from "@counterweight/kernel";
import { describe, expect, test } from "vitest";
import { inputsOf, marketModel, referenceParameters, simulateLines, type Values } from "../index.ts";

type Result = {
  person_years: number;
  exploited_at_end: number[];
  price_last_step: number[];
  expected_sanction_last_step: number[];
  gross_margin_last_step: number[];
};
const simulate = (request: object) =>
  JSON.parse(simulateLines(JSON.stringify({ id: 1, ...request }), "test")) as Result;
const first = (values: readonly number[]) => values[0] as number;

/** Any quantities of the model after so many years, for reference parameters with some changed. */
function evaluate(
  changed: Values,
  levers: Values,
  years: number,
  outputs: string[],
  { step = 0.25, model = marketModel }: { step?: number; model?: Model } = {},
) {
  const program = lower(model, { segments: 2, scheme: "default", outputs });
  const machine = interpreter(program);
  const known = inputsOf(model);
  program.inputs.forEach((name, index) => {
    const [symbol, segment] = name.split(/[[\]]/) as [string, string?];
    const value = changed[symbol] ?? levers[symbol] ?? known.get(symbol)?.neutral ?? referenceParameters[symbol];
    machine.inputs[index] = name === "dt" ? step : ((Array.isArray(value) ? value[Number(segment)] : value) as number);
  });
  machine.run(Math.round(years / step));
  const result: Record<string, number[]> = {};
  program.outputs.forEach(({ name }, index) =>
    (result[name.split("[")[0] as string] ??= []).push(machine.outputs[index] as number),
  );
  return result as Record<string, [number, number]>;
}

/** Extensions at work, so that conservation is tested with every flow open. */
const extensions: Values = {
  congestion: 0.5,
  selfAssisted: 0.2,
  shelterCapacity: 1,
  queueExit: 6,
  PsiT: [2000, 500],
  corruption: 0.2,
  bribe: 3000,
  exposedShare: 0.4,
  diversion: 0.6,
};
const manyLevers: Values = {
  det: 1,
  conv: 2,
  sev: 2,
  forf: 0.2,
  civil: 0.1,
  blanket: 0.1,
  select: 0.3,
  root: 0.2,
  safe: 0.2,
  shelter: 0.5,
  rights: 0.3,
  dc: 200,
  demand: 0.9,
  tdet: 0.5,
  trust: 0.3,
  aftercare: 0.4,
  recovery: 0.2,
  acquire: 300,
  fine: 3,
  integrity: 0.5,
  mover: 100,
};

describe("must hold 1: at rest, and people are conserved", () => {
  const stocks = ["X", "A", "U", "Q", "V", "sh", "qh"];
  test.each([
    ["the reference", {}],
    ["the extensions", extensions],
  ] as const)("no levers: every stock of %s is constant", (_, given) => {
    const [before, after] = [evaluate(given, {}, 0.25, stocks), evaluate(given, {}, 30, stocks)];
    for (const stock of stocks)
      (before[stock] as number[]).forEach((value, j) =>
        expect(Math.abs((after[stock]?.[j] as number) - value), stock).toBeLessThanOrEqual(1e-9 * Math.max(1, value)),
      );
  });

  test.each([
    ["the reference", {}],
    ["the extensions", extensions],
  ] as const)("levers: people of %s are conserved to 1e-9", (_, given) => {
    const people = (years: number) => {
      const r = evaluate(given, manyLevers, years, ["X", "A", "U", "Q", "V", "came", "left"]);
      const held = ["X", "A", "U", "Q", "V"].flatMap((stock) => r[stock] as number[]).reduce((a, b) => a + b, 0);
      return { held, moved: r["came"]![0] - r["left"]![0] };
    };
    const start = ["X", "A", "U", "V"]
      .flatMap((stock) => evaluate(given, {}, 1, [stock])[stock] as number[])
      .reduce((a, b) => a + b, 0);
    for (const years of [1, 10, 30]) {
      const { held, moved } = people(years);
      expect(Math.abs(held - start - moved) / start, `${years} years`).toBeLessThan(1e-9);
      expect(Math.abs(held - start)).toBeGreaterThan(1);
    }
  });
});

describe("must hold 2: who bears a cost", () => {
  test("dp/dc = xip/(ex+xip) and dlnX/dc p = -ex xip/(ex+xip) where vacancies decide, one market", () => {
    const given = { J: 1, lam: 1, zeta: 0, Tf: 0.25 };
    const run = (dc: number) => simulate({ parameters: given, levers: { dc }, scheme: "default", years: 60 });
    const [low, high] = [run(-1), run(1)];
    const [p, s, eps, sig, xi, q, gf, M, r, cT] = [30000, 0.25, 0.8, 1.5, 0.8, 0.006, 0.02, 3, 0.2, 2500];
    const H = 0.3 + 0.2 + 0.01 + q;
    const base = run(0);
    const ex = (1 - s) * sig + s * eps;
    const xip =
      (xi * p * (1 - q * gf * M)) /
      (first(base.gross_margin_last_step) - first(base.expected_sanction_last_step) - cT * (r + H));
    const slope = (first(high.price_last_step) - first(low.price_last_step)) / 2;
    const fall = ((Math.log(first(high.exploited_at_end)) - Math.log(first(low.exploited_at_end))) / 2) * p;
    expect(slope).toBeCloseTo(xip / (ex + xip), 4);
    expect(fall).toBeCloseTo((-ex * xip) / (ex + xip), 4);
  });
});

describe("must hold 3: the dial", () => {
  test("vulnerability decides: thirteen times the convictions leave people in exploitation unchanged", () => {
    const given = { lam: 0, chi: 0, zeta: 0 };
    const [a, b] = [simulate({ parameters: given }), simulate({ parameters: given, levers: { conv: 12 } })];
    a.exploited_at_end.forEach((value, j) =>
      expect(Math.abs((b.exploited_at_end[j] as number) / value - 1)).toBeLessThan(1e-6),
    );
  });

  test("vacancies decide: half the precarity leaves them unchanged", () => {
    const given = { lam: 1, zeta: 0 };
    const [a, b] = [simulate({ parameters: given }), simulate({ parameters: given, levers: { root: 0.5 } })];
    a.exploited_at_end.forEach((value, j) =>
      expect(Math.abs((b.exploited_at_end[j] as number) / value - 1)).toBeLessThan(1e-6),
    );
    expect(simulate({ levers: { root: 0.5 } }).exploited_at_end[0]).toBeLessThan(95);
  });
});

test.each([
  [0.6, true],
  [0.95, true],
  [1.05, false],
  [2, false],
])("must hold 4: with own elasticity %f revenue rises with cost: %s", (elasticity, rises) => {
  const given = { J: 1, lam: 1, zeta: 0, eps: elasticity, sig: elasticity };
  const revenue = (dc: number) => {
    const { price_last_step, exploited_at_end } = simulate({
      parameters: given,
      levers: { dc },
      scheme: "default",
      years: 60,
    });
    return first(price_last_step) * first(exploited_at_end);
  };
  expect(revenue(200) > revenue(0)).toBe(rises);
});

test("must hold 5: a crackdown in one twin leaves the other unchanged where nothing moves between them", () => {
  const twins = {
    X0: 100,
    p0: 20000,
    w: 2500,
    c: 5000,
    s: 0.1,
    eps: 0.8,
    sig: 2,
    h: 5,
    q0: 0.006,
    kap: 0.05,
    S: 5,
    F: 10000,
    gf: 0.02,
    D: 50000,
    cT: 2000,
    eself: 0.3,
    mort: 0.01,
    xi: 1,
    iota: 0,
    zeta: 0,
    lam: 1,
  };
  const levers = { det: 3, conv: 6, forf: 0.3 };
  const apart = simulate({ parameters: twins, levers, levers_in: [0] });
  expect(apart.exploited_at_end[1]).toBeCloseTo(100, 9);
  expect(apart.exploited_at_end[0]).toBeLessThan(99);
  const together = simulate({ parameters: { ...twins, zeta: 2, iota: 0.6 }, levers, levers_in: [0] });
  expect(together.exploited_at_end[1]).toBeGreaterThan(100.1);
});

describe("must hold 6: Kara's break-even, closed form against simulation", () => {
  // Buyers so elastic that the price stands still: what is left of the margin depends on the sanction alone.
  const still = { J: 1, eps: 1e9, sig: 1e9, Tq: 0.0005 };
  const margin = 20500;
  const closed = evaluate({}, {}, 0.25, ["beq", "beF", "Psi", "g", "EV"]);

  test("detection", () => {
    const factor = closed["beq"]![0];
    const left = (times: number) => {
      const run = simulate({ parameters: still, levers: { det: times * factor - 1 }, step: 0.0001, years: 0.01 });
      return first(run.gross_margin_last_step) - first(run.expected_sanction_last_step);
    };
    expect(factor).toBeGreaterThan(100);
    expect(left(0.999)).toBeGreaterThan(0);
    expect(left(1.001)).toBeLessThan(0);
  });

  test("fine", () => {
    const factor = closed["beF"]![0];
    const run = simulate({ parameters: { J: 1, F: 20000 * factor, cT: 0, p0: 30000 + 1 }, years: 0.25 });
    expect(first(run.expected_sanction_last_step) / margin).toBeCloseTo(1, 4);
  });

  test("exploitation value is the present value of the margin less acquisition", () => {
    const H = 0.3 + 0.2 + 0.01 + 0.006;
    expect(closed["EV"]![0]).toBeCloseTo(margin / (0.2 + H) - 2500, 8);
    expect(closed["Psi"]![0] * closed["beq"]![0]).toBeCloseTo(margin, 6);
  });
});

describe("must hold 7: swamping gives two steady states", () => {
  const elsewhere = edit(marketModel, {
    name: "started elsewhere",
    add: [
      {
        kind: "outcome",
        symbol: "desiredThere",
        name: "desiredOverPresent",
        per: "segment",
        unit: "1",
        sentence: "Desired over present exploitation.",
        equation: "-",
        formula: "Xs/X",
      },
      {
        kind: "parameter",
        symbol: "begin",
        name: "begin",
        per: "run",
        unit: "1",
        sentence: "Start over X0.",
        equation: "-",
        range: { above: 0 },
      },
    ],
    change: { X: { initial: "X0*begin" }, qh: { initial: "q0*begin^(-om)" } },
  });
  const given = {
    om: 1,
    xi: 6,
    p0: 30000,
    w: 2500,
    c: 7000,
    cT: 2500,
    vy: 0,
    lam: 1,
    zeta: 0,
    iota: 0,
    eps: 6,
    sig: 6,
    q0: 0.3,
    kap: 0.5,
    F: 60000,
    S: 10,
    h: 1,
    phir: 0,
    Tf: 0.25,
    Tq: 0.5,
    gf: 0.3,
  };
  const at = (begin: number, years: number, output: string) =>
    evaluate({ ...given, begin }, {}, years, [output], { model: elsewhere, step: 0.05 })[output]?.[0] as number;
  /** Desired over present exploitation, less one; zero at a steady state. */
  const want = (begin: number) => at(begin, 0.05, "desiredThere") - 1;

  test("both are found, one parts growth from decline, the other holds", () => {
    const roots: number[] = [];
    for (let k = -20; k < 100; k++) {
      let [low, high] = [1.05 ** (k + 0.5), 1.05 ** (k + 1.5)];
      const sign = want(low) > 0;
      if (want(high) > 0 === sign) continue;
      for (let halving = 0; halving < 50; halving++) {
        const middle = (low + high) / 2;
        if (want(middle) > 0 === sign) low = middle;
        else high = middle;
      }
      roots.push(low);
    }
    expect(roots.length).toBe(2);
    const [watershed, held] = roots as [number, number];
    expect(watershed).toBeCloseTo(1, 6);
    expect(at(watershed * 0.98, 2, "X")).toBeLessThan(97);
    for (const begin of [watershed * 1.1, held * 1.5]) expect(at(begin, 200, "X") / (100 * held)).toBeCloseTo(1, 3);
  });
});
