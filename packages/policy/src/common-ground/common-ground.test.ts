import { stream } from "@counterweight/kernel";
import { describe, expect, test } from "vitest";
import { placeNamed } from "../ensemble/place.ts";
import { single } from "../ensemble/policy.ts";
import { simulateEnsemble } from "../ensemble/simulate.ts";
import { valueOutcomeNames } from "../positions/position.ts";
import { catalogue, executor, files, positions } from "../testing/shipped.ts";
import { judge } from "./acceptability.ts";
import { commonGround } from "./common-ground.ts";
import { smallestFlip, splitOf } from "./crux.ts";
import { embracing } from "./embracing.ts";
import { largestPackage, packagesOf } from "./package.ts";
import { settlingStudy, threshold, turningPoints } from "./turning-point.ts";
import { centre, weightDraws } from "./weights.ts";
import { inWords } from "./words.ts";

describe("weights drawn from the values of a position", () => {
  test.each(positions.map((position) => [position.id, position] as const))(
    "%s: inside the polytope",
    (_id, { values }) => {
      for (const weights of weightDraws(values, 64, stream(1, "test"))) {
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
        valueOutcomeNames.forEach((outcome, index) => {
          const [low, high] = values.intervals[outcome];
          expect(weights[index]).toBeGreaterThanOrEqual(low - 1e-9);
          expect(weights[index]).toBeLessThanOrEqual(high + 1e-9);
        });
        for (const [first, second] of values.order)
          expect(weights[valueOutcomeNames.indexOf(first)]).toBeGreaterThanOrEqual(
            (weights[valueOutcomeNames.indexOf(second)] ?? 0) - 1e-9,
          );
      }
    },
  );

  test("uniform: with nothing but one order pair the larger weight averages three quarters of the two", () => {
    const none = [0, 0] as const;
    const intervals = Object.fromEntries(valueOutcomeNames.map((outcome) => [outcome, none])) as never;
    const values = {
      order: [["peopleInExploitation", "newlyExploited"]] as const,
      intervals: { ...(intervals as object), peopleInExploitation: [0, 1], newlyExploited: [0, 1] } as never,
      incomeFromSellingCounts: true,
      note: "",
    };
    const middle = centre(weightDraws(values, 4000, stream(2, "test")));
    expect(middle[0]).toBeCloseTo(0.75, 1);
    expect(middle[1]).toBeCloseTo(0.25, 1);
  });

  test("values that nothing fits are refused", () => {
    const intervals = Object.fromEntries(valueOutcomeNames.map((outcome) => [outcome, [0, 1]])) as never;
    const values = {
      order: [["publicCost", "peopleInExploitation"]] as const,
      intervals: { ...(intervals as object), peopleInExploitation: [0.6, 1], publicCost: [0, 0.1] } as never,
      incomeFromSellingCounts: true,
      note: "",
    };
    expect(() => weightDraws(values, 1, stream(1, "test"))).toThrow(/no weights satisfy the bounds and the order/);
  });
});

test("acceptability by hand: two theories, two draws, one set of weights", () => {
  const gains = (a: readonly number[], b: readonly number[]) =>
    new Map([
      ["a", [Float64Array.from(a), Float64Array.of(0, 0)]],
      ["b", [Float64Array.from(b), Float64Array.of(0, 0)]],
    ]);
  const view = {
    gains: [
      { structure: "D", draws: 2, of: gains([1, -1], [2, -2]) },
      { structure: "S", draws: 2, of: gains([1, 1], [-1, 0.5]) },
    ],
    structures: { D: 0.25, S: 0.75 },
  };
  const [a, b] = judge(view, [Float64Array.of(0.5, 0.5)], Float64Array.of(1, 1), ["a", "b"]);
  expect(a).toEqual({ policy: "a", acceptability: 0.25 / 2 + 0.75, best: 0.75, gain: 0.75 * 0.5 });
  expect(b?.acceptability).toBe(0.25 / 2 + 0.75 / 2);
  expect(b?.best).toBe(0.25 / 2);
});

test("the crux: beliefs and values share the difference fairly", () => {
  const split = splitOf({
    ownBeliefsOwnValues: 0.1,
    otherBeliefsOwnValues: 0.6,
    ownBeliefsOtherValues: 0.2,
    otherBeliefsOtherValues: 0.9,
  });
  expect(split.difference).toBeCloseTo(0.8, 12);
  expect(split.beliefs).toBeCloseTo(0.6, 12);
  expect(split.values).toBeCloseTo(0.2, 12);
});

test("the smallest change of one weight that turns the sign", () => {
  // 0.2 x 1 + 0.8 x -0.5 = -0.2; zero at v - 0.5 (1 - v) = 0, v = 1/3.
  expect(smallestFlip(Float64Array.of(0.2, 0.8), Float64Array.of(1, -0.5))).toEqual({
    outcome: 0,
    from: 0.2,
    to: expect.closeTo(1 / 3, 12),
  });
  expect(smallestFlip(Float64Array.of(0.2, 0.8), Float64Array.of(-1, -0.5))).toBeUndefined();
});

describe("the turning point", () => {
  const draws = stream(1, "turning point test");
  const uniform = () => Float64Array.from({ length: 2048 }, () => draws.uniform());
  const [decides, idle] = [uniform(), uniform()];
  const gain = decides.map((value) => value - 0.3);
  const inputs = [
    { name: "idle", label: "idle", values: idle },
    { name: "decides", label: "decides", values: decides },
  ];

  test("is found where the gain changes its sign, on the input that decides", () => {
    const [first, second] = turningPoints(inputs, gain);
    expect(first?.name).toBe("decides");
    expect(first?.at).toBeCloseTo(0.3, 2);
    expect(first?.acceptedAbove).toBe(true);
    // Knowing it gains the mean of what refusing below 0.3 saves: 0.3^2/2.
    expect(first?.worth).toBeCloseTo(0.045, 2);
    expect(second).toBeUndefined();
    expect(
      threshold(
        decides,
        gain.map((value) => -value),
      ).acceptedAbove,
    ).toBe(false);
  });

  test("needs more observations the nearer the values lie to it", () => {
    const far = settlingStudy(Float64Array.of(1, 1, 9, 9), 5);
    const near = settlingStudy(Float64Array.of(4.9, 4.9, 5.1, 5.1), 5);
    expect(far?.observations).toBeLessThan(near?.observations ?? 0);
    expect(near?.probability).toBeGreaterThanOrEqual(0.8);
    expect(settlingStudy(Float64Array.of(5, 5), 5)).toBeUndefined();
  });
});

describe("common ground on the shipped catalogue", async () => {
  const ids = [
    "decriminalisation",
    "safe-migration",
    "corporate-due-diligence",
    "labour-inspection",
    "import-bans",
    "victim-compensation-fund",
    "offender-register",
    "raids-and-rescue",
  ];
  const chosen = catalogue.filter(({ id }) => ids.includes(id));
  const request = {
    place: placeNamed("World"),
    structures: ["D", "S", "E"] as const,
    policies: chosen.map(single),
    catalogue,
    draws: 32,
    seed: 1,
    years: 10,
    files,
  };
  const held = await Promise.all(
    positions.map(async (position) => ({
      position,
      ensemble: await simulateEnsemble({ ...request, beliefs: position.beliefs }, { executor }),
    })),
  );
  const wide = await simulateEnsemble({ ...request, beliefs: embracing(positions, catalogue) }, { executor });
  const result = commonGround(held, wide);

  test("holds what all four accept, and not what one refuses", () => {
    const shared = result.shared.map(({ policy }) => policy);
    expect(shared).toContain("corporate-due-diligence");
    expect(shared).not.toContain("decriminalisation");
    expect(shared).not.toContain("raids-and-rescue");
    for (const { worst } of result.shared) expect(worst).toBeGreaterThanOrEqual(0.8);
  });

  test("shows the dispute over decriminalisation between the abolitionist and the sex-worker-rights position", () => {
    const crux = result.cruxes.find(
      ({ policy, between }) =>
        policy === "decriminalisation" && between.join(" ") === "abolitionist-demand-led sex-worker-rights-supply-led",
    );
    expect(crux).toBeDefined();
    expect(crux?.split.difference).toBeCloseTo((crux?.split.beliefs ?? 0) + (crux?.split.values ?? 0), 9);
    expect(crux?.acceptability[1]).toBeGreaterThan(crux?.acceptability[0] ?? 1);
  });

  test("the same seed gives the same result, in words too", () => {
    const again = commonGround(held, wide);
    expect(again).toEqual(result);
    const words = inWords(result, positions, (id) => id, undefined);
    expect(words[0]).toMatch(/^All 4 positions support .*corporate-due-diligence/);
    expect(words.some((sentence) => sentence.includes("part over"))).toBe(true);
  });

  test("an empty common ground is said honestly, with what comes nearest", () => {
    const strict = commonGround(held, wide, { threshold: 1.01 });
    expect(strict.shared).toEqual([]);
    expect(inWords(strict, positions, (id) => id, undefined)[0]).toMatch(
      /^No single measure is supported by all .* the nearest is /,
    );
  });

  test("packages leave out rival regimes, and the largest accepted one is simulated whole", async () => {
    expect(
      packagesOf([{ policy: "decriminalisation" }, { policy: "buyer-criminalisation" }, { policy: "hotline" }]).map(
        ({ id }) => id,
      ),
    ).toEqual(["decriminalisation", "decriminalisation+hotline"]);
    const policies = packagesOf(result.shared);
    const packed = await Promise.all(
      positions.map(async (position) => ({
        position,
        ensemble: await simulateEnsemble({ ...request, draws: 16, policies, beliefs: position.beliefs }, { executor }),
      })),
    );
    const largest = largestPackage(packed, held, 0.8);
    expect(largest?.interventions.length).toBeGreaterThan(1);
    expect(largest?.worst).toBeGreaterThanOrEqual(0.8);
  });
});
