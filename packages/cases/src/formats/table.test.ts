import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCsv, writeCsv } from "./table.ts";

describe("CSV", () => {
  test("any texts come back as they were, formulas made harmless on the way", () => {
    const cell = fc.oneof(
      fc.string(),
      fc.constantFrom('a "b"', "x,y", "two\nlines", "=1+1", "@cmd", "+999123", "-12.5", "é"),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }), (rows) => {
        const kept = rows.map((row) => row.map((text) => text.replaceAll("\r", "").replace(/^'+(?=[=+\-@\t])/, "")));
        const table = { header: ["first", "second"], rows: kept };
        expect(readCsv(writeCsv(table))).toEqual(table);
      }),
      { numRuns: 300, seed: 5 },
    );
    expect(writeCsv({ header: ["a"], rows: [["=HYPERLINK()"]] })).toBe("a\n'=HYPERLINK()\n");
  });

  test("semicolons, tabs, a byte-order mark and Windows' line ends are read", () => {
    const table = { header: ["a", "b"], rows: [["1", "2"]] };
    for (const text of ["a;b\r\n1;2\r\n", "\uFEFFa,b\n1,2", "a\tb\n1\t2\n\n", '"a","b"\n"1","2"\n'])
      expect(readCsv(text)).toEqual(table);
  });

  test("semicolons inside cells do not make a semicolon the separator", () => {
    expect(readCsv("methods\na;b;c\nd;e;f\n").rows).toEqual([["a;b;c"], ["d;e;f"]]);
  });

  test("short rows are filled; a row longer than the header is refused by its number", () => {
    expect(readCsv("a,b\n1\n").rows).toEqual([["1", ""]]);
    expect(() => readCsv("a,b\n1,2,3\n", "x.csv")).toThrow(/^x.csv, row 2: the row has 3 cells and the header 2/);
  });
});
