import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateRecords, writeCtdc, writeFlat, writeHtcds } from "@counterweight/cases";
import { Problem, stream } from "@counterweight/kernel";
import { afterAll, expect, test } from "vitest";
import type { Terminal } from "../command.ts";
import { readRecords, tableBytes } from "./files.ts";
import { openStandards } from "./shared.ts";

/** The suite keeps a few hundred damaged files; `npm run bench register -- --fuzz 100000` reads that many divided by ten. */
const files = Math.ceil(Number(process.env["FUZZ"] ?? 2000) / 10);
const folder = mkdtempSync(join(tmpdir(), "files-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const standards = openStandards();
const records = generateRecords(standards, { count: 4, seed: 5 });
const terminal = { interactive: false, write: () => undefined, error: () => undefined } as unknown as Terminal;

async function seeds(): Promise<[name: string, bytes: Buffer][]> {
  const flat = writeFlat(standards, records);
  const htcds = writeHtcds(standards, generateRecords(standards, { count: 4, seed: 5, shape: "htcds" })).table;
  const ctdc = writeCtdc(standards, generateRecords(standards, { count: 4, seed: 5, shape: "ctdc" }), "63").table;
  const made: [string, Buffer][] = [];
  for (const [name, table] of [
    ["flat", flat],
    ["htcds", htcds],
    ["ctdc", ctdc],
  ] as const)
    for (const kind of ["csv", "xlsx", "parquet"] as const)
      made.push([`${name}.${kind}`, Buffer.from(await tableBytes(table, kind))]);
  made.push(["lines.jsonl", Buffer.from(records.map((record) => `${JSON.stringify(record)}\n`).join(""))]);
  made.push(["list.json", Buffer.from(JSON.stringify(records))]);
  return made;
}

test(`${files} damaged files of every format: records, problems by row, or one sentence; never a crash, never a part`, async () => {
  const good = await seeds();
  for (const [name, bytes] of good) {
    writeFileSync(join(folder, name), bytes);
    const read = await readRecords(standards, join(folder, name), terminal);
    expect([name, read.problems, read.records.length], name).toEqual([name, [], 4]);
  }
  const outcomes = { records: 0, problems: 0, refused: 0 };
  for (let index = 0; index < files; index++) {
    const dice = stream(41, "files", index);
    const [name, whole] = good[index % good.length] as [string, Buffer];
    const bytes = Buffer.from(whole);
    // A changed byte inside a Parquet page can keep its library busy until the reader's patience ends: see parquet.fuzz.test.ts.
    const parquet = name.endsWith(".parquet");
    if (!parquet)
      for (let turn = dice.integer(4); turn >= 0; turn--) bytes[dice.integer(bytes.length)] = dice.integer(256);
    const cut = parquet || dice.integer(4) === 0 ? bytes.subarray(0, dice.integer(bytes.length)) : bytes;
    const file = join(folder, `damaged-${name}`);
    writeFileSync(file, cut);
    const outcome = await readRecords(standards, file, terminal).then(
      (read) => (read.problems.length === 0 ? "records" : read.records.length === 0 ? "problems" : "a part of them"),
      (error: unknown) =>
        error instanceof Problem && !/\n|node_modules|\.ts:/.test(error.message)
          ? "refused"
          : `a crash: ${String(error)}`,
    );
    expect(Object.keys(outcomes), `${name}, file ${index}: ${outcome}`).toContain(outcome);
    outcomes[outcome as keyof typeof outcomes]++;
  }
  expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(0);
}, 1_800_000);
