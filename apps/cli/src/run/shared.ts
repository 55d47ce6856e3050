import { availableParallelism } from "node:os";
import { measureChunk, openJobs, requireHelpers, startWorker, submitRun } from "@counterweight/register/jobs";
import type { Terminal } from "../command.ts";
import { computeInThread } from "../executor/compute.ts";
import { programVersion } from "../executor/program.ts";
import { loadTask } from "../executor/threads.ts";
import { type CollectOptions, collectRun } from "./collect.ts";
import type { Prepared } from "./kinds.ts";

export type SharedOptions = CollectOptions & {
  readonly url: string;
  readonly workers: number | undefined;
  readonly detach: boolean | undefined;
  readonly expireSeconds: number;
  /** Length of a chunk; chosen where absent. */
  readonly chunkSeconds: number | undefined;
};

/** Puts a study down in a database as a run; works on it and collects it, or, detached, leaves it to the workers there. */
export async function runShared(study: Prepared, terminal: Terminal, options: SharedOptions): Promise<number> {
  const { url, workers, detach, expireSeconds, chunkSeconds, json, out } = options;
  const count = detach ? 0 : (workers ?? availableParallelism());
  // Before anything is put down: a faulty name of a file must leave no run behind.
  await study.collector(out).discard();
  const jobs = await openJobs({ database: url, program: programVersion(), connections: count + 6 });
  try {
    if (count === 0 && !detach) await requireHelpers(jobs);
    const perChunk = await measureChunk(loadTask, study.task, study.input, study.tasks, {
      wanted: chunkSeconds,
      stride: study.places,
    });
    const id = await submitRun(jobs, { ...study, perChunk, endurance: { expireSeconds } });
    const short = id.slice(0, 8);
    if (detach) {
      const chunks = Math.ceil(study.tasks / perChunk);
      terminal.write(
        json
          ? `${JSON.stringify({ run: id, chunks })}\n`
          : `Run ${id}, ${chunks} chunks. "counterweight runs show ${short}" follows it.\n`,
      );
      return 0;
    }
    const worker =
      count === 0
        ? undefined
        : await startWorker(jobs, { threads: count, compute: computeInThread, only: new Set([id]), idle: 200 });
    try {
      return await collectRun(jobs, id, terminal, { json, out });
    } catch (error) {
      if (terminal.signal.aborted)
        terminal.error(`Run ${id} goes on where there are workers; "counterweight runs cancel ${short}" ends it.\n`);
      throw error;
    } finally {
      await worker?.stop({ now: true });
    }
  } finally {
    await jobs.close();
  }
}
