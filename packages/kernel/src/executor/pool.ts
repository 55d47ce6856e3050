import { Problem, type ProblemDetails } from "../problem.ts";
import type { Executor, RunOptions, TaskLoader, TaskReference } from "./executor.ts";

/** What a worker is told: once a run the task and its input, then one index at a time. */
export type ToWorker =
  | { readonly kind: "begin"; readonly run: number; readonly task: TaskReference; readonly input: unknown }
  | { readonly kind: "chunk"; readonly run: number; readonly index: number }
  | { readonly kind: "end"; readonly run: number };

export type FromWorker =
  | { readonly kind: "result"; readonly run: number; readonly index: number; readonly result: unknown }
  | { readonly kind: "failed"; readonly run: number; readonly index: number; readonly error: SentError };

/** An error in a form that survives the wire: problems keep their parts, defects their stack. */
export type SentError = { readonly message: string; readonly stack?: string; readonly details?: ProblemDetails };

/** A worker thread or a Web Worker, seen from outside. */
export type WorkerHandle = {
  readonly send: (message: ToWorker) => void;
  readonly listen: (onMessage: (message: FromWorker) => void, onDeath: (error: Error) => void) => void;
  readonly end: () => Promise<void>;
};

type Run = {
  readonly next: () => number | undefined;
  readonly take: (message: FromWorker) => void;
  readonly fail: (error: Error) => void;
};

/** Hands one chunk at a time to each of `workers` workers, so that a slow chunk never holds up a queue behind it. */
export function pool(workers: number, spawn: () => WorkerHandle): Executor {
  let handles: WorkerHandle[] = [];
  const runs = new Map<number, Run>();
  let lastRun = 0;

  function start(): void {
    while (handles.length < workers) {
      const handle = spawn();
      handle.listen(
        (message) => {
          const run = runs.get(message.run);
          if (run === undefined) return;
          run.take(message);
          const index = run.next();
          if (index !== undefined) handle.send({ kind: "chunk", run: message.run, index });
        },
        (error) => {
          handles = handles.filter((other) => other !== handle);
          for (const run of runs.values()) run.fail(error);
        },
      );
      handles.push(handle);
    }
  }

  async function stop(): Promise<void> {
    const ending = handles;
    handles = [];
    await Promise.all(ending.map((handle) => handle.end()));
  }

  return {
    workers,
    close: stop,
    run: <Result>(task: TaskReference, input: unknown, options: RunOptions<Result>) =>
      new Promise<Result[]>((resolve, reject) => {
        const { chunks, signal } = options;
        const results: Result[] = [];
        const id = ++lastRun;
        let given = 0;
        let done = 0;
        const finish = (settle: () => void) => {
          runs.delete(id);
          for (const handle of handles) handle.send({ kind: "end", run: id });
          signal?.removeEventListener("abort", onAbort);
          settle();
        };
        // A chunk cannot be interrupted from outside, so stopping ends the threads; the next run starts fresh ones.
        const giveUp = (reason: unknown) => {
          finish(() => reject(reason instanceof Error ? reason : new Error(String(reason))));
          if (runs.size === 0) void stop();
        };
        const onAbort = () => giveUp(signal?.reason);
        if (signal?.aborted) return giveUp(signal.reason);
        if (chunks === 0) return resolve(results);
        signal?.addEventListener("abort", onAbort);
        runs.set(id, {
          next: () => (given < chunks ? given++ : undefined),
          fail: giveUp,
          take: (message) => {
            if (message.kind === "failed") return giveUp(receiveError(message.error));
            const result = message.result as Result;
            if (options.keep !== false) results[message.index] = result;
            done += 1;
            options.onResult?.(result, message.index);
            options.onProgress?.(done, chunks);
            if (done === chunks) finish(() => resolve(results));
          },
        });
        start();
        for (const handle of handles) {
          if (given >= chunks) break;
          handle.send({ kind: "begin", run: id, task, input });
          handle.send({ kind: "chunk", run: id, index: given++ });
        }
      }),
  };
}

/** The other side: what a worker does with the messages it gets. Keeps the task and input of the runs it has begun. */
export function workerSide(
  load: TaskLoader,
  answer: (message: FromWorker) => void,
): (message: ToWorker) => Promise<void> {
  const begun = new Map<number, { task: ReturnType<TaskLoader>; input: unknown }>();
  return async (message) => {
    if (message.kind === "begin") {
      const task = load(message.task);
      // The failure is told with the first chunk; until then it must not count as unhandled.
      task.catch(() => {});
      begun.set(message.run, { task, input: message.input });
      return;
    }
    if (message.kind === "end") {
      begun.delete(message.run);
      return;
    }
    const { run, index } = message;
    try {
      const known = begun.get(run);
      if (known === undefined) throw new Error(`run ${run} was never begun on this worker`);
      answer({ kind: "result", run, index, result: await (await known.task)(known.input, index) });
    } catch (error) {
      answer({ kind: "failed", run, index, error: sendError(error) });
    }
  };
}

export function sendError(error: unknown): SentError {
  if (error instanceof Problem) return { message: error.message, details: { ...error.details, cause: undefined } };
  if (error instanceof Error) return { message: error.message, ...(error.stack ? { stack: error.stack } : {}) };
  return { message: String(error) };
}

export function receiveError({ message, stack, details }: SentError): Error {
  if (details) return new Problem(details);
  const error = new Error(message);
  if (stack) error.stack = stack;
  return error;
}
