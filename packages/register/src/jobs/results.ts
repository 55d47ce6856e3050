import type { Jobs } from "./open.ts";
import { runsSchema } from "./schema.ts";
import { fromBytes } from "./wire.ts";

/** Results of the tasks of one chunk, in order. */
export type Landed = { readonly chunk: number; readonly results: readonly unknown[]; readonly seconds: number };

/**
 * The chunks from `next` on that have landed without a gap, at most `most` of them. What landed out of order waits in the
 * database, never in memory.
 */
export async function landedFrom(jobs: Jobs, run: string, next: number, most = 8): Promise<Landed[]> {
  const { rows } = await jobs.pool.query<{ chunk: number; body: Buffer; seconds: number }>(
    `select chunk, body, seconds from ${runsSchema}.result where run = $1 and chunk >= $2 and chunk < $3 order by chunk`,
    [run, next, next + most],
  );
  const gap = rows.findIndex(({ chunk }, index) => chunk !== next + index);
  return (gap < 0 ? rows : rows.slice(0, gap)).map(({ chunk, body, seconds }) => ({
    chunk,
    seconds,
    results: fromBytes(body) as unknown[],
  }));
}
