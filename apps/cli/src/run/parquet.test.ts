import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { afterAll, describe, expect, test } from "vitest";
import { parquetSink } from "./parquet.ts";

const folder = mkdtempSync(join(tmpdir(), "parquet-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const columns = [
  { name: "number", type: "INT32" },
  { name: "half", type: "DOUBLE" },
] as const;

/** Numbers and their halves, handed over in pieces of so many rows. */
async function write(name: string, rows: number, piece: number): Promise<string> {
  const file = join(folder, name);
  const sink = parquetSink(file, columns);
  for (let from = 0; from < rows; from += piece) {
    const own = Float64Array.from({ length: Math.min(piece, rows - from) }, (_, row) => from + row);
    sink.add([own, own.map((number) => number / 2)]);
  }
  expect(existsSync(file)).toBe(false);
  await sink.finish({ complete: "true" });
  return file;
}

describe("a Parquet file that grows as chunks land", () => {
  test("is the same to the byte however its rows were cut, and reads back across groups of rows", async () => {
    const files = [await write("a", 1_200_000, 1_200_000), await write("b", 1_200_000, 977)];
    expect(readFileSync(files[0] ?? "").equals(readFileSync(files[1] ?? ""))).toBe(true);
    const file = await asyncBufferFromFile(files[0] ?? "");
    // The first group ends at row 524,287.
    expect(await parquetReadObjects({ file, rowStart: 524_287, rowEnd: 524_289 })).toEqual([
      { number: 524_287, half: 262_143.5 },
      { number: 524_288, half: 262_144 },
    ]);
  });

  test("thrown away it leaves nothing, and a folder that is not there is one sentence", async () => {
    const sink = parquetSink(join(folder, "c"), columns);
    sink.add([new Float64Array(10), new Float64Array(10)]);
    await sink.discard();
    expect(readdirSync(folder).filter((name) => name.includes("unfinished"))).toEqual([]);
    expect(() => parquetSink(join(folder, "none", "d"), columns)).toThrow(/none\/d: the file cannot be written/);
  });
});
