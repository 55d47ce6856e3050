import { deadQueue, type Jobs } from "./open.ts";
import { type ChunkJob, endRun, type RunError } from "./runs.ts";
import { runsSchema } from "./schema.ts";

/** Marks runs done whose every chunk has landed. Anybody may do it, any number of times. */
export async function markDone(jobs: Jobs): Promise<void> {
  await jobs.pool.query(
    `update ${runsSchema}.run set state = 'done', ended_at = now() where state = 'running'
     and chunks = (select count(*) from ${runsSchema}.result where run = id)`,
  );
}

/** A chunk that was given up fails its run, with what the chunk died of. */
export async function settleGivenUp(jobs: Jobs): Promise<void> {
  for (;;) {
    const given = await jobs.boss.fetch<ChunkJob>(deadQueue, { includeMetadata: true, batchSize: 20 });
    if (given.length === 0) return;
    for (const job of given) {
      const attempts = (job.sourceRetryCount ?? 0) + 1;
      await endRun(jobs, job.data.run, "failed", inWords(job.data.chunk, attempts, job.sourceOutput));
      await jobs.boss.complete(deadQueue, job.id);
    }
  }
}

/** What pg-boss notes of a chunk, or what a worker said when it gave the chunk back. */
function messageOf(output: unknown): string {
  const said = (output ?? {}) as { message?: unknown; value?: { message?: unknown } };
  const told = said.message ?? said.value?.message;
  return typeof told === "string" ? told : "";
}

/** Whether a chunk's last worker never came back with it, neither with a result nor with an error. */
export function wasLost(output: unknown): boolean {
  const message = messageOf(output);
  return message === "" || /^job (timed out|heartbeat timeout)$/.test(message);
}

/** pg-boss says only "timed out" where a worker never came back; the person who reads it needs to know what that means. */
function inWords(chunk: number, attempts: number, output: unknown): RunError {
  const message = messageOf(output);
  return {
    chunk,
    attempts,
    message: wasLost(output)
      ? `chunk ${chunk} was given to ${attempts} workers, the last time with nothing beside it, and none came back with it: it ends the process that works on it (memory?) or takes longer than a chunk may`
      : `chunk ${chunk} failed ${attempts} times, last with: ${message}`,
  };
}
