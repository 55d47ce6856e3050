import type { TaskReference } from "@counterweight/kernel";
import type { PoolClient } from "pg";
import type { JobWithMetadata } from "pg-boss";
import type { Gate } from "./gate.ts";
import type { Taken } from "./land.ts";
import { type Jobs, onClient } from "./open.ts";
import { type ChunkJob, queueOf } from "./runs.ts";
import { wasLost } from "./upkeep.ts";

/** A run that a worker may work on. */
export type Offer = {
  readonly id: string;
  readonly task: TaskReference;
  readonly tasks: number;
  readonly perChunk: number;
};

/** Chunks of one run; `alone` where nothing else may be worked on beside them in this process. */
export type Batch = { readonly offer: Offer; readonly all: readonly Taken[]; readonly alone: boolean };

/**
 * Takes chunks of the first run that has any. Short chunks are taken several at a time, so that the queue never costs more than
 * the work. But a chunk that nobody came back with, or that has its last try, is taken by itself and with nothing else going on
 * in this process: if the process dies again, it died of this chunk. What would come along with it is not taken at all: the
 * transaction is rolled back, and counts for nothing.
 */
export async function take(
  jobs: Jobs,
  offers: readonly Offer[],
  batchSize: number,
  gate: Gate,
): Promise<Batch | undefined> {
  for (const offer of offers) {
    const batch = await takeFrom(jobs, offer, batchSize, gate).catch((error: Error) => {
      // Cancelled and swept away since the last look.
      if (/does not exist|not found/i.test(error.message)) return undefined;
      throw error;
    });
    if (batch !== undefined) return batch;
  }
  return undefined;
}

async function takeFrom(jobs: Jobs, offer: Offer, batchSize: number, gate: Gate): Promise<Batch | undefined> {
  const client: PoolClient = await jobs.pool.connect();
  const db = onClient(client);
  let broken: Error | undefined = undefined;
  try {
    for (let size = batchSize; ; ) {
      await client.query("begin");
      const found = await jobs.boss.fetch<ChunkJob>(queueOf(offer.id), { batchSize: size, includeMetadata: true, db });
      // As the queue orders them, so that a smaller batch is the beginning of this one.
      found.sort((a, b) => a.data.chunk - b.data.chunk);
      const suspect = found.findIndex(isSuspect);
      const alone = suspect === 0 && found.length === 1;
      if (found.length > 0 && (suspect < 0 || (alone && gate.claim()))) {
        await client.query("commit").catch((error: Error) => {
          if (alone) gate.release();
          throw error;
        });
        const all = found.map(({ id, retryCount, data }) => ({ id, retryCount, run: offer.id, chunk: data.chunk }));
        return { offer, all, alone };
      }
      await client.query("rollback");
      if (found.length === 0 || alone) return undefined;
      size = Math.max(1, suspect);
    }
  } catch (error) {
    await client.query("rollback").catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** The first try may have been one of many in its process; the last must not be. */
const isSuspect = ({ retryCount, retryLimit, output }: JobWithMetadata<ChunkJob>): boolean =>
  retryCount >= retryLimit || (retryCount > 0 && wasLost(output));
