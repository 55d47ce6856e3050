import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Enforcement, expectedSanction, overHolding, total } from "./expected-sanction.ts";
import {
  exploitationValue,
  exploitationValueInPeriods,
  exploitationValueWithin,
  type Holding,
} from "./exploitation-value.ts";
import { frontier, invert, terms } from "./inversion.ts";

/** Gauss-Legendre with 20 points on each of many panels: an oracle that shares nothing with the closed forms. */
function integrate(f: (t: number) => number, from: number, to: number, panels = 400): number {
  const [x1, x2, x3] = [0, Math.sqrt(5 - 2 * Math.sqrt(10 / 7)) / 3, Math.sqrt(5 + 2 * Math.sqrt(10 / 7)) / 3];
  const [w1, w2, w3] = [128 / 225, (322 + 13 * Math.sqrt(70)) / 900, (322 - 13 * Math.sqrt(70)) / 900];
  const half = (to - from) / panels / 2;
  let sum = 0;
  for (let panel = 0; panel < panels; panel++) {
    const middle = from + half * (2 * panel + 1);
    sum +=
      w1 * f(middle + x1) +
      w2 * (f(middle - half * x2) + f(middle + half * x2)) +
      w3 * (f(middle - half * x3) + f(middle + half * x3));
  }
  return sum * half;
}

const holdings = fc.record({
  margin: fc.double({ min: 100, max: 100_000, noNaN: true }),
  discount: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
  exit: fc.double({ min: 0.05, max: 2, noNaN: true }),
  acquisition: fc.double({ min: 0, max: 20_000, noNaN: true }),
});

const law: Enforcement = {
  detection: 0.015,
  conviction: 0.2,
  peoplePerEnterprise: 4,
  sentence: 6,
  exploiterDiscount: 0.2,
  prisonYearValue: 30_000,
  fine: 20_000,
  forfeiture: 0.02,
  forfeitureYears: 3,
  margin: 20_000,
  restitution: 0.02,
  restitutionAmount: 40_000,
  civilClaim: 0.005,
  damages: 60_000,
  corruption: 0.1,
  bribe: 500,
};

describe("exploitation value", () => {
  test("the closed form equals numerical integration to 1e-9", () => {
    fc.assert(
      fc.property(holdings, (holding) => {
        const rate = holding.discount + holding.exit;
        const byHand = integrate((t) => holding.margin * Math.exp(-rate * t), 0, 60 / rate) - holding.acquisition;
        expect(Math.abs(exploitationValue(holding) - byHand)).toBeLessThan(
          1e-9 * (holding.margin / rate + holding.acquisition),
        );
      }),
      { numRuns: 100 },
    );
  });
  test("with a last day, it equals integration to that day", () => {
    fc.assert(
      fc.property(holdings, fc.double({ min: 1 / 365, max: 20, noNaN: true }), (holding, years) => {
        const rate = holding.discount + holding.exit;
        const byHand = integrate((t) => holding.margin * Math.exp(-rate * t), 0, years) - holding.acquisition;
        expect(Math.abs(exploitationValueWithin(holding, years) - byHand)).toBeLessThan(
          1e-9 * (holding.margin / rate + holding.acquisition),
        );
      }),
      { numRuns: 100 },
    );
  });
  test("in periods, it equals the sum of its terms and tends to the continuous form", () => {
    const holding: Holding = { margin: 12_000, discount: 0.1, exit: 0.6, acquisition: 1000 };
    let sum = -holding.acquisition;
    for (let k = 1; k <= 36; k++) sum += (holding.margin / 12) * Math.exp((-0.7 * k) / 12);
    expect(exploitationValueInPeriods(holding, 1 / 12, 36)).toBeCloseTo(sum, 8);
    expect(
      exploitationValueInPeriods(holding, 1e-7, Number.POSITIVE_INFINITY) / exploitationValue(holding),
    ).toBeCloseTo(1, 6);
  });
  test("no discount and no exit: margin times years, exactly", () => {
    expect(exploitationValueWithin({ margin: 1000, discount: 0, exit: 0, acquisition: 250 }, 3)).toBe(2750);
    expect(exploitationValueInPeriods({ margin: 1000, discount: 0, exit: 0, acquisition: 250 }, 0.5, 6)).toBe(2750);
  });
  test("held one day: a day's margin less acquisition, to the discount of that day", () => {
    const value = exploitationValueWithin({ margin: 36_500, discount: 0.1, exit: 0.6, acquisition: 0 }, 1 / 365);
    expect(value).toBeLessThan(100);
    expect(value).toBeCloseTo(100 * (1 - 0.7 / 365 / 2 + (0.7 / 365) ** 2 / 6), 6);
  });
});

describe("expected sanction", () => {
  test("each part by hand", () => {
    const parts = expectedSanction(law);
    const convictions = (0.015 * 0.2) / 4;
    expect(parts.prison).toBeCloseTo((convictions * 30_000 * (1 - Math.exp(-1.2))) / 0.2, 9);
    expect(parts.fine).toBeCloseTo(convictions * 20_000, 12);
    expect(parts.forfeiture).toBeCloseTo(0.015 * 0.02 * 3 * 20_000, 12);
    expect(parts.restitution).toBeCloseTo(0.015 * 0.2 * 0.02 * 40_000, 12);
    expect(parts["civil damages"]).toBeCloseTo(0.015 * 0.005 * 60_000, 12);
    expect(parts.bribes).toBeCloseTo(0.015 * 0.1 * 500, 12);
  });
  test("over a holding it equals numerical integration to 1e-9", () => {
    const perYear = total(expectedSanction(law));
    const byHand = integrate((t) => perYear * Math.exp(-0.8 * t), 0, 75);
    expect(Math.abs(overHolding(perYear, 0.2, 0.6) / byHand - 1)).toBeLessThan(1e-9);
  });
  test("certainty has no ceiling below 1 and severity has: doubling a long sentence adds almost nothing", () => {
    const long = { ...law, sentence: 30 };
    expect(expectedSanction({ ...long, sentence: 60 }).prison / expectedSanction(long).prison).toBeLessThan(1.003);
    expect(expectedSanction({ ...long, detection: 2 * long.detection }).prison / expectedSanction(long).prison).toBe(2);
  });
  test("a life sentence is worth a year's worth over the discount, exactly; without discount a year counts a year", () => {
    const one = { ...law, detection: 1, conviction: 1, peoplePerEnterprise: 1 };
    expect(expectedSanction({ ...one, sentence: Number.POSITIVE_INFINITY }).prison).toBe(150_000);
    expect(expectedSanction({ ...one, exploiterDiscount: 0 }).prison).toBe(180_000);
  });
});

describe("inversion", () => {
  test.each(terms)("%s at the value found makes the sanction equal the target", (term) => {
    const target = term === "sentence" ? 80 : 200;
    const { needed } = invert(law, target, term);
    expect(needed).toBeDefined();
    expect(total(expectedSanction({ ...law, [term]: needed }))).toBeCloseTo(target, 9);
  });
  test("prison alone cannot reach the margin once its worth saturates: said so, not a number", () => {
    expect(invert(law, law.margin, "sentence")).toEqual({
      term: "sentence",
      needed: undefined,
      factor: undefined,
      withinReach: false,
    });
  });
  test("a probability above 1 is out of reach", () => {
    const { needed, withinReach } = invert(law, law.margin, "conviction");
    expect(needed).toBeGreaterThan(1);
    expect(withinReach).toBe(false);
  });
  test("along the frontier every pair tips the balance", () => {
    for (const { first, second } of frontier(law, 500, "detection", [0.02, 0.05, 0.1], "fine"))
      expect(total(expectedSanction({ ...law, detection: first, fine: second.needed ?? Number.NaN }))).toBeCloseTo(
        500,
        8,
      );
  });
});
