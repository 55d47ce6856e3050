import { describe, expect, test } from "vitest";
import { generateRecords } from "../generator/generate.ts";
import { standards } from "../testing/standards.ts";
import { readFlat, writeFlat } from "./flat.ts";
import { readCsv, writeCsv } from "./table.ts";

describe("our own CSV", () => {
  test("out and in again gives the same records", () => {
    const records = generateRecords(standards, { count: 400, seed: 12 }).map((record) => ({
      ...record,
      case: { ...record.case, comments: ["one; with a semicolon, a comma", "and a \\ backslash\\"] },
    }));
    const read = readFlat(standards, readCsv(writeCsv(writeFlat(standards, records))));
    expect(read.problems).toEqual([]);
    expect(read.explained).toEqual([]);
    expect(read.records).toEqual(records);
  });

  test("names the column to mend and keeps what it does not know", () => {
    const header = ["id", "person.gendr", "person.gender", "events[1].start"];
    const read = readFlat(standards, { header, rows: [["A", "x", "woman", "2020-13"]] });
    expect(read.explained[0]).toMatch(/did you mean person.gender/);
    expect(read.problems).toEqual([
      { row: 2, column: "events[0].start", message: '"2020-13" is not a date; write YYYY, YYYY-MM or YYYY-MM-DD.' },
    ]);
    expect(
      readFlat(standards, { header: header.slice(0, 3), rows: [["A", "x", "woman"]] }).records[0]?.extensions,
    ).toEqual({
      "person.gendr": "x",
    });
  });
});
