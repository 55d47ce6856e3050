import { describe, expect, test } from "vitest";
import { openEvidence } from "../evidence.ts";
import { readerOf } from "../files.ts";
import { figuresFile, readFigures, yearsIn } from "./read.ts";
import { readTimings, readUnits, timingFile, unitsFile } from "./units.ts";

const read = readerOf();
const { figures } = openEvidence(read);
const vocabulary = { units: readUnits(read(unitsFile)), timings: readTimings(read(timingFile)) };
const text = read(figuresFile);

describe("the figures", () => {
  test("are all there, each with a source", () => {
    expect(figures.size).toBe(1058);
    expect([...figures.values()].filter((figure) => figure.source.length < 4)).toEqual([]);
  });

  test("keep percent, currency, people, stock and flow apart", () => {
    expect(figures.get("ECON-001")).toMatchObject({
      value: 236_600_000_000,
      measure: { kind: "money", currency: "USD", per: "year" },
      timing: "flow",
    });
    expect(figures.get("PREV-002")).toMatchObject({
      value: 27_600_000,
      timing: "stock",
      measure: { kind: "number", of: "persons" },
    });
    expect(figures.get("DET-076")?.timing).toBe("flow");
    expect(figures.get("PREV-028")).toMatchObject({ measure: { kind: "percent" }, timing: "ratio" });
    expect(figures.get("ECON-101")).toMatchObject({ low: 500, high: 1000, measure: { currency: "GBP" } });
    expect(figures.get("LAW-001")).toMatchObject({ value: undefined, wording: "life", low: 15 });
  });

  test("read the years in every way they are written", () => {
    expect(yearsIn("2016/17")).toEqual({ from: 2016, to: 2017 });
    expect(yearsIn("2002-2011 average")).toEqual({ from: 2002, to: 2011 });
    expect(yearsIn("2010-2015 (esp. 2014-15)")).toEqual({ from: 2010, to: 2015 });
    expect(yearsIn("FY2015")).toEqual({ from: 2015, to: 2015 });
    expect(yearsIn("1990s-2016")).toEqual({ from: 1990, to: 2016 });
    expect(yearsIn("undated")).toBeUndefined();
  });

  test.each([
    [
      "a doubled id",
      (all: string) => all.replace("\nPREV-002,", "\nPREV-001,"),
      /row 3, column id: the id PREV-001 stands twice/,
    ],
    [
      "a number that is none",
      (all: string) => all.replace(",27600000,,,persons", ",27600000,about 20,,persons"),
      /row 3, column low/,
    ],
    [
      "an unknown unit",
      (all: string) => all.replace(",27600000,,,persons", ",27600000,,,people"),
      /column unit.*people/,
    ],
    [
      "ends the wrong way round",
      (all: string) => all.replace(",27600000,,,persons", ",27600000,9,8,persons"),
      /lower end/,
    ],
    [
      "a quality out of the vocabulary",
      (all: string) => all.replace("seen in stored page,moderate", "seen in stored page,fair"),
      /row 2, column quality: "fair"/,
    ],
  ])("%s is refused with row and column", (_, edit, message) => {
    expect(() => readFigures(edit(text), vocabulary)).toThrow(message);
  });
});
