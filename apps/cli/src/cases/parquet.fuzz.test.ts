import { generateRecords, writeCtdc } from "@counterweight/cases";
import { Problem, stream } from "@counterweight/kernel";
import { expect, test } from "vitest";
import { tableBytes } from "./files.ts";
import { readParquet } from "./parquet.ts";
import { openStandards } from "./shared.ts";

/** A file costs a thread: the suite opens sixty, `npm run bench register -- --fuzz 100000` a hundredth of that number. */
const files = Math.ceil(Number(process.env["FUZZ"] ?? 6000) / 100);
const standards = openStandards();

test("Parquet with bytes changed anywhere is a table or one refusal, within the reader's patience", async () => {
  const { table } = writeCtdc(standards, generateRecords(standards, { count: 4, seed: 5, shape: "ctdc" }), "63");
  const good = Buffer.from(await tableBytes(table, "parquet"));
  expect((await readParquet(good, "good.parquet")).rows.length).toBe(table.rows.length);
  const outcomes = { table: 0, refused: 0, "came to no end": 0 };
  for (let index = 0; index < files; index++) {
    const dice = stream(43, "parquet", index);
    const bytes = Buffer.from(good);
    for (let turn = dice.integer(4); turn >= 0; turn--) bytes[dice.integer(bytes.length)] = dice.integer(256);
    const outcome = await readParquet(bytes, "damaged.parquet", 2000).then(
      () => "table" as const,
      (error: unknown) => {
        if (!(error instanceof Problem) || /\n|node_modules|\.ts:/.test(error.message)) throw error;
        return error.cause instanceof Error && error.cause.message.includes("no end") ? "came to no end" : "refused";
      },
    );
    outcomes[outcome]++;
  }
  expect(outcomes.table).toBeGreaterThan(0);
  expect(outcomes.refused).toBeGreaterThan(0);
}, 1_800_000);
