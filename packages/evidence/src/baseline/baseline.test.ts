import { stream } from "@counterweight/kernel";
import { describe, expect, test } from "vitest";
import { readerOf } from "../files.ts";
import { openEvidence, uniformsPerBaseline } from "../index.ts";
import { regions, sectors } from "../segments.ts";
import { fitToMargins } from "./fit.ts";
import { marginsFile, readMargins } from "./margins.ts";

const evidence = openEvidence(readerOf());
const { segments, totals, stateImposed } = evidence.baselineSegments();
const known = new Set(evidence.figures.keys());
const margins = readMargins(readerOf()(marginsFile), known);
const add = (values: Iterable<number>) => [...values].reduce((sum, value) => sum + value, 0);
const closeTo = (value: number, wanted: number) => Math.abs(value / wanted - 1) < 1e-9;

describe("the central segment table", () => {
  test("has every region and sector once and the published totals", () => {
    expect(segments).toHaveLength(25);
    expect(totals).toMatchObject({ people: 23_700_000, profit: 236_600_000_000 });
    expect(add(segments.map((s) => s.people))).toBeCloseTo(23_700_000, 3);
    expect(add(segments.map((s) => s.profit)) / 236.6e9).toBeCloseTo(1, 12);
    const sex = segments.filter((s) => s.sector === sectors[0]);
    expect(add(sex.map((s) => s.profit)) / add(sex.map((s) => s.people))).toBeCloseTo(27_252, 6);
    const labour = segments.filter((s) => s.sector !== sectors[0]);
    expect(Math.abs(add(labour.map((s) => s.profit)) / add(labour.map((s) => s.people)) / 3687 - 1)).toBeLessThan(
      0.005,
    );
  });

  test("keeps the margins of the evidence within rounding of what was published", () => {
    for (const region of regions) {
      const mine = segments.filter((s) => s.region === region);
      const published = {
        Africa: 19.8,
        Americas: 52.1,
        "Arab States": 18,
        "Asia and the Pacific": 62.4,
        "Europe and Central Asia": 84.2,
      };
      expect(Math.abs(add(mine.map((s) => s.profit)) / 1e9 / published[region] - 1)).toBeLessThan(0.003);
    }
    const industry = segments.filter((s) => s.sector === "industry");
    expect(Math.abs(add(industry.map((s) => s.profit)) / add(industry.map((s) => s.people)) / 4944 - 1)).toBeLessThan(
      0.01,
    );
  });

  test("says of every cell that its people are judged, from which figures, and how good they are", () => {
    const cell = segments.find((s) => s.region === "Africa" && s.sector === "forced commercial sexual exploitation");
    expect(cell).toMatchObject({ status: { people: "judged", profit: "published" }, quality: "contested" });
    expect(segments.flatMap((s) => s.figures).filter((id) => !known.has(id))).toEqual([]);
    expect(stateImposed).toMatchObject({ people: 3_900_000, figures: ["PREV-006"] });
  });

  test("rests on margins that stand in the figures, industry within its rounding", () => {
    const rows = readerOf()(marginsFile)
      .split("\n")
      .slice(1, 31)
      .map((line) => line.split(","));
    const wrong = rows.filter(([quantity, , , value, figure]) => {
      const known = evidence.figures.get(figure ?? "")?.value;
      return quantity?.startsWith("p") && known !== undefined && Math.abs(Number(value) / known - 1) > 0.012;
    });
    expect(wrong).toEqual([]);
  });
});

describe("draws of the segment table", () => {
  const uniforms = (index: number) => {
    const source = stream(7, "baseline", index);
    return Float64Array.from({ length: uniformsPerBaseline }, () => source.uniform());
  };
  const draws = Array.from({ length: 400 }, (_, index) => evidence.drawBaseline(uniforms(index)));

  test("take 45 uniforms and are a pure function of them", () => {
    expect(uniformsPerBaseline).toBe(45);
    expect(evidence.drawBaseline(uniforms(3))).toEqual(draws[3]);
  });

  test("always add up to every published margin", () => {
    const broken = draws.filter(({ people, profit }) => {
      const at = (of: Float64Array, keep: (region: number, sector: number) => boolean) =>
        add(of.filter((_, index) => keep(Math.floor(index / 5), index % 5)));
      return !(
        regions.every((_, r) =>
          closeTo(
            at(people, (region) => region === r),
            margins.regionPeople[r] as number,
          ),
        ) &&
        closeTo(
          at(people, (_, sector) => sector === 0),
          margins.sexPeople,
        ) &&
        closeTo(
          at(profit, (_, sector) => sector === 0),
          172.6e9,
        ) &&
        regions.every((_, r) =>
          closeTo(
            at(profit, (region, s) => region === r && s > 0),
            margins.regionLabourProfit[r] as number,
          ),
        ) &&
        [1, 2, 3, 4].every(
          (s) =>
            closeTo(
              at(people, (_, sector) => sector === s),
              margins.sectorPeople[s - 1] as number,
            ) &&
            closeTo(
              at(profit, (_, sector) => sector === s),
              margins.sectorProfit[s - 1] as number,
            ),
        )
      );
    });
    expect(broken).toHaveLength(0);
  });

  test("vary the sexual share of a region from half to one and a half, and nothing is negative", () => {
    const world = margins.sexPeople / margins.people;
    const factors = draws.map(({ people }) => (people[0] as number) / (margins.regionPeople[0] as number) / world);
    expect(Math.min(...factors)).toBeGreaterThan(0.5);
    expect(Math.max(...factors)).toBeLessThan(1.5);
    expect(Math.max(...factors) - Math.min(...factors)).toBeGreaterThan(0.9);
    expect(draws.every(({ people, profit }) => people.every((x) => x > 0) && profit.every((x) => x > 0))).toBe(true);
  });

  test("centre on the fitted table", () => {
    const off = segments.map((segment, at) => {
      const drawn = draws.map(({ people }) => people[at] as number).sort((a, b) => a - b);
      return (drawn[200] as number) / segment.people;
    });
    expect(Math.min(...off)).toBeGreaterThan(0.75);
    expect(Math.max(...off)).toBeLessThan(1.25);
  });
});

test("proportional fitting reaches both margins and keeps the odds ratios of its seed", () => {
  const seed = Float64Array.of(1, 2, 3, 4);
  const fitted = fitToMargins(seed.slice(), [30, 70], [40, 60]);
  const [a = 0, b = 0, c = 0, d = 0] = fitted;
  expect(a + b).toBeCloseTo(30, 10);
  expect(a + c).toBeCloseTo(40, 10);
  expect((a * d) / (b * c)).toBeCloseTo(4 / 6, 10);
});
