import { readerOf } from "@counterweight/evidence/files";
import { describe, expect, test } from "vitest";
import { funnelFile } from "./funnel.ts";
import { jurisdictionNamed } from "./jurisdiction.ts";
import { funnelOf, openLawTables } from "./law-tables.ts";
import { isRecalled, provisionsFile, readProvisions } from "./provision.ts";

const read = readerOf();
const tables = openLawTables(read);

describe("the tables of law", () => {
  test("hold 167 provisions and 364 links, of known jurisdictions only", () => {
    expect([tables.provisions.length, tables.funnel.length]).toEqual([167, 364]);
    const known = new Set(tables.jurisdictions.map(({ name }) => name));
    expect(tables.provisions.filter(({ jurisdiction }) => !known.has(jurisdiction)).map(({ id }) => id)).toEqual([]);
  });
  test("keep India's brothel fine with its currency and its kind, which is no trafficking offence", () => {
    const brothel = tables.provisions.find(({ offence }) => offence === "keeping a brothel");
    expect(brothel).toMatchObject({
      kind: "third parties in sex work",
      fineMost: 2000,
      fineCurrency: "INR",
      prisonMost: 3,
      standing: "current",
    });
  });
  test("say which cells were recalled", () => {
    const recalled = tables.provisions.filter((provision) => isRecalled(provision, "prison_max_years"));
    expect(recalled.length).toBeGreaterThan(28);
    expect(recalled.every(({ source }) => source !== "")).toBe(true);
  });
  test("life is endless, an unknown term stays unknown", () => {
    expect(tables.provisions.some(({ prisonMost }) => prisonMost === Number.POSITIVE_INFINITY)).toBe(true);
    expect(tables.provisions.some(({ prisonMost }) => prisonMost === undefined)).toBe(true);
  });
  test("a wrong cell is named with row and column", () => {
    const text = read(provisionsFile).replace(",15,life,,250000,", ",15,12,,-5,");
    const corrupt = (path: string) => (path === provisionsFile ? text : read(path));
    expect(() => readProvisions(corrupt)).toThrow(
      "row 2, column prison_min_years: the least term, 15, is above the most, 12.",
    );
  });
  test("a measured link in words keeps its words", () => {
    expect(tables.funnel.find(({ wording }) => wording === "under 1")?.value).toBeUndefined();
    expect(tables.funnel.every(({ id }) => id.startsWith(funnelFile.replace("law/", "")))).toBe(true);
  });
});

describe("naming a jurisdiction", () => {
  test.each([
    ["uk", "United Kingdom (England & Wales)"],
    ["USA", "United States (federal)"],
    ["united states", "United States (federal)"],
    ["Holland", "Netherlands"],
    ["GBR-NIR", "United Kingdom (Northern Ireland)"],
  ])("%s is %s", (typed, name) => expect(jurisdictionNamed(typed, tables.jurisdictions).name).toBe(name));
  test("a misspelt one gets the nearest", () => {
    expect(() => jurisdictionNamed("Swedn", tables.jurisdictions)).toThrow(
      'the tables hold no law of "Swedn"; expected perhaps Sweden',
    );
  });
  test("England and Wales has the referrals of the whole kingdom in its funnel", () => {
    const kingdom = jurisdictionNamed("uk", tables.jurisdictions);
    expect(funnelOf(tables, kingdom).some(({ link }) => link === "identified")).toBe(true);
  });
});
