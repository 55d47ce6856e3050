import { Problem } from "@counterweight/kernel";
import { describe, expect, test } from "vitest";
import { observed } from "../table/table.ts";
import { readCells, readTable } from "./read.ts";

const problemOf = (text: string, strata?: string[]): string => {
  try {
    readTable(text, { where: "table.csv", ...(strata === undefined ? {} : { strata }) });
  } catch (error) {
    if (error instanceof Problem) return error.message;
    throw error;
  }
  return "read";
};

describe("what cannot be read is one sentence that says where and what to do", () => {
  test.each([
    ["no count column", "A,B\n1,0\n0,1\n", /no column is called "count" among A, B/],
    ["a row too short", "A,B,count\n1,0,5\n0,3\n", /line 3: the row has 2 cells; expected 3/],
    ["a negative count", "A,B,count\n1,0,-5\n0,1,3\n", /line 2: the count is -5; expected a whole number/],
    ["a fractional count", "A,B,count\n1,0,5.5\n0,1,3\n", /line 2: the count is 5.5/],
    ["a count in words", "A,B,count\n1,0,five\n0,1,3\n", /line 2: the count "five" is not a number/],
    ["people on no list", "A,B,count\n1,0,5\n0,0,7\n0,1,3\n", /line 3: the row with 0 for every list counts 7 people/],
    ["a 2 in a list", "A,B,count\n1,0,5\n2,1,3\n", /line 3, column A: "2" is neither 0 nor 1/],
    ["one list", "A,count\n1,5\n", /there is 1 list; expected 2 to 20 lists/],
    ["nobody", "A,B,count\n1,0,0\n0,1,0\n", /nobody is on any list/],
    ["a header alone", "A,B,count\n", /there are no rows of data/],
    ["an empty file", "", /there are no rows of data/],
    ["a nameless column", "A,,count\n1,0,4\n", /column 2 has no name/],
    ["two lists of one name", "A,A,count\n1,0,4\n0,1,2\n", /two lists are called "A"/],
    ["an open quote", 'A,B,count\n1,0,"4\n', /line 2: a quotation mark is never closed/],
    ["broken JSON", '{"lists": [', /the JSON cannot be read/],
    ["a history that does not fit", '{"lists":["A","B"],"counts":{"101":3}}', /the history "101" does not fit/],
    ["a person twice", "id,A,B\nx,1,0\nx,0,1\n", /1 row repeats the id of another row/],
  ])("%s", (_name, text, message) => {
    const sentence = problemOf(text);
    expect(sentence).toMatch(message);
    expect(sentence).toMatch(/^[^\n]+\.$/);
  });

  test("21 lists", () => {
    const names = Array.from({ length: 21 }, (_, index) => `L${index + 1}`);
    const rows = names.map((_, list) => [...names.map((_name, other) => (other === list ? 1 : 0)), 4].join(","));
    expect(problemOf(`${[...names, "count"].join(",")}\n${rows.join("\n")}\n`)).toMatch(
      /there are 21 lists; expected 2 to 20 lists/,
    );
  });

  test("a stratum that is not there, with the nearest", () => {
    expect(problemOf("A,B,year,count\n1,0,2013,5\n", ["yaer"])).toMatch(/no column "yaer" to split by; expected year/);
  });
});

describe("what can be read is read", () => {
  const plain = readTable("A,B,count\n1,0,5\n0,1,3\n1,1,2\n");

  test.each([
    ["byte-order mark, quotes and Windows line ends", '\uFEFF"A","B","count"\r\n"1","0","5"\r\n0,1,3\r\n1,1,2\r\n'],
    ["semicolons and no last line end", "A;B;count\n1;0;5\n0;1;3\n1;1;2"],
    ["tabs", "A\tB\tcount\n1\t0\t5\n0\t1\t3\n1\t1\t2\n"],
    ["a row of nobody with count 0", "A,B,count\n1,0,5\n0,0,0\n0,1,3\n1,1,2\n"],
    ["true and false, Freq for count", "A,B,Freq\nTRUE,FALSE,5\nfalse,true,3\ntrue,true,2\n"],
    ["JSON rows", '[{"A":1,"B":0,"count":5},{"A":0,"B":1,"count":3},{"A":true,"B":true,"count":2}]'],
    ["JSON counts", '{"lists":["A","B"],"counts":{"10":5,"01":3,"11":2}}'],
    ["people with 0 and 1", `id,A,B\np1,1,0\np2,1,0\np3,1,0\np4,1,0\np5,1,0\nq1,0,1\nq2,0,1\nq3,0,1\nr1,1,1\nr2,1,1\n`],
    [
      "sightings",
      `id,list\n${[1, 2, 3, 4, 5, 9, 10].map((id) => `${id},A`).join("\n")}\n${[6, 7, 8, 9, 10].map((id) => `${id},B`).join("\n")}\n`,
    ],
  ])("%s", (_name, text) => {
    expect(readTable(text).table).toEqual(plain.table);
  });

  test("a history that stands twice is added up, and said", () => {
    const read = readTable("A,B,count\n1,0,5\n0,1,3\n1,0,4\n");
    expect(read.table.counts).toEqual([9, 3]);
    expect(read.notes.join()).toMatch(/1 rows repeat a history/);
  });

  test("strata: every other column, or 0/1 columns by name; each keeps all lists", () => {
    const read = readTable("A,B,child,year,count\n1,0,0,2013,5\n0,1,1,2013,3\n1,1,0,2014,2\n", { strata: ["child"] });
    expect(read.table.lists).toEqual(["A", "B"]);
    expect(read.strata.map(({ name, table }) => [name, observed(table)])).toEqual([
      ["0, 2013", 5],
      ["0, 2014", 2],
      ["1, 2013", 3],
    ]);
    expect(read.strata.every(({ table }) => table.lists.length === 2)).toBe(true);
  });

  test("source, definitions and time windows stand in comment lines", () => {
    const read = readTable(
      "# title: Test\n# source: A report, 2014\n# A: police records (2013-01-01 to 2013-12-31)\nA,B,count\n1,0,5\n0,1,3\n",
    );
    expect(read).toMatchObject({
      title: "Test",
      source: "A report, 2014",
      definitions: [{ name: "A", definition: "police records", from: "2013-01-01", to: "2013-12-31" }, { name: "B" }],
    });
  });

  test("spreadsheet cells as they come: numbers, texts, empty rows", () => {
    const cells = [
      ["A", "B", "count"],
      [1, 0, 5],
      [null, null, null],
      ["0", 1, 3],
      [true, 1, 2],
    ];
    expect(readCells(cells).table).toEqual(plain.table);
  });
});
