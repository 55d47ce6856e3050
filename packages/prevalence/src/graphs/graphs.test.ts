import { describe, expect, test } from "vitest";
import { example, reference, relativeMiss } from "../testing/reference.ts";
import { decomposableGraphs } from "./decomposable.ts";
import { graphPosterior, graphText } from "./posterior.ts";

test("there are 2, 8, 61, 822 and 18,154 decomposable graphs on two to six lists", () => {
  expect([2, 3, 4, 5, 6].map((lists) => decomposableGraphs(lists).length)).toEqual([2, 8, 61, 822, 18_154]);
});

const levels = [
  ["q2.5", 0.025],
  ["q5", 0.05],
  ["q10", 0.1],
  ["median", 0.5],
  ["q90", 0.9],
  ["q95", 0.95],
  ["q97.5", 0.975],
] as const;

describe("posterior over decomposable graphs equals the reference", () => {
  test.each(reference("ref-dga.csv").map((row) => [`${row["dataset"]}, prior count ${row["delta"]}`, row]))(
    "%s",
    (_name, row) => {
      const posterior = graphPosterior(example(row["dataset"] ?? ""), {
        priorCount: Number(row["delta"]),
        mostUnseen: Number(row["nmissing_max"]),
      });
      expect(relativeMiss(posterior.mean, row["mean"] ?? "")).toBeLessThan(1e-9);
      expect(relativeMiss(posterior.deviation, row["sd"] ?? "")).toBeLessThan(1e-8);
      expect(posterior.mode).toBe(Number(row["mode"]));
      expect(levels.map(([, p]) => posterior.quantile(p))).toEqual(levels.map(([name]) => Number(row[name])));
      expect(posterior.graphs).toHaveLength(Number(row["graphs"]));
      const best = reference("ref-dga-graphs.csv").filter(
        ({ dataset, delta }) => dataset === row["dataset"] && delta === row["delta"],
      );
      expect(best).toHaveLength(5);
      for (const answer of best) {
        const ours = posterior.graphs.find(({ graph }) => graphText(graph) === answer["graph"]);
        expect(Math.abs((ours?.probability ?? 0) - Number(answer["probability"]))).toBeLessThan(1e-9);
      }
    },
  );
});
