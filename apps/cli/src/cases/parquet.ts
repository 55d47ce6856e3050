import { Worker } from "node:worker_threads";
import type { Table } from "@counterweight/cases";
import { Problem } from "@counterweight/kernel";

/** What the thread that opens a file says. */
export type ParquetPart =
  | { readonly kind: "progress" }
  | { readonly kind: "table"; readonly table: Table }
  | { readonly kind: "damaged"; readonly why: string };

/** A column of a group takes milliseconds, of the largest groups a second or two; what takes longer than this is damaged. */
const patience = 20_000;

/** Rows and columns of a Parquet file; a file that is damaged in any way is refused, whatever it does to the library. */
export async function readParquet(bytes: Uint8Array, file: string, wait = patience): Promise<Table> {
  const damaged = (cause: unknown) =>
    new Problem({
      code: "cases.parquet",
      where: file,
      what: "the file is not Parquet that can be read",
      doThis: "have it written again, or as CSV",
      cause,
    });
  const worker = new Worker(new URL("./parquetThread.ts", import.meta.url), {
    workerData: bytes,
    // A damaged length must not take the memory of the whole machine.
    resourceLimits: { maxOldGenerationSizeMb: 4096 },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Table>((done, failed) => {
      const hold = () => {
        clearTimeout(timer);
        timer = setTimeout(() => failed(damaged(new Error("a column came to no end"))), wait);
      };
      hold();
      worker.on("message", (part: ParquetPart) => {
        if (part.kind === "table") done(part.table);
        else if (part.kind === "damaged") failed(damaged(new Error(part.why)));
        else hold();
      });
      worker.on("error", (error) => failed(damaged(error)));
      worker.on("exit", () => failed(damaged(new Error("the thread ended"))));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
