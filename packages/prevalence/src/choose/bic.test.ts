import { stream } from "@counterweight/kernel";
import { describe, expect, test } from "vitest";
import { Cells } from "../fit/cells.ts";
import { Fitter } from "../fit/fitter.ts";
import { defaultOrder, enumerateModels } from "../model/enumerate.ts";
import { mainEffects } from "../model/model.ts";
import { modelText } from "../model/notation.ts";
import { example, reference, relativeMiss } from "../testing/reference.ts";
import { chooseByAic } from "./aic.ts";
import { BicSearch, rankByBic } from "./bic.ts";
import { downhill, guidedSearch } from "./downhill.ts";

test.each(reference("ref-bic.csv").map((row) => [row["dataset"] ?? "", row]))(
  "least BIC over all models of %s",
  (id, row) => {
    const table = example(id);
    const lists = table.lists.length;
    const cells = Cells.of(table);
    const ranked = rankByBic(cells, new Fitter(lists), enumerateModels(lists, defaultOrder(lists))).filter(
      ({ status }) => status === 0,
    );
    expect(ranked).toHaveLength(Number(row["models"]));
    const best = ranked[0];
    expect(modelText(best?.model ?? new Int32Array(), lists)).toBe(row["best"]);
    expect(relativeMiss(best?.estimate ?? 0, row["estimate"] ?? "")).toBeLessThan(1e-6);
    expect(relativeMiss(best?.bic ?? 0, row["bic"] ?? "")).toBeLessThan(1e-8);
  },
);

test("all 32,768 pair models of the six-list table have an estimate, and the best is the published one", () => {
  const cells = Cells.of(example("uk-2013-6"));
  const ranked = rankByBic(cells, new Fitter(6), enumerateModels(6, 2));
  expect(ranked.every(({ status }) => status === 0)).toBe(true);
  expect(modelText(ranked[0]?.model ?? new Int32Array(), 6)).toBe("[12,13,25,35,36,45]");
  expect(relativeMiss(ranked[0]?.estimate ?? 0, 12349.5869536)).toBeLessThan(1e-9);
});

test("the artificial table gets an estimate that exists, where a peer without a check picks one of 14 million million", () => {
  const cells = Cells.of(example("artificial-3"));
  const best = rankByBic(cells, new Fitter(3), enumerateModels(3))[0];
  expect(best?.status).toBe(0);
  expect(modelText(best?.model ?? new Int32Array(), 3)).toBe("[1,2,3]");
});

test("the bounded search finds what full enumeration finds, on resampled tables of four lists", () => {
  const table = example("uk-2013-4");
  const models = rankByBic(Cells.of(table), new Fitter(4), enumerateModels(4)).map(({ model }) => model);
  const search = new BicSearch(models);
  const cells = new Cells(4);
  const fitter = new Fitter(4);
  let saved = 0;
  for (let b = 0; b < 60; b++) {
    cells.load(table.histories, stream(3, "search", b).multinomial(2428, table.counts));
    const found = search.best(cells, fitter);
    saved += models.length - search.fits;
    const [full] = rankByBic(cells, fitter, models);
    expect(relativeMiss(found.bic, full?.bic ?? 0)).toBeLessThan(1e-10);
    expect(relativeMiss(found.estimate, full?.estimate ?? 0)).toBeLessThan(1e-9);
  }
  expect(saved).toBeGreaterThan(1000);
});

describe("downhill search", () => {
  test.each(reference("ref-downhill.csv").map((row) => [`${row["dataset"]} to order ${row["maxorder"]}`, row]))(
    "%s",
    (_name, row) => {
      const table = example(row["dataset"] ?? "");
      const lists = table.lists.length;
      const cells = Cells.of(table);
      const order = Number(row["maxorder"]);
      const found = downhill(cells, new Fitter(lists), mainEffects(lists), order);
      expect(modelText(found?.model ?? new Int32Array(), lists)).toBe(row["model"]);
      expect(relativeMiss(found?.estimate ?? 0, row["estimate"] ?? "")).toBeLessThan(1e-6);
      expect(found?.tried).toBe(Number(row["models_tried"]));
      const guided = guidedSearch(cells, new Fitter(lists), order);
      expect(guided?.bic ?? Number.NaN).toBeLessThanOrEqual((found?.bic ?? 0) + 1e-9);
    },
  );

  test("with several starts it leaves the local minimum in which one start is caught", () => {
    const found = guidedSearch(Cells.of(example("uk-2013-5")), new Fitter(5), 2);
    expect(relativeMiss(found?.estimate ?? 0, 22991.3313142)).toBeLessThan(1e-9);
  });
});

test.each(
  reference("ref-profile.csv")
    .filter(({ method }) => method?.startsWith("AIC"))
    .map((row) => [row["dataset"] ?? "", row]),
)("the AIC choice of 2014 on %s", (id, row) => {
  const cells = Cells.of(example(id));
  const fitter = new Fitter(cells.lists);
  const { model } = chooseByAic(cells, fitter);
  const chosen = (row["model"] ?? "").split(" ").filter(Boolean).sort();
  const ours = modelText(model, cells.lists)
    .slice(1, -1)
    .split(",")
    .filter((set) => set.length === 2);
  expect(ours.sort()).toEqual(chosen);
  expect(relativeMiss(cells.people + fitter.unseen, row["poisson_estimate"] ?? "")).toBeLessThan(1e-8);
});
