import type { KeyObject } from "node:crypto";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { CaseRecord } from "@counterweight/cases";
import { Problem, type ProblemDetails } from "@counterweight/kernel";
import type { ClientConfig } from "pg";
import type { SealingRoom } from "../records/prepare.ts";
import type { ImportOrder, KeyKeeper } from "./writeImport.ts";

export type ThreadOrder = {
  readonly settings: ClientConfig;
  readonly keys: { readonly agency: string; readonly wrapping: KeyObject; readonly index: KeyObject };
  readonly order: ImportOrder;
};

export type ToThread =
  | { readonly kind: "batch"; readonly records: string }
  | { readonly kind: "end" }
  | { readonly kind: "kept"; readonly refused: ProblemDetails | undefined };

export type FromThread =
  | { readonly kind: "ready" }
  | { readonly kind: "keep"; readonly people: readonly string[]; readonly slots: Uint8Array<ArrayBuffer> }
  | { readonly kind: "takeBack" }
  | { readonly kind: "written"; readonly count: number }
  | { readonly kind: "done"; readonly written: number }
  | {
      readonly kind: "failed";
      readonly message: string;
      readonly code: string | undefined;
      readonly constraint: string | undefined;
      readonly problem: ProblemDetails | undefined;
    };

// One batch is sealed while the next two wait in the thread.
const ahead = 3;

async function refusal(work: () => Promise<void> | void): Promise<ProblemDetails | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return error instanceof Problem
      ? error.details
      : { code: "keys", what: "the keys could not be kept", cause: String(error) };
  }
}

/** `writeImport` on a thread of its own; the keys are kept by this one. */
export function importOnThread(
  settings: ClientConfig,
  { agency, wrapping, index }: SealingRoom,
  order: ImportOrder,
  batches: Iterable<readonly CaseRecord[]>,
  { keep, takeBack }: KeyKeeper,
  onWritten: (written: number) => void,
): Promise<number> {
  const workerData: ThreadOrder = { settings, keys: { agency, wrapping, index }, order };
  const worker = new Worker(join(import.meta.dirname, "importThread.ts"), { workerData });
  const tell = (message: ToThread) => worker.postMessage(message);
  const source = batches[Symbol.iterator]();
  const feed = () => {
    const { value, done } = source.next();
    tell(done ? { kind: "end" } : { kind: "batch", records: JSON.stringify(value) });
  };
  return new Promise((done, failed) => {
    worker.on("message", (message: FromThread) => {
      if (message.kind === "ready") feed();
      else if (message.kind === "keep")
        void refusal(() => keep(message)).then((refused) => tell({ kind: "kept", refused }));
      else if (message.kind === "takeBack") takeBack();
      else if (message.kind === "written") onWritten(message.count);
      else if (message.kind === "done") done(message.written);
      else {
        const { problem, message: text, code, constraint } = message;
        failed(problem ? new Problem(problem) : Object.assign(new Error(text), { code, constraint }));
      }
    });
    worker.on("error", failed);
    worker.on("exit", () => failed(new Error("the importing thread ended before its work")));
    for (let turn = 1; turn < ahead; turn++) feed();
  });
}
