import { highsSolver } from "@counterweight/decisions";
import { describe, expect, test } from "vitest";
import { madeEnsemble } from "../testing/made.ts";
import { catalogue } from "../testing/shipped.ts";
import { packageOf, spend } from "./budget.ts";
import { clusters } from "./cluster.ts";
import { discover } from "./discover.ts";
import { informationValue } from "./information.ts";
import { discoveryWords } from "./words.ts";

describe("where a measure fails", () => {
  test("the planted condition is found, with its limits, and says so of both theories", () => {
    const ensemble = madeEnsemble({ planted: { avoided: (x, y) => (x < 0.3 && y > 0.5 ? -0.1 : 0.1), cost: 1 } });
    const { boxes, failing, threshold, byStructure } = discover(ensemble, "planted");
    expect(threshold).toBe(0);
    expect(failing).toBeCloseTo(0.15, 1);
    expect(Object.keys(byStructure)).toEqual(["D", "S"]);
    const [box] = boxes;
    expect(box?.density).toBeGreaterThan(0.95);
    expect(box?.coverage).toBeGreaterThan(0.95);
    const of = (name: string) => box?.conditions.find((condition) => condition.name === name);
    expect(of("x")?.high).toBeCloseTo(0.3, 1);
    expect(of("y")?.low).toBeCloseTo(0.5, 1);
    expect(of("x")?.stable).toBe(1);
  });

  test("in words: the theory by its name, ranges by their open end", () => {
    const made = madeEnsemble({ torn: { avoided: (x) => x - 0.5, cost: 1 } });
    const [first, second] = discoveryWords(discover(made, "torn"), "It");
    expect(first).toMatch(
      /^It does not lower person-years in exploitation in (4\d|5\d)% of all draws \(D .*, S .*\)\.$/,
    );
    expect(second).toMatch(/where x is below 0\.(4\d|5\d) \(comes back in 100% of random halves\)/);
    const box = {
      conditions: [
        { name: "theory", label: "which theory", low: 0.5, high: 1, reach: [0, 1] as const, quasiP: 0, stable: 1 },
      ],
      coverage: 1,
      density: 1,
      mass: 0.5,
    };
    const words = discoveryWords(
      { policy: "a", threshold: 0, failing: 0.5, draws: 2, byStructure: { D: 0, S: 1 }, boxes: [box] },
      "It",
    );
    expect(words[1]).toContain("where the theory is S (comes back in 100%");
  });

  test("a measure that always helps is asked where it helps least, and the threshold says so", () => {
    const { threshold, failing } = discover(madeEnsemble({ good: { avoided: (x) => 0.1 + x, cost: 1 } }), "good");
    expect(threshold).toBeCloseTo(0.35, 1);
    expect(failing).toBeCloseTo(0.25, 2);
  });
});

describe("what is worth finding out", () => {
  // Always 0.1 or x/5: knowing x gains E max(0.1, x/5) - 0.1 = 0.025.
  const ensemble = madeEnsemble(
    { safe: { avoided: () => 0.1, cost: 1 }, risky: { avoided: (x) => x / 5, cost: 1 } },
    { draws: 4096 },
  );
  const value = informationValue(ensemble, "unit");

  test("the quantity on which the choice turns is worth all there is to know, the idle one nothing", () => {
    const [first, ...others] = value.parameters;
    expect(first?.name).toBe("x");
    expect(first?.estimate).toBeCloseTo(0.025, 2);
    expect(value.everything.estimate).toBeCloseTo(0.025, 2);
    expect(others.find(({ name }) => name === "y")?.estimate ?? 0).toBeLessThan(0.001);
  });

  test("by dollar the cheaper of equals is chosen", () => {
    const priced = madeEnsemble({ dear: { avoided: () => 0.2, cost: 100 }, cheap: { avoided: () => 0.15, cost: 10 } });
    expect(informationValue(priced, "unit").best.policy).toBe("dear");
    const { best } = informationValue(priced, "dollar");
    expect(best.policy).toBe("cheap");
    expect(best.gain).toBeCloseTo(0.15, 9);
  });
});

describe("a budget", async () => {
  const solver = await highsSolver();
  const chosen = catalogue.filter(({ id }) =>
    ["hotline", "firewall", "decriminalisation", "buyer-criminalisation"].includes(id),
  );
  const ensemble = madeEnsemble({
    hotline: { avoided: () => 0.02, cost: 1 },
    firewall: { avoided: (x) => 0.05 * x, cost: 1 },
    decriminalisation: { avoided: (x) => 0.2 * x - 0.1, cost: 1 },
    "buyer-criminalisation": { avoided: (x) => 0.1 - 0.2 * x, cost: 1 },
  });

  test("spends no more than there is, buys at most one of rival regimes, and is proved best", () => {
    const result = spend(ensemble, chosen, 1.2e6, "mean", solver);
    expect(result.optimal).toBe(true);
    expect(result.cost).toBeLessThanOrEqual(1.2e6 * (1 + 1e-9));
    expect(result.countries).toBeCloseTo(1, 9);
    const ids = result.funded.map(({ intervention }) => intervention);
    expect(ids).toEqual(expect.arrayContaining(["hotline", "firewall"]));
    expect(ids.filter((id) => id === "decriminalisation" || id === "buyer-criminalisation").length).toBeLessThan(2);
    expect(result.value).toBeCloseTo(result.mean, 9);
    expect(result.mean).toBeGreaterThanOrEqual(0.02 + 0.025 - 1e-3);
  });

  test("guarding the worst scenario never does better on average, nor worse at the worst", () => {
    const [mean, maxmin] = (["mean", "maxmin"] as const).map((objective) =>
      spend(ensemble, chosen, 1.5e6, objective, solver),
    );
    expect(maxmin?.mean).toBeLessThanOrEqual((mean?.mean ?? 0) + 1e-9);
    expect(maxmin?.worst).toBeGreaterThanOrEqual((mean?.worst ?? 0) - 1e-9);
  });

  test("little money covers a part of the countries; with plenty the choices bind", () => {
    const little = spend(ensemble, chosen, 1e5, "mean", solver);
    expect(little.binds).toBe("money");
    for (const { coverage } of little.funded) expect(coverage).toBeLessThan(1);
    expect(spend(ensemble, chosen, 1e9, "mean", solver).binds).toBe("choices");
    expect(packageOf(little).parts.every(({ units }) => units <= 1)).toBe(true);
  });
});

test("clusters: two clouds are told apart, the same way for the same seed", () => {
  const rows = Array.from({ length: 40 }, (_, index) =>
    Float64Array.of(index % 2 === 0 ? index / 1000 : 5 + index / 1000),
  );
  const groups = clusters(rows, 2, 1);
  expect(new Set(groups).size).toBe(2);
  for (let index = 2; index < 40; index++) expect(groups[index]).toBe(groups[index % 2]);
  expect(clusters(rows, 2, 1)).toEqual(groups);
});
