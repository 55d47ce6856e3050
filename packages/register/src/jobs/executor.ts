import { setTimeout as wait } from "node:timers/promises";
import {
  type Executor,
  type RunOptions,
  receiveError,
  type TaskLoader,
  type TaskReference,
} from "@counterweight/kernel";
import type { Compute } from "./compute.ts";
import type { Jobs } from "./open.ts";
import { patiently } from "./patience.ts";
import { landedFrom } from "./results.ts";
import { dropResults, type Endurance, endRun, findRun, stateOf, submitRun } from "./runs.ts";
import { markDone, settleGivenUp } from "./upkeep.ts";
import { type RunningWorker, startWorker, type WorkerEvent } from "./worker.ts";

export type BossOptions = {
  readonly jobs: Jobs;
  readonly load: TaskLoader;
  /** Workers in this process beside those elsewhere; 0 leaves all work to others. */
  readonly workers: number;
  readonly compute: () => Compute;
  /** For the list of runs. */
  readonly title: string;
  readonly kind: string;
  readonly endurance?: Partial<Endurance>;
  /** Calls of the task that make a chunk; measured where absent. */
  readonly perChunk?: number;
  readonly onEvent?: (event: WorkerEvent) => void;
};

/** Seconds a chunk should take: long against the queue's few milliseconds, short against losing a worker. */
const shortest = 2;
const longest = 10;
/** Chunks of a run beyond which they are made longer, because each is a row that the queue must carry. */
const many = 50_000;
/** No run has more chunks, however short they are wanted. */
const most = 1_000_000;

/** How many calls of a task that lasts so many seconds make a chunk, and how long the chunk is. */
export function chunkOf(
  seconds: number,
  tasks: number,
  wanted = Math.min(longest, Math.max(shortest, (seconds * tasks) / many)),
): { readonly perChunk: number; readonly chunkSeconds: number } {
  const perChunk = Math.max(
    1,
    Math.ceil(tasks / most),
    Math.min(Math.floor(wanted / Math.max(1e-6, seconds)), Math.ceil(tasks / 16)),
  );
  return { perChunk, chunkSeconds: perChunk * seconds };
}

/**
 * How many calls of a task make a chunk of two seconds, of up to ten where there are very many, or of the seconds wanted. The
 * first call is not timed, because it compiles and prepares; the next is `stride` further, so that what the first prepared
 * serves it. The answer depends on this machine and changes no digit: each call depends on its own index alone.
 */
export async function measureChunk(
  load: TaskLoader,
  task: TaskReference,
  input: unknown,
  tasks: number,
  { wanted, stride = 1 }: { readonly wanted?: number | undefined; readonly stride?: number } = {},
): Promise<number> {
  const call = await load(task);
  await call(input, 0);
  if (tasks === 1) return 1;
  const started = performance.now();
  await call(input, Math.min(stride, tasks - 1));
  return chunkOf((performance.now() - started) / 1000, tasks, wanted).perChunk;
}

/** An executor whose chunks any number of processes and machines work on. Same digits as in one thread. */
export function pgBossExecutor(options: BossOptions): Executor {
  const { jobs } = options;
  let worker: Promise<RunningWorker> | undefined;
  const ours = new Set<string>();

  async function run<Result>(task: TaskReference, input: unknown, wanted: RunOptions<Result>): Promise<Result[]> {
    const results: Result[] = [];
    wanted.signal?.throwIfAborted();
    if (wanted.chunks === 0) return results;
    const perChunk = options.perChunk ?? (await measureChunk(options.load, task, input, wanted.chunks));
    const id = await submitRun(jobs, {
      title: options.title,
      kind: options.kind,
      task,
      input,
      tasks: wanted.chunks,
      perChunk,
      endurance: options.endurance,
    });
    ours.add(id);
    if (options.workers > 0)
      worker ??= startWorker(jobs, {
        threads: options.workers,
        compute: options.compute,
        idle: 200,
        only: ours,
        ...(options.onEvent ? { onEvent: options.onEvent } : {}),
      });
    await worker;
    try {
      await follow(jobs, id, {
        signal: wanted.signal,
        onProgress: wanted.onProgress,
        onTask: (result, index) => {
          if (wanted.keep !== false) results[index] = result as Result;
          wanted.onResult?.(result as Result, index);
        },
      });
    } catch (error) {
      await endRun(jobs, id, "cancelled").catch(() => undefined);
      await dropResults(jobs, id).catch(() => undefined);
      throw error;
    }
    await dropResults(jobs, id);
    return results;
  }

  return {
    workers: options.workers,
    run,
    close: async () => {
      await (await worker)?.stop({ now: true });
      await jobs.close();
    },
  };
}

export type Following = {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Each task's result in the order of the indices. */
  readonly onTask: (result: unknown, index: number) => void | Promise<void>;
  /** Called before each wait, so that a caller can show what there is. */
  readonly onWait?: (() => void | Promise<void>) | undefined;
};

/** Hands over the results of a run in order as they land, until the last. Sits out absences of the database. */
export async function follow(jobs: Jobs, id: string, { signal, onProgress, onTask }: Following): Promise<void> {
  const { perChunk, chunks, tasks } = await findRun(jobs, id);
  let pause = 20;
  let askedAt = 0;
  for (let next = 0; next < chunks; ) {
    signal?.throwIfAborted();
    const landed = await patiently(() => landedFrom(jobs, id, next), { signal });
    for (const { chunk, results } of landed) {
      for (const [place, result] of results.entries()) await onTask(result, chunk * perChunk + place);
      next = chunk + 1;
      onProgress?.(Math.min(tasks, next * perChunk), tasks);
    }
    if (landed.length > 0) {
      pause = 20;
      continue;
    }
    if (Date.now() - askedAt > 1000) {
      askedAt = Date.now();
      await patiently(() => settleGivenUp(jobs), { signal });
    }
    const run = await patiently(() => stateOf(jobs, id), { signal });
    if (run.state === "failed") throw receiveError(run.error ?? { message: "the run failed" });
    if (run.state === "cancelled") throw new Error("the run was cancelled");
    await wait(pause, undefined, signal ? { signal } : {}).catch(() => undefined);
    pause = Math.min(250, pause * 1.5);
  }
  await patiently(() => markDone(jobs), { signal });
}
