import { expect, test } from "vitest";
import { Cells } from "../fit/cells.ts";
import { profileInterval } from "../fit/profile.ts";
import { modelOf } from "../model/model.ts";
import { makeTable, observed } from "../table/table.ts";
import { example, exampleIds, reference, relativeMiss } from "../testing/reference.ts";
import { closedModels } from "./heterogeneity.ts";
import { twoLists } from "./two-lists.ts";

test.each(exampleIds)("heterogeneity models of %s where the peer reports convergence", (id) => {
  const rows = reference("ref-rcapture-closedp.csv").filter(({ dataset, info }) => dataset === id && info === "0");
  const people = observed(example(id));
  let compared = 0;
  for (const model of closedModels(example(id))) {
    const row = rows.find((one) => one["model"] === model.name);
    // Where the fit runs off to nobody unseen, standard errors are rounding.
    if (row === undefined || Number(row["abundance"]) - people < 0.01) continue;
    expect([model.name, relativeMiss(model.estimate, row["abundance"] ?? "") < 1e-5]).toEqual([model.name, true]);
    expect(relativeMiss(model.standardError, row["stderr"] ?? "")).toBeLessThan(1e-3);
    expect(Math.abs(model.aic - Number(row["aic"]))).toBeLessThan(1e-5);
    compared++;
  }
  expect(compared).toBe(
    rows.filter(({ model, abundance }) => !model?.startsWith("Mb") && Number(abundance) - people >= 0.01).length,
  );
});

test.each(reference("ref-profile.csv").map((row) => [`${row["dataset"]}, ${row["method"]}`, row]))(
  "profile limits of %s",
  (_name, row) => {
    const table = example(row["dataset"] ?? "");
    const sets = (row["model"] ?? "")
      .replace(/[[\]]/g, "")
      .split(/[ ,]/)
      .filter(Boolean)
      .map((set) => set.split("").reduce((all, digit) => all | (1 << (Number(digit) - 1)), 0));
    const profile = profileInterval(
      Cells.of(table),
      modelOf(table.lists.length, sets),
      Number(row["poisson_estimate"]),
    );
    expect(relativeMiss(profile?.low ?? 0, row["lo"] ?? "")).toBeLessThan(1e-4);
    expect(relativeMiss(profile?.high ?? 0, row["hi"] ?? "")).toBeLessThan(1e-4);
    expect(relativeMiss(profile?.estimate ?? 0, row["multinomial_estimate"] ?? "")).toBeLessThan(1e-4);
  },
);

test("Lincoln-Petersen and Chapman by hand", () => {
  // n1 = 50, n2 = 40, m = 10: 200; 51 x 41 / 11 - 1 = 189.09; variance 51 x 41 x 40 x 30 / (121 x 12) = 1728.1.
  const { lincolnPetersen, chapman } = twoLists(
    makeTable(
      ["A", "B"],
      [
        { history: 1, count: 40 },
        { history: 2, count: 30 },
        { history: 3, count: 10 },
      ],
    ),
  );
  expect(lincolnPetersen?.estimate).toBe(200);
  expect(chapman.estimate).toBeCloseTo(189.0909, 4);
  expect(chapman.standardError ** 2).toBeCloseTo(1728.0992, 3);
});
