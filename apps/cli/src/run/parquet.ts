import { rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Problem } from "@counterweight/kernel";
import { fileWriter, ParquetWriter } from "hyparquet-writer";

export type ParquetColumn = { readonly name: string; readonly type: "INT32" | "DOUBLE" };

/** Bytes of one row in the file, which is not compressed. */
export const bytesOfRow = (columns: readonly ParquetColumn[]): number =>
  columns.reduce((sum, { type }) => sum + (type === "INT32" ? 4 : 8), 0);

/** A Parquet file that grows by rows and is there, whole, once it is finished. */
export type ParquetSink = {
  /** One array a column, all of one length. */
  readonly add: (columns: readonly Float64Array[]) => void;
  readonly rows: () => number;
  readonly finish: (facts: Readonly<Record<string, string>>) => Promise<void>;
  readonly discard: () => Promise<void>;
};

/** Numbers held back before a group of rows is written: 8 MB. */
const heldBack = 1 << 20;

/**
 * Writes rows in the order given, in groups of a fixed number of rows, so that the bytes depend on the rows alone and the memory
 * on the width of the table alone (and some hundred bytes a group).
 */
export function parquetSink(file: string, columns: readonly ParquetColumn[]): ParquetSink {
  const unfinished = join(dirname(file), `.${process.pid}-${Date.now()}.unfinished`);
  const perGroup = Math.max(1, Math.floor(heldBack / columns.length));
  const held = columns.map(({ type }) => (type === "INT32" ? new Int32Array(perGroup) : new Float64Array(perGroup)));
  let waiting = 0;
  let total = 0;
  let writer: ParquetWriter;
  try {
    writer = new ParquetWriter({
      writer: fileWriter(unfinished),
      schema: [
        { name: "root", num_children: columns.length },
        ...columns.map(({ name, type }) => ({ name, type, repetition_type: "REQUIRED" as const })),
      ],
      codec: "UNCOMPRESSED",
      createdBy: "counterweight",
    });
  } catch (error) {
    throw unwritable(file, error);
  }

  function writeGroup(): void {
    if (waiting === 0) return;
    try {
      void writer.write({
        columnData: columns.map(({ name }, index) => ({
          name,
          data: (held[index] as Float64Array).subarray(0, waiting),
          encoding: "PLAIN" as const,
        })),
        rowGroupSize: waiting,
      });
    } catch (error) {
      throw unwritable(file, error);
    }
    waiting = 0;
  }

  return {
    rows: () => total,
    add: (rows) => {
      const length = rows[0]?.length ?? 0;
      for (let from = 0; from < length; ) {
        const take = Math.min(perGroup - waiting, length - from);
        rows.forEach((column, index) => held[index]?.set(column.subarray(from, from + take), waiting));
        waiting += take;
        total += take;
        from += take;
        if (waiting === perGroup) writeGroup();
      }
    },
    finish: async (facts) => {
      writeGroup();
      writer.kvMetadata = Object.entries(facts).map(([key, value]) => ({ key, value }));
      try {
        void writer.finish();
        await rename(unfinished, file);
      } catch (error) {
        await rm(unfinished, { force: true });
        throw unwritable(file, error);
      }
    },
    discard: () => rm(unfinished, { force: true }),
  };
}

function unwritable(file: string, cause: unknown): Problem {
  return new Problem({
    code: "file.unwritable",
    where: file,
    what: "the file cannot be written",
    doThis: "check the folder, the space and the permissions",
    cause,
  });
}
