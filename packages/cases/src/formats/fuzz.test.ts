import { Problem, stream } from "@counterweight/kernel";
import { describe, expect, test } from "vitest";
import { generateRecords } from "../generator/generate.ts";
import { standards } from "../testing/standards.ts";
import { ctdcGenerations } from "./ctdc/generations.ts";
import { readCtdc } from "./ctdc/read.ts";
import { writeCtdc } from "./ctdc/write.ts";
import { readFlat, writeFlat } from "./flat.ts";
import { readHtcds } from "./htcds/read.ts";
import { writeHtcds } from "./htcds/write.ts";
import { readCsv, writeCsv } from "./table.ts";

/** The suite keeps a few thousand cases; `FUZZ=100000` runs the whole campaign. */
const cases = Number(process.env["FUZZ"] ?? 5000);

const seeds = [
  writeCsv(writeHtcds(standards, generateRecords(standards, { count: 3, seed: 8, shape: "htcds" })).table),
  ...ctdcGenerations(standards).map(({ name }) =>
    writeCsv(writeCtdc(standards, generateRecords(standards, { count: 3, seed: 8, shape: "ctdc" }), name).table),
  ),
  writeCsv(writeFlat(standards, generateRecords(standards, { count: 3, seed: 8 }))),
];
const readers = [readHtcds, readCtdc, readFlat] as const;
const splinters = [
  '"',
  ",",
  "\n",
  ";",
  "\u0000",
  "\uFEFF",
  "-99",
  "1e999",
  "__proto__",
  "[9999]",
  "=1+1",
  "💥",
  "constructor",
  "elements.",
  "9".repeat(400),
  "\r",
  "[0]",
  ".",
  "toString",
];

describe("a damaged file", () => {
  test(`gives records, problems by row, or one sentence: never a crash (${cases} cases)`, () => {
    const outcomes = { records: 0, problems: 0, refused: 0 };
    for (let index = 0; index < cases; index++) {
      const dice = stream(31, "fuzz", index);
      let text = seeds[dice.integer(seeds.length)] ?? "";
      for (let wound = 0; wound <= dice.integer(4); wound++) {
        const from = dice.integer(text.length + 1);
        const until = Math.min(text.length, from + dice.integer(dice.integer(2) === 0 ? 3 : 200));
        const splinter = splinters[dice.integer(splinters.length)] ?? "";
        text =
          dice.integer(3) === 0
            ? text.slice(0, from) + text.slice(until)
            : text.slice(0, from) + splinter + text.slice(until);
      }
      const reader = readers[dice.integer(readers.length)] ?? readHtcds;
      try {
        const { records, problems } = reader(standards, readCsv(text));
        if (problems.length > 0) {
          outcomes.problems++;
          // All or nothing, and each sentence names a place.
          if (records.length > 0 || problems.some(({ row, message }) => row < 2 || !/\.$|\?$/.test(message)))
            throw new Error(`half an import: ${JSON.stringify(problems[0])}`);
        } else outcomes.records++;
      } catch (error) {
        if (!(error instanceof Problem)) throw new Error(`case ${index}: ${String(error)}`, { cause: error });
        outcomes.refused++;
        if (error.message.includes("\n    at ")) throw new Error(`case ${index} shows a stack`, { cause: error });
      }
    }
    expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(cases / 100);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});
