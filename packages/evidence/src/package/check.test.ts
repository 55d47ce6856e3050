import { describe, expect, test } from "vitest";
import { readerOf } from "../files.ts";
import { checkPackage } from "./check.ts";
import { descriptorFile, readDescriptor } from "./descriptor.ts";
import { faultLine } from "./fault.ts";

const read = readerOf();
const { resources } = readDescriptor(read(descriptorFile));

/** The package with one file edited. */
function withEdit(path: string, edit: (text: string) => string): (path: string) => string {
  const before = read(path);
  const after = edit(before);
  if (after === before) throw new Error(`the edit of ${path} changed nothing`);
  return (asked) => (asked === path ? after : read(asked));
}
const lines = (reader: (path: string) => string) => checkPackage(reader).faults.map(faultLine);

describe("the data package that ships", () => {
  test("is whole: every resource holds to its schema and every id exists", () => {
    const report = checkPackage(read);
    expect(report.faults.map(faultLine)).toEqual([]);
    expect(report.rows).toBeGreaterThan(4000);
    expect(report.resources).toBe(resources.length);
  });

  test("names and paths are unique, and there is a licence", () => {
    expect(new Set(resources.map(({ name }) => name)).size).toBe(resources.length);
    expect(new Set(resources.map(({ path }) => path)).size).toBe(resources.length);
    expect(readDescriptor(read(descriptorFile)).licenses[0]?.name).toBe("CC-BY-4.0");
  });
});

describe("a fault is named with file, row and column", () => {
  test.each([
    [
      "figures.csv",
      (t: string) => t.replace("\nPREV-002,", "\nPREV-001,"),
      /^figures.csv, row 3, column id: "PREV-001" stands twice/,
    ],
    [
      "figures.csv",
      (t: string) => t.replace(",27600000,,,persons", ",27600000,,,souls"),
      /^figures.csv, row 3, column unit: "souls" is not in units/,
    ],
    [
      "figures.csv",
      (t: string) => t.replace(",27600000,,,persons", ",27600000,9,8,persons"),
      /^figures.csv, row 3, column low: the lower end/,
    ],
    [
      "parameters.csv",
      (t: string) => t.replace("DET-076 DET-077 PREV-005", "DET-076 DET-777 PREV-005"),
      /^parameters.csv, row \d+, column figures: "DET-777" is not in figures/,
    ],
    [
      "parameters.csv",
      (t: string) =>
        t.replace("q0,model,segment,labour,,absolute,log-normal", "q0,model,segment,labour,,absolute,normal"),
      /^parameters.csv, row \d+, column distribution: "normal" breaks the rule/,
    ],
    [
      "tip_tiers_2001_2015.csv",
      (t: string) => t.replace("AFG,2002,3", "AFG,2002,4"),
      /^tip_tiers_2001_2015.csv, row 3, column tier: "4" is not one of/,
    ],
    [
      "ctdc_north_america_v2025_shares.csv",
      (t: string) => t.replace("0.4651", "4.651"),
      /column share_labour_only: 4.651 is above 1/,
    ],
    [
      "exchange_rates.csv",
      (t: string) => t.replace("AED,2006", "AED,2005"),
      /column currency, year: "AED \| 2005" stands twice/,
    ],
    [
      "baseline_margins.csv",
      (t: string) => t.replace("people,Africa,all,3590000", "people,Africa,all,"),
      /^baseline_margins.csv, row 5, column value: the cell is empty/,
    ],
    [
      "deflators.csv",
      (t: string) => t.replace("currency,year,index", "currency,index,year"),
      /^deflators.csv, row 1: the columns are/,
    ],
  ])("%s", (file, edit, message) => {
    const found = lines(withEdit(file, edit));
    expect(
      found.some((line) => message.test(line)),
      found.join("\n"),
    ).toBe(true);
  });

  test("a missing file and a broken document are faults too", () => {
    const missing = (path: string) => read(path === "deflators.csv" ? "nowhere.csv" : path);
    expect(lines(missing)[0]).toMatch(/nowhere.csv: the file cannot be read/);
    expect(lines(withEdit("interventions/positions.json", (text) => text.slice(0, -5)))[0]).toMatch(
      /^interventions\/positions.json: /,
    );
  });
});
