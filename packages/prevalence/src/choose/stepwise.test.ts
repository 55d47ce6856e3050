import { normalQuantile } from "@counterweight/kernel";
import { describe, expect, test } from "vitest";
import { Cells } from "../fit/cells.ts";
import { Fitter } from "../fit/fitter.ts";
import { setName } from "../model/model.ts";
import { modelText } from "../model/notation.ts";
import { makeTable } from "../table/table.ts";
import { example, exampleIds, reference, relativeMiss } from "../testing/reference.ts";
import { chooseStepwise } from "./stepwise.ts";

const rows = reference("ref-stepwise.csv");
const z = normalQuantile(0.975);

describe("stepwise choice equals the published implementation at nine thresholds", () => {
  test.each(exampleIds)("%s", (id) => {
    const table = example(id);
    const cells = Cells.of(table);
    const fitter = new Fitter(table.lists.length);
    const ours = rows.filter(({ dataset }) => dataset === id);
    expect(ours).toHaveLength(9);
    for (const row of ours) {
      const chosen = chooseStepwise(cells, fitter, Number(row["pthresh"]));
      expect(chosen.status).toBe(0);
      expect(modelText(chosen.model, table.lists.length)).toBe(row["model"]);
      expect(relativeMiss(cells.people + fitter.unseen, row["estimate"] ?? "")).toBeLessThan(1e-7);
      const parameters = chosen.model.length;
      expect(parameters).toBe(Number(row["npar"]));
      expect(Math.abs(2 * parameters - 2 * fitter.logLikelihood - Number(row["aic"]))).toBeLessThan(1e-7);
      expect(
        Math.abs(Math.log(cells.people) * parameters - 2 * fitter.logLikelihood - Number(row["bic"])),
      ).toBeLessThan(1e-7);
      expect(Math.abs(fitter.deviance - Number(row["deviance"]))).toBeLessThan(1e-7);
      expect(fitter.dropped).toBe((row["minus_infinity"] ?? "").split(" ").filter(Boolean).length);
      const spread = z * Math.sqrt(fitter.interceptVariance(cells));
      expect(relativeMiss(cells.people + fitter.unseen * Math.exp(-spread), row["wald_lo"] ?? "")).toBeLessThan(1e-6);
      expect(relativeMiss(cells.people + fitter.unseen * Math.exp(spread), row["wald_hi"] ?? "")).toBeLessThan(1e-6);
    }
  });
});

test("every coefficient of the models chosen at 0.02", () => {
  let compared = 0;
  for (const id of exampleIds) {
    const table = example(id);
    const fitter = new Fitter(table.lists.length);
    chooseStepwise(Cells.of(table), fitter, 0.02);
    const byName = new Map<string, number>();
    for (let j = 0; j < fitter.keptCount; j++)
      byName.set(setName(fitter.kept[j] ?? 0, table.lists), fitter.coefficients[j] ?? 0);
    for (const row of reference("ref-stepwise-coefficients.csv").filter(({ dataset }) => dataset === id)) {
      const answer = Number(row["coefficient"]);
      if (!Number.isFinite(answer)) continue;
      expect(Math.abs((byName.get(row["term"] ?? "") ?? Number.NaN) - answer)).toBeLessThan(1e-6);
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(80);
});

test.each(["korea-3", "new-orleans-5", "us-western-5", "uk-2013-5"])(
  "the same model and estimate on a hundred resampled tables of %s",
  (id) => {
    const { lists } = example(id);
    const replay = reference(`replay-${id}.csv`);
    expect(replay).toHaveLength(100);
    const fitter = new Fitter(lists.length);
    const wrong = replay.filter((row) => {
      const histories = Object.keys(row).filter((key) => /^[01]+$/.test(key));
      const table = makeTable(
        lists,
        histories.map((key) => ({
          history: Number.parseInt(key.split("").reverse().join(""), 2),
          count: Number(row[key]),
        })),
      );
      const cells = Cells.of(table);
      const { model } = chooseStepwise(cells, fitter, 0.02);
      return (
        modelText(model, lists.length) !== row["model"] ||
        relativeMiss(cells.people + fitter.unseen, row["estimate"] ?? "") > 1e-6
      );
    });
    expect(wrong).toEqual([]);
  },
);

test("two lists that share nobody have no estimate, where the peer says 2.9 billion billion", () => {
  const table = makeTable(
    ["A", "B"],
    [
      { history: 1, count: 30 },
      { history: 2, count: 20 },
    ],
  );
  expect(chooseStepwise(Cells.of(table), new Fitter(2), 0.02).status).toBe(1);
});
