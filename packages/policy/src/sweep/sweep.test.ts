import { inProcess, quantile } from "@counterweight/kernel";
import { describe, expect, test } from "vitest";
import { blocksOfStudy, readStudy, runStudy, studyFromBlocks, tasksOfStudy } from "../study/index.ts";
import { simulateStudyBlock } from "../study/tasks.ts";
import { evidence, files } from "../testing/shipped.ts";
import { readSweep, sweepColumns, sweepSoFar, tasksOfSweep } from "./index.ts";
import { policiesPerTask } from "./rows.ts";
import { wilson } from "./so-far.ts";
import { policySizes, type SweepRows, simulateSweep } from "./tasks.ts";

const file = {
  kind: "counterweight sweep",
  version: 1,
  sectors: ["domestic work"],
  structures: ["D", "S"],
  policies: 300,
  draws: 32,
  years: 2,
  levers: { rights: [0, 0.5], tdet: [0, 2], fine: 3 },
};
const read = (change: object = {}) => readSweep(JSON.stringify({ ...file, ...change }), "sweep.json");

async function all(sweep: ReturnType<typeof read>): Promise<SweepRows[]> {
  const executor = inProcess(async () => simulateSweep as never);
  return executor.run<SweepRows>({ module: "", name: "" }, { sweep, files }, { chunks: tasksOfSweep(sweep) });
}

describe("a sweep", () => {
  test("gives every policy once in every structure, its quantiles those of its draws", async () => {
    const sweep = read();
    const names = sweepColumns(sweep).map(({ name }) => name);
    const tasks = await all(sweep);
    expect(tasks.length).toBe(2 * Math.ceil(300 / policiesPerTask(sweep)));
    const keys = tasks.flatMap((rows) => Array.from(rows[0] ?? [], (policy, row) => `${policy} ${rows[2]?.[row]}`));
    expect([keys.length, new Set(keys).size]).toEqual([600, 600]);

    const draws = await all(read({ rows: "draws", policies: 4, draws: 16, structures: ["D"] }));
    const short = await all(read({ policies: 4, draws: 16, structures: ["D"] }));
    const drawNames = sweepColumns(read({ rows: "draws" })).map(({ name }) => name);
    const people = draws[0]?.[drawNames.indexOf("personYears")] ?? new Float64Array();
    const kept = short[0]?.[names.indexOf("draws")]?.[0] ?? 0;
    expect(people.length).toBe(short[0]?.[names.indexOf("draws")]?.reduce((sum, one) => sum + one, 0));
    expect(kept).toBeGreaterThan(8);
    // The same draws without the policy are the denominators: the study's own runner gives them.
    const nothing = await all(
      read({ rows: "draws", policies: 1, draws: 16, structures: ["D"], levers: { rights: [0, 1e-12] } }),
    );
    const before = nothing[0]?.[4 + 1] ?? new Float64Array();
    const changes = Float64Array.from(before.slice(0, kept), (old, draw) => (people[draw] ?? 0) / old - 1).sort();
    expect(short[0]?.[names.indexOf("personYears_p50")]?.[0]).toBeCloseTo(quantile(changes, 0.5), 9);
  });

  test("a policy is the same whatever the number of policies, and the order of levers in the file changes nothing", () => {
    const many = policySizes(read({ policies: 100_000 }), 0, 128);
    const few = policySizes(read({ policies: 5, levers: { tdet: [0, 2], fine: 3, rights: [0, 0.5] } }), 0, 5);
    for (const [lever, column] of few)
      expect(Array.from(column)).toEqual(Array.from(many.get(lever)?.slice(0, 5) ?? []));
    for (const size of many.get("rights") ?? []) expect(size >= 0 && size <= 0.5).toBe(true);
  });

  test("can be read while it runs: a part of the policies says with an interval what all will say", async () => {
    const sweep = read({ policies: 1024, draws: 4, levers: { rights: [-0.5, 0.5], blanket: [0, 1] } });
    const tasks = await all(sweep);
    const whole = sweepSoFar(sweep);
    const part = sweepSoFar(sweep);
    tasks.forEach((rows, index) => {
      whole.take(rows);
      if (index < 2) part.take(rows);
    });
    for (const [place, { policies, falls }] of whole.now().parts.entries()) {
      expect(policies).toBe(1024);
      const early = part.now().parts[place]?.falls;
      expect(early?.low).toBeLessThanOrEqual(falls.share);
      expect(early?.high).toBeGreaterThanOrEqual(falls.share);
    }
    expect(whole.now().best).toHaveLength(5);
    expect(whole.now().best[0]?.worst.p50).toBeLessThan(0);
  });

  test("Wilson's interval: 10 of 20 is 0.299 to 0.701; nothing seen says nothing", () => {
    const { low, high } = wilson(10, 20);
    expect([low, high].map((value) => Number(value.toFixed(3)))).toEqual([0.299, 0.701]);
    expect(wilson(0, 0)).toMatchObject({ low: 0, high: 1 });
  });

  test.each([
    [{ polices: 3 }, /sweep\.json: the key "polices" is not known; expected policies/],
    [{ levers: {} }, /sweep\.json, levers: no lever varies/],
    [{ levers: { rigths: [0, 1] } }, /the key "rigths" is not known; expected rights/],
    [{ levers: { rights: [0, 9] } }, /levers\.rights: 9 is no size/],
    [{ levers: { rights: [0.5, 0] } }, /is no range; expected \[least, most\]/],
    [{ draws: 100 }, /draws: 100 stands here; expected a power of 2/],
    [{ policies: 0 }, /policies: 0 stands here/],
    [{ rows: "all" }, /rows: "all" stands here/],
    [{ version: 2 }, /version 2 is not known/],
  ])("%j is refused by name", (change, message) => {
    expect(() => read(change)).toThrow(message);
  });
});

test("a study spread over workers block by block is the study run in one place, to the digit", async () => {
  const study = readStudy(
    JSON.stringify({
      kind: "counterweight study",
      version: 1,
      sectors: ["domestic work"],
      structures: ["D", "S"],
      draws: 256,
      years: 2,
      policies: [{ name: "Rights", levers: { rights: 0.3 } }],
    }),
    "study.json",
  );
  const blocks = Array.from({ length: tasksOfStudy(study) }, (_, index) => simulateStudyBlock({ study, files }, index));
  expect(blocks.length).toBe(2 * blocksOfStudy(study).length);
  expect(studyFromBlocks(study, blocks)).toEqual(await runStudy(evidence, study));
});
