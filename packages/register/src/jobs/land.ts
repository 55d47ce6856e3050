import type { Jobs } from "./open.ts";
import { onClient } from "./open.ts";
import { queueOf } from "./runs.ts";
import { runsSchema } from "./schema.ts";

/** One attempt at one chunk, as a worker took it from the queue. */
export type Taken = {
  readonly id: string;
  readonly retryCount: number;
  readonly run: string;
  readonly chunk: number;
};

/** What came of one attempt: the results of the chunk's tasks as bytes, and how long they took. */
export type Finished = { readonly taken: Taken; readonly body: Buffer; readonly seconds: number };

/**
 * Writes results of one run and their completion in one transaction; gives the chunks that landed. One that is missing is no
 * longer ours: it was given to another worker meanwhile, or this very transaction went through before the connection
 * broke. Of such a chunk nothing is written.
 */
export async function land(jobs: Jobs, finished: readonly Finished[], worker: string): Promise<ReadonlySet<number>> {
  const [first] = finished;
  if (first === undefined) return new Set();
  const client = await jobs.pool.connect();
  let broken: Error | undefined = undefined;
  try {
    await client.query("begin");
    const done = (await jobs.boss.complete(
      queueOf(first.taken.run),
      finished.map(({ taken: { id, retryCount } }) => ({ id, retryCount })),
      null,
      { db: onClient(client) },
    )) as { settled?: readonly string[] };
    const ours = finished.filter(({ taken }) => done.settled?.includes(taken.id));
    for (const { taken, body, seconds } of ours)
      await client.query(
        `insert into ${runsSchema}.result (run, chunk, body, seconds, worker) values ($1, $2, $3, $4, $5) on conflict do nothing`,
        [taken.run, taken.chunk, body, seconds, worker],
      );
    await client.query("commit");
    return new Set(ours.map(({ taken }) => taken.chunk));
  } catch (error) {
    await client.query("rollback").catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
