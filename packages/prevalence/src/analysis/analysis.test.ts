import { Problem } from "@counterweight/kernel";
import { describe, expect, test } from "vitest";
import { readTable } from "../read/read.ts";
import { makeTable } from "../table/table.ts";
import { example, reference, relativeMiss } from "../testing/reference.ts";
import { estimateAll } from "./analyse.ts";
import { count } from "./count.ts";
import { localExecutor } from "./local.ts";
import { DEFAULTS } from "./options.ts";
import { readiness } from "./readiness.ts";

const running = { executor: localExecutor() };
const quick = { ...DEFAULTS, methods: ["stepwise", "independence"], bootstrap: 100 } as const;

describe("readiness", () => {
  test.each([
    ["two lists with nobody in common", [1, 30, 2, 20], 2, /A and B have nobody in common/],
    ["three lists that never meet", [1, 30, 2, 20, 4, 9], 3, /No two lists have anybody in common/],
    ["a list with nobody", [1, 30, 2, 20, 3, 9], 3, /Nobody is on C/],
    // The artificial table without C: the same as two lists that never meet once a list is left out.
    ["one pair that meets, the third list alone with it", [3, 5], 2, /no finite estimate|told apart/],
  ])("refuses %s", (_name, flat, lists, reason) => {
    const rows = Array.from({ length: flat.length / 2 }, (_, row) => ({
      history: flat[2 * row] ?? 0,
      count: flat[2 * row + 1] ?? 0,
    }));
    const ready = readiness(makeTable(["A", "B", "C"].slice(0, lists), rows));
    expect(ready.verdict).toBe("refuse");
    expect(ready.reasons.join(" ")).toMatch(reason);
  });

  test("names empty pairs, small overlaps, groups that never meet, and one list that does all the work", () => {
    expect(readiness(example("uk-2013-5")).findings.map(({ code }) => code)).toEqual(["empty-pairs", "small-overlaps"]);
    const table = makeTable(
      ["A", "B", "C", "D"],
      [1, 2, 4, 8]
        .map((history) => ({ history, count: 40 }))
        .concat([
          { history: 3, count: 9 },
          { history: 12, count: 30 },
        ]),
    );
    expect(readiness(table).findings.map(({ code }) => code)).toContain("never-meet");
    const star = makeTable(
      ["A", "B", "C"],
      [
        { history: 1, count: 50 },
        { history: 2, count: 50 },
        { history: 4, count: 50 },
        { history: 3, count: 20 },
        { history: 5, count: 20 },
      ],
    );
    expect(readiness(star).findings.map(({ code }) => code)).toContain("one-list");
  });

  test("reasons are about twenty words", () => {
    for (const id of ["uk-2013-6", "netherlands-2010-15-6", "korea-3", "artificial-3"])
      for (const reason of readiness(example(id)).reasons) expect(reason.split(/\s+/).length).toBeLessThanOrEqual(34);
  });
});

test("a refused table gives no number by any method, whatever the peer would say", async () => {
  const table = makeTable(
    ["A", "B"],
    [
      { history: 1, count: 30 },
      { history: 2, count: 20 },
    ],
  );
  const result = await estimateAll(
    table,
    { ...DEFAULTS, methods: ["stepwise", "bic", "dga", "lcmcr", "chapman"] },
    running,
  );
  expect(Object.values(result.methods).map(({ estimate, interval }) => [estimate, interval])).toEqual(
    Array.from({ length: 5 }, () => [null, null]),
  );
  expect(result.spread).toBeNull();
  expect(result.methods.stepwise?.reasons[0]).toMatch(/nobody in common/);
});

test("each list left out, each pair merged, each list held out: as the peer, but refused where it says 10^12", async () => {
  let refused = 0;
  let compared = 0;
  const absurd: number[] = [];
  for (const id of ["artificial-3", "korea-3", "uk-2013-4", "australia-2015-17-4", "us-western-5", "uk-2013-5"]) {
    const result = await count(
      { ...readTable("A,B,count\n1,0,1\n0,1,1\n1,1,1\n"), table: example(id) },
      { ...quick, bootstrap: 0 },
      running,
    );
    const { leaveOneOut = [], merged = [], internalConsistency } = result.robustness ?? {};
    const ours = new Map(
      [...leaveOneOut, ...merged, ...(internalConsistency?.lists ?? [])].map((one) => [one.change, one]),
    );
    for (const row of reference("ref-sensitivity.csv").filter(
      ({ dataset, change }) => dataset === id && change !== "none",
    )) {
      const one = ours.get(row["change"] ?? "");
      const answer = Number(row["stepwise"]);
      const people = Number(row["observed"]);
      // The peer prints numbers up to 10^12, or n itself, where the estimate does not exist.
      if (!(answer < 1e4 * people) || Math.abs(answer - people) < 1e-6) {
        if (one?.estimate === null) refused++;
        absurd.push(one?.estimate ?? 0);
        continue;
      }
      if (one?.estimate === null || Number(row["lists"]) !== one?.lists) continue;
      expect([id, row["change"], relativeMiss(one?.estimate ?? 0, answer) < 1e-6]).toEqual([id, row["change"], true]);
      expect(one?.model).toBe(row["model"]);
      compared++;
    }
  }
  expect(Math.max(...absurd)).toBeLessThan(1e6);
  expect(refused).toBeGreaterThanOrEqual(2);
  expect(compared).toBeGreaterThan(60);
});

test("strata are fitted by themselves; a stratum too thin counts only those seen, and the total says it is a floor", async () => {
  const read = readTable(
    "A,B,C,year,count\n1,0,0,2019,40\n0,1,0,2019,30\n0,0,1,2019,20\n1,1,0,2019,6\n1,0,1,2019,5\n0,1,1,2019,4\n1,0,0,2020,60\n0,1,0,2020,30\n0,0,1,2020,25\n1,1,0,2020,9\n1,0,1,2020,7\n0,1,1,2020,3\n1,0,0,2021,4\n0,1,0,2021,3\n0,0,1,2021,2\n",
  );
  const result = await count(read, quick, running, 1_000_000);
  const { strata, total } = result.strata ?? {
    strata: [],
    total: { estimate: 0, interval: null, withoutEstimate: [] },
  };
  expect(strata.map(({ name, verdict }) => [name, verdict])).toEqual([
    ["2019", "caution"],
    ["2020", "caution"],
    ["2021", "refuse"],
  ]);
  const parts = strata.slice(0, 2).map(({ stepwise }) => stepwise?.estimate ?? 0);
  expect(total.estimate).toBeCloseTo((parts[0] ?? 0) + (parts[1] ?? 0) + 9, 8);
  expect(total.withoutEstimate).toEqual(["2021"]);
  // Independent strata: the total's interval is narrower than the sum of the intervals.
  const widths = strata
    .slice(0, 2)
    .map(({ stepwise }) => (stepwise?.interval?.high ?? 0) - (stepwise?.interval?.low ?? 0));
  expect((total.interval?.high ?? 0) - (total.interval?.low ?? 0)).toBeLessThan((widths[0] ?? 0) + (widths[1] ?? 0));
  expect(result.rate?.low).toBeCloseTo((result.spread?.low ?? 0) / 10, 8);
});

test("the same table and seed give the same digits, whatever the order of the rows; another seed moves only what is random", async () => {
  const text = "A,B,C,count\n1,0,0,40\n0,1,0,30\n0,0,1,20\n1,1,0,6\n1,0,1,5\n0,1,1,4\n1,1,1,2\n";
  const [header = "", ...rows] = text.trim().split("\n");
  const options = { ...DEFAULTS, bootstrap: 60, methods: ["stepwise", "bic", "threshold", "dga"] as const };
  const first = await count(readTable(text), options, running);
  const shuffled = await count(readTable([header, ...rows.reverse()].join("\n")), options, running);
  expect(shuffled).toEqual(first);
  const other = await count(readTable(text), { ...options, seed: 2 }, running);
  expect(other.methods.stepwise?.estimate).toBe(first.methods.stepwise?.estimate);
  expect(other.methods.stepwise?.interval).not.toEqual(first.methods.stepwise?.interval);
});

test("the odds-ratio slider is exact for two lists: the unseen are n10 n01 psi / n11", async () => {
  const read = readTable("A,B,count\n1,0,40\n0,1,30\n1,1,10\n");
  const result = await count(read, quick, running);
  expect(result.methods.stepwise?.estimate).toBeCloseTo(200, 8);
  for (const { oddsRatio, estimate } of result.robustness?.oddsRatio ?? [])
    expect(estimate).toBeCloseTo(80 + (oddsRatio * 40 * 30) / 10, 6);
});

test("missed links make estimates too high, wrong links too low", async () => {
  const result = await count(
    { ...readTable("A,B,count\n1,0,1\n0,1,1\n1,1,1\n"), table: example("uk-2013-4") },
    { ...quick, bootstrap: 0 },
    running,
  );
  const base = result.methods.stepwise?.estimate ?? 0;
  const errors = result.robustness?.linkErrors ?? [];
  expect(errors).toHaveLength(8);
  expect(errors.map(({ missed, estimate }) => (estimate ?? base) < base === missed > 0)).not.toContain(false);
});

test("work can be stopped", async () => {
  const stop = new AbortController();
  const run = estimateAll(example("uk-2013-6"), DEFAULTS, {
    ...running,
    signal: stop.signal,
    onProgress: (share) => share > 0.1 && stop.abort(new Problem({ code: "stopped", what: "stopped by hand" })),
  });
  await expect(run).rejects.toThrow("stopped by hand");
});
