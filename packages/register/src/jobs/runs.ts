import { randomUUID } from "node:crypto";
import { Problem, type SentError, type TaskReference } from "@counterweight/kernel";
import type { PoolClient } from "pg";
import { deadQueue, type Jobs, onClient } from "./open.ts";
import { runsSchema } from "./schema.ts";
import { fromBytes, toBytes } from "./wire.ts";

export type RunState = "running" | "done" | "failed" | "cancelled";

/** What a chunk of a run died of. */
export type RunError = SentError & { readonly chunk?: number; readonly attempts?: number };

export type RunView = {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly task: TaskReference;
  readonly study: string | undefined;
  readonly program: string;
  readonly seed: number | undefined;
  readonly tasks: number;
  readonly perChunk: number;
  readonly chunks: number;
  readonly state: RunState;
  readonly error: RunError | undefined;
  readonly collected: boolean;
  readonly createdAt: Date;
  readonly endedAt: Date | undefined;
  /** Chunks whose results lie here; all of them once done, also after the results are dropped. */
  readonly done: number;
  /** Seconds of work in them. */
  readonly seconds: number;
  /** Chunks that landed in the last minute. */
  readonly lastMinute: number;
};

/** How hard a chunk is tried. */
export type Endurance = {
  /** Longest a chunk may take, from when a worker takes it; then it goes to another worker. */
  readonly expireSeconds: number;
  /** A worker that says nothing for so long has died or is frozen. 10 or more; null to rely on expiry alone. */
  readonly heartbeatSeconds: number | null;
  readonly retries: number;
  /** First pause before a chunk that failed is tried again; it doubles each time. */
  readonly retryDelay: number;
};

export const usualEndurance: Endurance = {
  expireSeconds: 3600,
  heartbeatSeconds: 30,
  retries: 4,
  retryDelay: 1,
};

export type NewRun = {
  readonly title: string;
  readonly kind: string;
  readonly task: TaskReference;
  readonly input: unknown;
  readonly study?: string | undefined;
  readonly seed?: number | undefined;
  readonly tasks: number;
  readonly perChunk: number;
  readonly endurance?: Partial<Endurance> | undefined;
};

export const queueOf = (run: string): string => `run-${run}`;

/** What stands in a queue for one chunk. */
export type ChunkJob = { readonly run: string; readonly chunk: number };

async function inTransaction<Result>(jobs: Jobs, work: (client: PoolClient) => Promise<Result>): Promise<Result> {
  const client = await jobs.pool.connect();
  let broken: Error | undefined = undefined;
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Puts a run and its chunks down in one transaction; gives its id. */
export async function submitRun(jobs: Jobs, run: NewRun): Promise<string> {
  const id = randomUUID();
  const chunks = Math.ceil(run.tasks / run.perChunk);
  const { expireSeconds, heartbeatSeconds, retries, retryDelay } = { ...usualEndurance, ...run.endurance };
  await jobs.boss.createQueue(queueOf(id), {
    deadLetter: deadQueue,
    retryLimit: retries,
    retryDelay,
    retryBackoff: true,
    retryDelayMax: 60,
    expireInSeconds: Math.ceil(expireSeconds),
    retentionSeconds: 365 * 86_400,
    // A finished chunk's proof is its result; the job itself may go.
    deleteAfterSeconds: 3600,
    ...(heartbeatSeconds === null ? {} : { heartbeatSeconds }),
  });
  try {
    await inTransaction(jobs, async (client) => {
      await client.query(
        `insert into ${runsSchema}.run (id, title, kind, task_module, task_name, input, study, program, seed, tasks, per_chunk, chunks)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        [
          id,
          run.title,
          run.kind,
          run.task.module,
          run.task.name,
          toBytes(run.input),
          run.study ?? null,
          jobs.program,
          run.seed ?? null,
          run.tasks,
          run.perChunk,
          chunks,
        ],
      );
      await enqueue(
        jobs,
        client,
        id,
        Array.from({ length: chunks }, (_, chunk) => chunk),
      );
    });
  } catch (error) {
    await jobs.boss.deleteQueue(queueOf(id)).catch(() => undefined);
    throw error;
  }
  return id;
}

async function enqueue(jobs: Jobs, client: PoolClient, run: string, chunks: readonly number[]): Promise<void> {
  const batch = 5000;
  for (let from = 0; from < chunks.length; from += batch)
    await jobs.boss.insert(
      queueOf(run),
      chunks.slice(from, from + batch).map((chunk) => ({
        data: { run, chunk } satisfies ChunkJob,
        // Early chunks first, so that what has landed is the beginning and can be read in order.
        priority: -chunk,
      })),
      { db: onClient(client) },
    );
}

const columns = `id, title, kind, task_module, task_name, study, program, seed, tasks, per_chunk, chunks, state, error, collected,
  created_at, ended_at,
  (select count(*)::int from ${runsSchema}.result where run = id) as landed,
  (select coalesce(sum(seconds), 0)::float8 from ${runsSchema}.result where run = id) as seconds,
  (select count(*)::int from ${runsSchema}.result where run = id and at > now() - interval '1 minute') as last_minute`;

type Row = Record<string, unknown>;

function viewOf(row: Row): RunView {
  const collected = row["collected"] as boolean;
  return {
    id: row["id"] as string,
    title: row["title"] as string,
    kind: row["kind"] as string,
    task: { module: row["task_module"] as string, name: row["task_name"] as string },
    study: (row["study"] as string | null) ?? undefined,
    program: row["program"] as string,
    seed: row["seed"] == null ? undefined : Number(row["seed"]),
    tasks: row["tasks"] as number,
    perChunk: row["per_chunk"] as number,
    chunks: row["chunks"] as number,
    state: row["state"] as RunState,
    error: (row["error"] as RunError | null) ?? undefined,
    collected,
    createdAt: row["created_at"] as Date,
    endedAt: (row["ended_at"] as Date | null) ?? undefined,
    done: collected ? (row["chunks"] as number) : (row["landed"] as number),
    seconds: row["seconds"] as number,
    lastMinute: row["last_minute"] as number,
  };
}

/** The newest runs first. */
export async function listRuns(jobs: Jobs, most = 50): Promise<RunView[]> {
  const { rows } = await jobs.pool.query<Row>(
    `select ${columns} from ${runsSchema}.run order by created_at desc, id limit $1`,
    [most],
  );
  return rows.map(viewOf);
}

/** One run by its id or the beginning of it. @throws {Problem} where none or several fit. */
export async function findRun(jobs: Jobs, id: string): Promise<RunView> {
  const { rows } = /^[0-9a-f-]{4,36}$/.test(id)
    ? await jobs.pool.query<Row>(`select ${columns} from ${runsSchema}.run where id::text like $1 || '%' limit 2`, [id])
    : { rows: [] };
  const [row] = rows;
  if (row === undefined || rows.length > 1)
    throw new Problem({
      code: "runs.unknown",
      what: row === undefined ? `there is no run "${id}"` : `several runs begin with "${id}"`,
      doThis: '"counterweight runs" lists them',
    });
  return viewOf(row);
}

/** Only how a run stands; for those who ask often. */
export async function stateOf(jobs: Jobs, run: string): Promise<Pick<RunView, "state" | "error">> {
  const { rows } = await jobs.pool.query<{ state: RunState; error: RunError | null }>(
    `select state, error from ${runsSchema}.run where id = $1`,
    [run],
  );
  return { state: rows[0]?.state ?? "cancelled", error: rows[0]?.error ?? undefined };
}

export async function inputOf(jobs: Jobs, run: string): Promise<unknown> {
  const { rows } = await jobs.pool.query<{ input: Buffer }>(`select input from ${runsSchema}.run where id = $1`, [run]);
  if (rows[0] === undefined) throw new Error(`run ${run} is gone`);
  return fromBytes(rows[0].input);
}

/** Ends a run and takes its chunks out of the queue; what landed stays. */
export async function endRun(
  jobs: Jobs,
  run: string,
  state: "failed" | "cancelled",
  error?: RunError,
): Promise<boolean> {
  const { rowCount } = await jobs.pool.query(
    `update ${runsSchema}.run set state = $2, error = $3, ended_at = now() where id = $1 and state = 'running'`,
    [run, state, error === undefined ? null : JSON.stringify(error)],
  );
  if (rowCount === 0) return false;
  await jobs.boss.deleteAllJobs(queueOf(run));
  return true;
}

/** Puts down again what is missing of a run that was cancelled or failed. @throws {Problem} where another program made it. */
export async function resumeRun(jobs: Jobs, { id, program, state }: RunView): Promise<number> {
  if (program !== jobs.program)
    throw new Problem({
      code: "runs.program",
      where: `run ${id}`,
      what: `it was made by counterweight ${program}, this is ${jobs.program}, and other programs may give other digits`,
      doThis: "resume it with that version, or run the study anew",
    });
  if (state === "done") return 0;
  if (state === "running") await jobs.boss.deleteQueuedJobs(queueOf(id));
  else await jobs.boss.deleteAllJobs(queueOf(id));
  return inTransaction(jobs, async (client) => {
    const { rows } = await client.query<{ chunk: number }>(
      `select chunk from ${runsSchema}.run, generate_series(0, chunks - 1) as chunk where id = $1
       except select chunk from ${runsSchema}.result where run = $1 order by chunk`,
      [id],
    );
    await enqueue(
      jobs,
      client,
      id,
      rows.map(({ chunk }) => chunk),
    );
    await client.query(`update ${runsSchema}.run set state = 'running', error = null, ended_at = null where id = $1`, [
      id,
    ]);
    return rows.length;
  });
}

/** Drops the results of a run that its owner has, and its queue. The run itself stays in the list. */
export async function dropResults(jobs: Jobs, run: string): Promise<void> {
  await jobs.pool.query(`update ${runsSchema}.run set collected = true where id = $1 and state = 'done'`, [run]);
  await jobs.pool.query(`delete from ${runsSchema}.result where run = $1`, [run]);
  await jobs.boss.deleteQueue(queueOf(run)).catch(() => undefined);
}
