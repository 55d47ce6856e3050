import { stream } from "@counterweight/kernel";
import { describe, expect, test } from "vitest";
import { enumerateModels } from "../model/enumerate.ts";
import { modelText, parseModel } from "../model/notation.ts";
import { type ListTable, makeTable } from "../table/table.ts";
import { example, reference, relativeMiss } from "../testing/reference.ts";
import { Cells } from "./cells.ts";
import { Fitter } from "./fitter.ts";

describe("every hierarchical model: status, estimate and BIC as in the reference", () => {
  test.each(["artificial-3", "korea-3", "uk-2013-4", "australia-2015-17-4"])("%s", (id) => {
    const table = example(id);
    const lists = table.lists.length;
    const cells = Cells.of(table);
    const fitter = new Fitter(lists);
    const byText = new Map(enumerateModels(lists).map((model) => [modelText(model, lists), model]));
    const rows = reference(`models-${id}.csv`);
    expect(rows.length).toBe(byText.size);
    for (const row of rows) {
      const model = byText.get(row["model"] ?? "") ?? new Int32Array();
      expect([row["model"], fitter.fit(cells, model)]).toEqual([row["model"], Number(row["status"])]);
      expect([row["model"], new Fitter(lists).check(cells, model)]).toEqual([row["model"], Number(row["status"])]);
      if (row["status"] !== "0" || Number(row["estimate"]) > 100 * cells.people) continue;
      expect(relativeMiss(cells.people + fitter.unseen, row["estimate"] ?? "")).toBeLessThan(1e-6);
      expect(
        Math.abs(model.length * Math.log(cells.people) - 2 * fitter.logLikelihood - Number(row["bic"])),
      ).toBeLessThan(1e-6);
    }
  });

  test("of the 6,893 models of five lists of the western table, 3,375 have an estimate", () => {
    const cells = Cells.of(example("us-western-5"));
    const fitter = new Fitter(5);
    expect(enumerateModels(5).filter((model) => fitter.fit(cells, model) === 0)).toHaveLength(3375);
  });
});

/** A random sparse table: a few histories, most counts small. */
function sparseTable(seed: number, lists: number): ListTable {
  const random = stream(seed, "sparse tables");
  const rows = Array.from({ length: (1 << lists) - 1 }, (_, index) => ({
    history: index + 1,
    count: random.uniform() < 0.45 ? random.integer(6) : 0,
  }));
  return makeTable(
    Array.from({ length: lists }, (_, list) => `L${list + 1}`),
    [...rows, { history: 1, count: 3 }],
  );
}

test("the Newton certificate and the exact check agree on existence, on 3,000 random sparse tables and models", () => {
  const models = new Map([3, 4, 5].map((lists) => [lists, enumerateModels(lists)]));
  const disagreements: string[] = [];
  const seen = [0, 0, 0, 0];
  for (let seed = 0; seed < 3000; seed++) {
    const lists = 3 + (seed % 3);
    const table = sparseTable(seed, lists);
    const cells = Cells.of(table);
    const all = models.get(lists) ?? [];
    const model = all[stream(seed, "models").integer(all.length)] ?? new Int32Array();
    const exact = new Fitter(lists).check(cells, model);
    const fitted = new Fitter(lists).fit(cells, model);
    seen[exact] = (seen[exact] ?? 0) + 1;
    if (exact !== fitted) disagreements.push(`${seed} ${modelText(model, lists)} exact ${exact}, fitted ${fitted}`);
  }
  expect(disagreements).toEqual([]);
  expect(seen.every((count) => count > 20)).toBe(true);
});

test("the fitted means reproduce every margin of the model", () => {
  const cells = Cells.of(example("netherlands-2010-15-6"));
  const fitter = new Fitter(6);
  expect(fitter.fit(cells, parseModel("[346,16,25,45]", example("netherlands-2010-15-6").lists))).toBe(0);
  for (let j = 0; j < fitter.keptCount; j++) {
    const set = fitter.kept[j] ?? 0;
    expect(Math.abs((fitter.expected[set] ?? 0) - (cells.margins[set] ?? 0))).toBeLessThan(1e-7 * cells.people);
  }
});

test("a model with no estimate is seen as such where a check that looks at one empty set only would pass it", () => {
  // Nobody is on 1234 together, nor on 4 and 5: the cells above either set are out, and the peer forgets some of them.
  const lists = ["A", "B", "C", "D", "E"];
  const model = parseModel("[1234,125,135,235,345]", lists);
  const empty = (history: number) => (history & 0b01111) === 0b01111 || (history & 0b11000) === 0b11000;
  let refused = 0;
  for (let seed = 0; seed < 60; seed++) {
    const random = stream(seed, "boundary");
    const table = makeTable(
      lists,
      Array.from({ length: 31 }, (_, index) => index + 1)
        .filter((history) => !empty(history))
        .map((history) => ({ history, count: random.uniform() < 0.6 ? 1 + random.integer(9) : 0 })),
    );
    const cells = Cells.of(table);
    const status = new Fitter(5).fit(cells, model);
    expect(status).toBe(new Fitter(5).check(cells, model));
    if (status === 0) continue;
    refused++;
  }
  expect(refused).toBeGreaterThan(5);
});

test("ten lists and more are fitted, and the model string stays readable", () => {
  const random = stream(7, "ten lists");
  for (const lists of [10, 12]) {
    const rows = Array.from({ length: 400 }, () => ({
      history: (1 << random.integer(lists)) | (1 << random.integer(lists)),
      count: 1 + random.integer(4),
    }));
    const table = makeTable(
      Array.from({ length: lists }, (_, list) => `L${list + 1}`),
      rows,
    );
    const cells = Cells.of(table);
    const fitter = new Fitter(lists);
    const model = parseModel("[1:2,1:10,3:4]", table.lists);
    expect(fitter.fit(cells, model)).toBe(0);
    expect(fitter.unseen).toBeGreaterThan(0);
    expect(modelText(model, lists)).toMatch(/^\[1:2,1:10,3:4,5,6,7,8,9/);
    expect(parseModel(modelText(model, lists), table.lists)).toEqual(model);
  }
});
