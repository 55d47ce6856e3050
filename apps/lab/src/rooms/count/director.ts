import { type FromWorker, inProcess, pool, type ToWorker, type WorkerHandle, workerSide } from "@counterweight/kernel";
import {
  type CountOptions,
  type CountResult,
  count,
  defaultBootstrap,
  readCells,
  readTable,
  type TableRead,
} from "@counterweight/prevalence";
import * as tasks from "@counterweight/prevalence/tasks";
import { handleOf } from "../../engine/webWorker.ts";

/** What the page asks: a table as text or as a workbook's bytes. */
export type Ask = {
  readonly kind: "count";
  readonly name: string;
  readonly content: string | ArrayBuffer;
  readonly options: CountOptions;
  readonly population?: number;
};

export type Told =
  | { readonly kind: "progress"; readonly share: number }
  | { readonly kind: "done"; readonly result: CountResult }
  | { readonly kind: "failed"; readonly message: string };

const loader = async ({ name }: { readonly name: string }) =>
  (tasks as unknown as Record<string, (input: unknown, index: number) => unknown>)[name] as (
    input: unknown,
    index: number,
  ) => unknown;

// The same file is the director, which the page talks to, and a hand of the director's, which runs single chunks.
const tell = (message: Told | FromWorker) =>
  (self as unknown as { postMessage: (message: unknown) => void }).postMessage(message);
const asHand = workerSide(loader, tell);

self.onmessage = ({ data }: MessageEvent<Ask | ToWorker>) => {
  if (data.kind !== "count") return void asHand(data);
  direct(data).then(
    (result) => tell({ kind: "done", result }),
    (error: unknown) => tell({ kind: "failed", message: error instanceof Error ? error.message : String(error) }),
  );
};

async function direct({ name, content, options, population }: Ask): Promise<CountResult> {
  const read = await readAny(name, content);
  // Workers inside a worker are missing in some browsers; then the director works alone, still off the page's thread.
  const executor =
    typeof Worker === "undefined"
      ? inProcess(loader)
      : pool(Math.min(4, Math.max(2, navigator.hardwareConcurrency || 2)), hand);
  try {
    const bootstrap = Math.min(options.bootstrap, defaultBootstrap(read.table.lists.length));
    return await count(
      read,
      { ...options, bootstrap },
      { executor, onProgress: (share) => tell({ kind: "progress", share }) },
      population,
    );
  } finally {
    await executor.close();
  }
}

async function readAny(name: string, content: string | ArrayBuffer): Promise<TableRead> {
  if (typeof content === "string") return readTable(content, { where: name });
  const { default: readSheet } = await import("read-excel-file/web-worker");
  const sheets = await readSheet(content);
  return readCells(sheets[0]?.data ?? [], { where: name });
}

const hand = (): WorkerHandle => handleOf(new Worker(new URL("./director.ts", import.meta.url), { type: "module" }));
