import { afterAll, describe, expect, test } from "vitest";
import { estimateAll } from "./analysis/analyse.ts";
import { localExecutor } from "./analysis/local.ts";
import { DEFAULTS } from "./analysis/options.ts";
import { rankByBic } from "./choose/bic.ts";
import { Cells } from "./fit/cells.ts";
import { Fitter } from "./fit/fitter.ts";
import { graphPosterior } from "./graphs/posterior.ts";
import { enumerateModels } from "./model/enumerate.ts";
import { modelText, parseModel } from "./model/notation.ts";
import { withoutList } from "./table/change.ts";
import { makeTable } from "./table/table.ts";
import { example, relativeMiss } from "./testing/reference.ts";

const executor = localExecutor();
const running = { executor };
afterAll(() => executor.close());

/** What running the existing packages showed; each stays mended here. */
describe("six defects of the peers", () => {
  test("1: main effects are checked, also after a list is left out", async () => {
    const disjoint = makeTable(
      ["A", "B"],
      [
        { history: 1, count: 30 },
        { history: 2, count: 20 },
      ],
    );
    const left = withoutList(example("artificial-3"), 0);
    for (const table of [disjoint, left ?? disjoint]) {
      const { methods, readiness } = await estimateAll(table, { ...DEFAULTS, bootstrap: 0 }, running);
      expect(readiness.verdict).toBe("refuse");
      for (const { estimate, reasons } of Object.values(methods)) {
        expect(estimate).toBeNull();
        expect(reasons.join()).toMatch(/nobody in common/);
      }
    }
  });

  test("2: ten lists give an estimate and a model that can be read", async () => {
    const lists = Array.from({ length: 10 }, (_, list) => `L${list + 1}`);
    const rows = lists.flatMap((_, a) => [
      { history: 1 << a, count: 40 + a },
      { history: (1 << a) | (1 << ((a + 1) % 10)), count: 6 },
      { history: (1 << a) | (1 << ((a + 4) % 10)), count: 3 },
    ]);
    const { methods } = await estimateAll(
      makeTable(lists, rows),
      { ...DEFAULTS, methods: ["stepwise"], bootstrap: 0 },
      running,
    );
    expect(methods.stepwise?.estimate).toBeGreaterThan(535);
    const text = methods.stepwise?.model ?? "";
    expect(modelText(parseModel(text, lists), 10)).toBe(text);
  });

  test("3: [1234,125,135,235,345] is refused on a table where nobody is on 1234 together or on 4 and 5", () => {
    const lists = ["A", "B", "C", "D", "E"];
    const model = parseModel("[1234,125,135,235,345]", lists);
    const out = (history: number) => (history & 0b01111) === 0b01111 || (history & 0b11000) === 0b11000;
    // One person each on histories of one and two lists, none on those of three: 345 and 1234 are at the boundary.
    const rows = Array.from({ length: 31 }, (_, index) => index + 1)
      .filter((history) => !out(history))
      .map((history) => ({ history, count: [7, 11, 13, 14, 19].includes(history) ? 0 : 2 }));
    const cells = Cells.of(makeTable(lists, rows));
    expect(new Fitter(5).check(cells, model)).toBeGreaterThan(0);
    expect(new Fitter(5).fit(cells, model)).toBeGreaterThan(0);
  });

  test("4: published values are compared to the digit, not within a hundred percent", () => {
    const fitter = new Fitter(5);
    const cells = Cells.of(example("new-orleans-5"));
    fitter.fit(cells, parseModel("[]", example("new-orleans-5").lists));
    expect(relativeMiss(cells.people + fitter.unseen, 1034.15106523)).toBeLessThan(1e-9);
  });

  test("5: BIC never picks a model without an estimate", () => {
    const [best] = rankByBic(Cells.of(example("artificial-3")), new Fitter(3), enumerateModels(3));
    expect(best?.estimate).toBeLessThan(1000);
  });

  test("6: graphs go to six lists, and a capped sampler says that it was capped", async () => {
    expect(graphPosterior(example("uk-2013-6"), { mostUnseen: 8000 }).graphs).toHaveLength(18_154);
    const table = example("netherlands-2010-15-5");
    const { methods } = await estimateAll(table, { ...DEFAULTS, methods: ["lcmcr"], chains: 2 }, running);
    expect(methods.lcmcr?.status).toBe("warning");
    expect(methods.lcmcr?.reasons.join(" ")).toMatch(/chains disagree/);
    expect(methods.lcmcr?.reasons.join(" ")).toMatch(/twenty times the people seen were refused/);
  });
});
