import { Problem } from "@counterweight/kernel";
import type { Jobs } from "./open.ts";
import { runsSchema } from "./schema.ts";

export type WorkerView = {
  readonly id: string;
  readonly program: string;
  readonly host: string;
  readonly threads: number;
  readonly since: Date;
  readonly chunks: number;
};

/** Workers that were heard of in the last half minute. */
export async function workersOf(jobs: Jobs): Promise<WorkerView[]> {
  const { rows } = await jobs.pool.query<Record<string, unknown>>(
    `select id, program, host, threads, started_at, chunks from ${runsSchema}.worker
     where seen_at > now() - interval '30 seconds' order by started_at, id`,
  );
  return rows.map((row) => ({
    id: row["id"] as string,
    program: row["program"] as string,
    host: row["host"] as string,
    threads: row["threads"] as number,
    since: row["started_at"] as Date,
    chunks: Number(row["chunks"]),
  }));
}

/**
 * A worker may join only where it can help: every run going on was made by its own program. Digits of different programs
 * must not mix in one result. @throws {Problem} that names both versions.
 */
export async function refuseStrangers(jobs: Jobs): Promise<void> {
  const { rows } = await jobs.pool.query<{ id: string; program: string }>(
    `select id, program from ${runsSchema}.run where state = 'running' order by created_at`,
  );
  const stranger = rows.find(({ program }) => program !== jobs.program);
  if (stranger === undefined || rows.some(({ program }) => program === jobs.program)) return;
  throw new Problem({
    code: "runs.program",
    what: `run ${stranger.id} was made by counterweight ${stranger.program}, this worker is ${jobs.program}, and results of different programs must not mix`,
    doThis: "start the worker from that version, or cancel the run",
  });
}

/** For who computes nothing itself. @throws {Problem} where nobody is there who could, versions named. */
export async function requireHelpers(jobs: Jobs): Promise<void> {
  const there = await workersOf(jobs);
  if (there.some(({ program }) => program === jobs.program)) return;
  const others = [...new Set(there.map(({ program }) => program))].join(", ");
  throw new Problem({
    code: "runs.alone",
    where: jobs.place,
    what:
      there.length === 0
        ? "no worker is there, and none was asked for here"
        : `all workers there are counterweight ${others}, this is ${jobs.program}, and results of different programs must not mix`,
    doThis: 'start "counterweight worker --database-url URL" of this version, or leave --workers out',
  });
}
