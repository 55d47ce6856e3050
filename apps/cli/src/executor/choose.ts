import { availableParallelism } from "node:os";
import type { Executor } from "@counterweight/kernel";
import { openJobs, pgBossExecutor, requireHelpers } from "@counterweight/register/jobs";
import { computeInThread } from "./compute.ts";
import { programVersion } from "./program.ts";
import { loadTask, threads } from "./threads.ts";

/** Where work is done: threads of this process, and, with a database, workers anywhere. */
export type Scale = {
  readonly workers?: number | undefined;
  readonly databaseUrl?: string | undefined;
  /** For the list of runs. */
  readonly title?: string | undefined;
};

/** The option every long command takes beside `--workers`. */
export const scaleOptions = { "database-url": { type: "string" } } as const;

export const scaleUsage = `  --database-url URL   share the work with every "counterweight worker" on this PostgreSQL; same digits
                       (--workers then counts the threads here, 0 leaves all work to others)`;

/** The one place that decides on which of the three scales a command works. */
export async function chooseExecutor({ workers, databaseUrl, title = "command" }: Scale): Promise<Executor> {
  if (databaseUrl === undefined) return threads(workers === 0 ? 1 : workers);
  const count = workers ?? availableParallelism();
  const jobs = await openJobs({ database: databaseUrl, program: programVersion(), connections: count + 6 });
  try {
    if (count === 0) await requireHelpers(jobs);
  } catch (error) {
    await jobs.close();
    throw error;
  }
  return pgBossExecutor({ jobs, load: loadTask, workers: count, compute: computeInThread, title, kind: "command" });
}
