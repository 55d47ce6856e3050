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

/**
 * Writes a chunk's result and its completion in one transaction. False where the chunk is no longer ours: it was given to
 * another worker meanwhile, or this very transaction went through before the connection broke. Then nothing is written.
 */
export async function land(jobs: Jobs, taken: Taken, body: Buffer, seconds: number, worker: string): Promise<boolean> {
  const client = await jobs.pool.connect();
  let broken: Error | undefined = undefined;
  try {
    await client.query("begin");
    const done = (await jobs.boss.complete(queueOf(taken.run), { id: taken.id, retryCount: taken.retryCount }, null, {
      db: onClient(client),
    })) as { affected: number };
    if (done.affected === 0) {
      await client.query("rollback");
      return false;
    }
    await client.query(
      `insert into ${runsSchema}.result (run, chunk, body, seconds, worker) values ($1, $2, $3, $4, $5) on conflict do nothing`,
      [taken.run, taken.chunk, body, seconds, worker],
    );
    await client.query("commit");
    return true;
  } catch (error) {
    await client.query("rollback").catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
