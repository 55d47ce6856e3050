import { openEvidence } from "@counterweight/evidence";
import { readerOf } from "@counterweight/evidence/files";
import { describe, expect, test } from "vitest";
import { bandsOf } from "./bands.ts";
import { studyBlock } from "./block.ts";
import { runStudy, type StudyPart } from "./run.ts";
import { readStudy, type Study, usualStudy, writeStudy } from "./study.ts";
import { drawRows, studyJson } from "./tables.ts";

const evidence = openEvidence(readerOf());
const study: Study = {
  ...usualStudy,
  title: "Trusted detection",
  region: "Africa",
  sectors: ["forced commercial sexual exploitation", "services"],
  draws: 256,
  years: 5,
  policies: [
    { name: "find more", levers: { tdet: 2, conv: 1 } },
    { name: "rights, services only", levers: { rights: 0.5 }, sectors: ["services"] },
  ],
};
const result = await runStudy(evidence, study);
const part = (structure: string, policy: number) =>
  result.parts.find((one) => one.structure === structure && one.policy === policy) as StudyPart;

describe("a study file", () => {
  test("written and read again it is the same study", () => {
    expect(readStudy(writeStudy(study), "s.json")).toEqual(study);
  });
  test("what is absent is usual", () => {
    expect(readStudy('{"kind": "counterweight study", "version": 1}', "s.json")).toEqual(usualStudy);
  });
  test.each([
    ["{", "the file is not JSON"],
    ['{"kind": "x", "version": 1}', "this is no study"],
    ['{"kind": "counterweight study", "version": 2}', "version 2 is not known"],
    [
      '{"kind": "counterweight study", "version": 1, "drawz": 3}',
      's.json: the key "drawz" is not known; expected draws',
    ],
    ['{"kind": "counterweight study", "version": 1, "region": "Atlantis"}', 's.json, region: "Atlantis" stands here'],
    ['{"kind": "counterweight study", "version": 1, "draws": 1.5}', "s.json, draws: 1.5 stands here"],
    [
      '{"kind": "counterweight study", "version": 1, "draws": 96}',
      "s.json, draws: 96 stands here; expected a power of 2",
    ],
    [
      '{"kind": "counterweight study", "version": 1, "policies": [{"levers": {"det": 99}}]}',
      's.json, policies[0].levers.det: 99 is no size of "detection by police"; expected a number from -0.5 to 5',
    ],
    [
      '{"kind": "counterweight study", "version": 1, "policies": [{"levers": {"dett": 1}}]}',
      'the key "dett" is not known; expected det',
    ],
    [
      '{"kind": "counterweight study", "version": 1, "policies": [{"name": "A"}, {"name": "B"}, {"name": "A"}]}',
      's.json, policies[2].name: "A" is the name of policies[0] already; expected a name of its own for each policy',
    ],
    [
      '{"kind": "counterweight study", "version": 1, "policies": [{"name": "Policy 2"}, {}]}',
      's.json, policies[1].name: "Policy 2" is the name of policies[0] already',
    ],
  ])("%s is refused in one sentence", (text, message) => {
    expect(() => readStudy(text, "s.json")).toThrow(message);
  });
});

describe("the run of a study", () => {
  test("every structure with nothing and each policy, year by year from today", () => {
    expect(result.parts.map(({ structure, policy }) => `${structure}${policy}`)).toEqual(
      ["D", "S", "E"].flatMap((structure) => [-1, 0, 1].map((policy) => `${structure}${policy}`)),
    );
    for (const { courses } of result.parts) expect(courses.people.p50).toHaveLength(6);
  });

  test("without a policy nothing changes", () => {
    for (const structure of ["D", "S", "E"]) {
      const { courses } = part(structure, -1);
      for (const band of [courses.people, courses.profit, courses.recorded, courses.price])
        for (const value of band.p50) expect(value / (band.p50[0] ?? 0)).toBeCloseTo(1, 6);
    }
  });

  test("a policy starts where nothing starts; better detection raises recorded cases while exploitation falls", () => {
    for (const structure of ["D", "S", "E"]) {
      const [without, with_] = [part(structure, -1).courses, part(structure, 0).courses];
      expect(with_.people.p50[0]).toBe(without.people.p50[0]);
      expect(with_.recorded.p50[5]).toBeGreaterThan(without.recorded.p50[5] ?? 0);
      expect(with_.people.p50[5]).toBeLessThan(without.people.p50[5] ?? 0);
    }
  });

  test("a policy acts only where it is said to act", () => {
    const own = (sectors: readonly ("services" | "forced commercial sexual exploitation")[]) => {
      const block = studyBlock(evidence, {
        place: { region: "Africa", sectors: study.sectors },
        structure: "D",
        seed: 1,
        years: 5,
        start: 0,
        count: 32,
      });
      return block.run({ levers: { demand: 0.8 }, sectors }, []).ends;
    };
    expect(own(["services"]).sexWorkIncome.at(-1)).toBeGreaterThan(0.95);
    expect(own(["forced commercial sexual exploitation"]).sexWorkIncome.at(-1)).toBeLessThan(0.9);
  });

  test("the same file gives the same digits, another seed others", async () => {
    const again = await runStudy(evidence, study);
    expect(JSON.stringify(studyJson(again))).toBe(JSON.stringify(studyJson(result)));
    expect(drawRows(again)).toEqual(drawRows(result));
    const other = await runStudy(evidence, { ...study, seed: 2, draws: 32, structures: ["D"] });
    expect(drawRows(other)[1]).not.toEqual(drawRows(result)[1]);
  });
});

test("bands are type 7 quantiles of each moment's row", () => {
  const { p5, p50, p95 } = bandsOf(Float64Array.from([5, 1, 3, 2, 4, 10, 10, 10, 10, 10]), 5);
  expect([...p5]).toEqual([1.2, 10]);
  expect([...p50]).toEqual([3, 10]);
  expect([...p95]).toEqual([4.8, 10]);
});
