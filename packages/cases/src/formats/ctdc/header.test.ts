import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { standards } from "../../testing/standards.ts";
import { ctdcGenerations } from "./generations.ts";
import { detectCtdc } from "./header.ts";

const header = (name: string): string[] => {
  const generation = ctdcGenerations(standards).find((item) => item.name === name);
  return (generation?.columns ?? []).map((column) => generation?.written.get(column) ?? column);
};
const detected = (names: readonly string[]) => detectCtdc(standards, names);

describe("CTDC's header", () => {
  test.each([
    ["63", 63],
    ["38", 38],
    ["27", 27],
    ["27-renamed", 27],
    ["victim-perpetrator", 16],
  ])("the %s file as published is recognised without a remark on its order or gaps", (name, count) => {
    const found = detected(header(name));
    expect([found.generation.name, found.columns.length, found.missing, found.unknown]).toEqual([name, count, [], []]);
    expect(found.explained.filter((sentence) => /order|missing|damaged|not a column/.test(sentence))).toEqual([]);
  });

  test("shuffled columns are found by name, in any order", () => {
    fc.assert(
      fc.property(fc.constantFrom("63", "38", "27", "27-renamed", "victim-perpetrator"), fc.integer(), (name, seed) => {
        const names = header(name);
        const order = names
          .map((_, place) => (place * 7 + Math.abs(seed % 97)) % 1009)
          .map((key, place) => [key, place] as const);
        const shuffled = order.sort(([a], [b]) => a - b).map(([, place]) => names[place] ?? "");
        const found = detected(shuffled);
        expect([found.generation.name, found.unknown]).toEqual([name, []]);
        expect(found.columns.includes(undefined)).toBe(false);
      }),
      { numRuns: 60, seed: 1 },
    );
    expect(detected(header("27").toReversed()).explained.join()).toMatch(/another order than published/);
  });

  test("one damaged name, whichever it is, is read as what it was, and said", () => {
    for (const name of ["27", "63", "38"])
      for (const [place, column] of header(name).entries()) {
        if (column.length < 8) continue;
        const names = header(name);
        names[place] = `${column.slice(0, 4)}#${column.slice(5)}`.replace("#", "q");
        const found = detected(names);
        expect([name, column, found.columns[place]]).toEqual([name, column, column]);
        expect(found.explained.join()).toMatch(/looks damaged/);
      }
  });

  test("other case, a byte-order mark, terms of use before the first name and Stata's cut names are read and said", () => {
    const names = header("63").map((name) => name.toUpperCase());
    names[0] = "These data are made available under terms of use; by using them you agree. yearOfRegistration";
    expect(detected(names).generation.name).toBe("63");
    expect(detected(names).explained[0]).toMatch(/carries a longer text/);
    const cut = header("38").map((name) => name.slice(0, 32));
    expect(detected(cut).generation.name).toBe("38");
    expect(detected(cut).explained.join()).toMatch(/read as meansOfControlRestrictsMedicalCare/);
  });

  test("missing and unknown columns are named", () => {
    const names = [...header("27").slice(3), "caseWorkerNotes"];
    const found = detected(names);
    expect(found.generation.name).toBe("27");
    expect(found.missing).toEqual(["yearOfRegistration", "gender", "ageBroad"]);
    expect(found.explained.join()).toMatch(/"caseWorkerNotes" is not a column of CTDC/);
  });

  test("what is not CTDC's is refused in one sentence", () => {
    expect(() => detected(["a", "b", "c"])).toThrow(/only 0 of the 3 columns/);
    expect(() => detected(["2015", "1", "", "1", "0", "NG"])).toThrow(/first row holds values/);
    expect(() => detected([...header("27"), "gender"])).toThrow(/"gender" and "gender" are both gender/);
  });
});
