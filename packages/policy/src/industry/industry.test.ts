import { openEvidence, sectors } from "@counterweight/evidence";
import { readerOf } from "@counterweight/evidence/files";
import { describe, expect, test } from "vitest";
import { placeNamed } from "../ensemble/place.ts";
import { balancedBlocks, earnings, everyRegion, industrySegments } from "./industry.ts";
import { industryTotals } from "./totals.ts";

const evidence = openEvidence(readerOf());
const segments = industrySegments({ evidence, places: everyRegion, draws: 256, seed: 1 });

describe("the industry, segment by segment", () => {
  test("covers every sector of every region, each quantity with its interval in order and its unit", () => {
    expect(segments).toHaveLength(25);
    for (const segment of segments)
      for (const quantity of [segment.people, segment.margin, segment.expectedSanction, segment.balance]) {
        expect(quantity.low).toBeLessThanOrEqual(quantity.median);
        expect(quantity.median).toBeLessThanOrEqual(quantity.high);
        expect(quantity.low).toBeGreaterThan(0);
        expect(quantity.unit).not.toBe("");
      }
  });

  test("totals agree with the published ones within 1%", () => {
    const totals = industryTotals(evidence, segments);
    expect(totals.people.median / 23.7e6).toBeCloseTo(1, 2);
    expect(totals.profit.median / 236.6e9).toBeCloseTo(1, 2);
    expect((totals.profitPerPersonInForcedCommercialSexualExploitation?.median ?? 0) / 27_252).toBeCloseTo(1, 2);
  });

  test("exploiters risk far less than they earn: in the middle under a twentieth of exploitation value, everywhere", () => {
    for (const { balance } of segments) expect(balance.median).toBeLessThan(0.05);
  });

  test("every figure named exists, and the quality is said", () => {
    for (const { sources, quality } of segments) {
      expect(sources.length).toBeGreaterThan(5);
      expect(sources.filter((id) => !evidence.figures.has(id))).toEqual([]);
      expect(quality).toMatch(/judged/);
    }
  });

  test("the same seed gives the same digits, another seed others", () => {
    const places = [placeNamed("africa", "sex")];
    const once = industrySegments({ evidence, places, draws: 64, seed: 3 });
    expect(industrySegments({ evidence, places, draws: 64, seed: 3 })).toEqual(once);
    expect(industrySegments({ evidence, places, draws: 64, seed: 4 })).not.toEqual(once);
  });
});

test("one draw by hand: value, sanction, balance and what would tip it", () => {
  const values: Record<string, number> = {
    X0: 100,
    g0: 1000,
    r: 0.1,
    eself: 0.2,
    erel: 0.2,
    mort: 0,
    q0: 0.1,
    cT: 500,
    kap: 0.5,
    h: 5,
    S: 4,
    rho: 0,
    vy: 100,
    F: 600,
    gf: 0.02,
    M: 2,
    ls: 0.1,
    D: 100,
    corruption: 0,
    bribe: 0,
  };
  const result = earnings((symbol) => values[symbol] ?? Number.NaN);
  // A detection costs 0.5 (4 x 100 + 600)/5 = 100 of prison and fine, 0.02 x 2 x 1000 = 40 taken, 0.1 x 100 = 10 claimed.
  expect(result.sanction).toBeCloseTo(0.1 * 150, 12);
  expect(result.value).toBeCloseTo(1000 / 0.6 - 500, 9);
  expect(result.balance).toBeCloseTo(15 / 0.6 / (1000 / 0.6 - 500), 12);
  expect(result.breakEvenDetection).toBeCloseTo(1000 / 15, 9);
  // The fine brings 0.1 x 0.5 x 600/5 = 6; it would have to bring 991.
  expect(result.breakEvenFine).toBeCloseTo(991 / 6, 9);
});

test("blocks of a power of 2, largest first, make up any number of draws", () => {
  expect(balancedBlocks(100)).toEqual([
    [0, 64],
    [64, 32],
    [96, 4],
  ]);
  expect(balancedBlocks(1024)).toEqual([[0, 1024]]);
});

test("an unknown region or sector is answered with what there is", () => {
  expect(() => placeNamed("Afrika")).toThrow(
    /there is no region "Afrika"; expected World, Africa.*did you mean "Africa"/,
  );
  expect(() => placeNamed("World", "sx")).toThrow(/there is no sector "sx"/);
  expect(placeNamed().sectors).toEqual(sectors);
});
