import { describe, expect, test } from "vitest";
import { modelText } from "../model/notation.ts";
import { example, reference, relativeMiss } from "../testing/reference.ts";
import { bayesianThreshold } from "./threshold.ts";

const rows = reference("ref-bayesthresh.csv").filter(({ maxorder }) => maxorder === "2");

describe("Bayesian thresholding within 3% of the reference", () => {
  test.each(
    rows
      .filter(
        ({ dataset, prior }) =>
          prior === "proper" &&
          ["korea-3", "uk-2013-4", "australia-2015-17-4", "uk-2013-5", "us-western-5", "new-orleans-5"].includes(
            dataset ?? "",
          ),
      )
      .map((row) => [row["dataset"] ?? "", row]),
  )("%s", (id, row) => {
    const table = example(id);
    const result = bayesianThreshold(table, { seed: 1 });
    const kept = (row["pairs"] ?? "")
      .split(" ")
      .filter(Boolean)
      .map((pair) =>
        pair
          .split(":")
          .map((name) => table.lists.indexOf(name) + 1)
          .join(""),
      );
    const pairs = modelText(result?.kept ?? new Int32Array(), table.lists.length)
      .slice(1, -1)
      .split(",")
      .filter((set) => set.length === 2);
    expect(pairs.sort()).toEqual(kept.sort());
    expect(relativeMiss(result?.quantile(0.5) ?? 0, row["median"] ?? "")).toBeLessThan(0.03);
    expect(relativeMiss(result?.quantile(0.025) ?? 0, row["q2.5"] ?? "")).toBeLessThan(0.03);
    expect(relativeMiss(result?.quantile(0.975) ?? 0, row["q97.5"] ?? "")).toBeLessThan(0.03);
  });

  test("triples come in only where all their pairs stayed", () => {
    const row =
      reference("ref-bayesthresh.csv").find(
        ({ dataset, prior, maxorder }) =>
          dataset === "netherlands-2010-15-5" && prior === "improper" && maxorder === "3",
      ) ?? {};
    const result = bayesianThreshold(example("netherlands-2010-15-5"), { seed: 1, prior: "flat", order: 3 });
    expect(relativeMiss(result?.quantile(0.5) ?? 0, row["median"] ?? "")).toBeLessThan(0.03);
  });
});

test("flat priors have no posterior where the full model has no estimate", () => {
  expect(bayesianThreshold(example("korea-3"), { seed: 1, prior: "flat" })).toBeUndefined();
});
