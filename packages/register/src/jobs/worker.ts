import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { Problem, sendError } from "@counterweight/kernel";
import type { Compute } from "./compute.ts";
import { openGate } from "./gate.ts";
import { type Finished, land, type Taken } from "./land.ts";
import type { Jobs } from "./open.ts";
import { patiently } from "./patience.ts";
import { endRun, inputOf, queueOf } from "./runs.ts";
import { runsSchema } from "./schema.ts";
import { type Offer, take } from "./take.ts";
import { markDone, settleGivenUp } from "./upkeep.ts";
import { toBytes } from "./wire.ts";

/** What a worker tells: for logs and metrics. Runs and chunks by number, never what is in them. */
export type WorkerEvent =
  | { readonly kind: "landed"; readonly run: string; readonly chunk: number; readonly seconds: number }
  /** Worked on, but meanwhile given to another worker: this one was frozen or cut off for too long. */
  | { readonly kind: "late"; readonly run: string; readonly chunk: number }
  | { readonly kind: "failed"; readonly run: string; readonly chunk: number; readonly message: string }
  | { readonly kind: "away"; readonly message: string }
  | { readonly kind: "refused"; readonly run: string; readonly program: string };

export type WorkerOptions = {
  /** Chunks worked on at a time. */
  readonly threads: number;
  readonly compute: () => Compute;
  readonly onEvent?: (event: WorkerEvent) => void;
  /** Work for these runs alone; the set may grow. */
  readonly only?: ReadonlySet<string>;
  /** Longest pause between looks for work, in milliseconds. */
  readonly idle?: number;
};

export type RunningWorker = {
  readonly id: string;
  /** Chunks being worked on now. */
  readonly busy: () => number;
  /** Finishes the chunks in hand, or, with `now`, gives them back. */
  readonly stop: (how?: { readonly now?: boolean }) => Promise<void>;
};

const heartbeat = 5000;

/** Starts to work on the runs of this program, oldest first. Any number of workers on any number of machines may. */
export async function startWorker(jobs: Jobs, options: WorkerOptions): Promise<RunningWorker> {
  const id = randomUUID();
  const tell = options.onEvent ?? (() => undefined);
  const stopping = new AbortController();
  const patience = {
    onAway: (error: unknown) => tell({ kind: "away", message: error instanceof Error ? error.message : String(error) }),
  };
  const inHand = new Set<Taken>();
  const gate = openGate();
  const refused = new Set<string>();
  let landed = 0;
  let offers: readonly Offer[] = [];
  let lookedAt = 0;

  await jobs.pool.query(`delete from ${runsSchema}.worker where seen_at < now() - interval '1 day'`);
  await jobs.pool.query(`insert into ${runsSchema}.worker (id, program, host, threads) values ($1, $2, $3, $4)`, [
    id,
    jobs.program,
    hostname(),
    options.threads,
  ]);

  async function look(): Promise<void> {
    if (Date.now() - lookedAt < 200) return;
    lookedAt = Date.now();
    const { rows } = await jobs.pool.query<{
      id: string;
      program: string;
      task_module: string;
      task_name: string;
      tasks: number;
      per_chunk: number;
    }>(
      `select id, program, task_module, task_name, tasks, per_chunk from ${runsSchema}.run
       where state = 'running' and ($1::uuid[] is null or id = any($1)) order by created_at`,
      [options.only === undefined ? null : [...options.only]],
    );
    for (const { id: run, program } of rows)
      if (program !== jobs.program && !refused.has(run)) {
        refused.add(run);
        tell({ kind: "refused", run, program });
      }
    offers = rows
      .filter(({ program }) => program === jobs.program)
      .map((row) => ({
        id: row.id,
        task: { module: row.task_module, name: row.task_name },
        tasks: row.tasks,
        perChunk: row.per_chunk,
      }));
  }

  /** Works on what was taken; gives the seconds of a chunk, and when the results are written, which nobody waits for. */
  async function work(compute: Compute, begun: Map<string, Promise<void>>, all: readonly Taken[], offer: Offer) {
    const run = offer.id;
    const finished: Finished[] = [];
    let spent = 0;
    for (const taken of all)
      try {
        if (!begun.has(run)) {
          // One input at a time: runs are worked off one after the other.
          for (const old of begun.keys()) compute.end(old);
          begun.clear();
          begun.set(
            run,
            patiently(() => inputOf(jobs, run), patience).then((input) => compute.begin(run, offer.task, input)),
          );
        }
        await begun.get(run);
        const started = performance.now();
        const results: unknown[] = [];
        const end = Math.min(offer.tasks, (taken.chunk + 1) * offer.perChunk);
        for (let index = taken.chunk * offer.perChunk; index < end; index++)
          results.push(await compute.task(run, index));
        const seconds = (performance.now() - started) / 1000;
        spent += seconds;
        finished.push({ taken, body: toBytes(results), seconds });
      } catch (error) {
        begun.delete(run);
        await giveUp(taken, error);
        inHand.delete(taken);
      }
    return { seconds: spent / all.length, landing: write(all, finished) };
  }

  async function write(all: readonly Taken[], finished: readonly Finished[]): Promise<void> {
    try {
      const done = await patiently(() => land(jobs, finished, id), patience);
      landed += done.size;
      for (const { taken, seconds } of finished) {
        const { run, chunk } = taken;
        tell(done.has(chunk) ? { kind: "landed", run, chunk, seconds } : { kind: "late", run, chunk });
      }
    } catch (error) {
      patience.onAway(error);
    } finally {
      for (const taken of all) inHand.delete(taken);
    }
  }

  async function giveUp(taken: Taken, error: unknown): Promise<void> {
    const { run, chunk } = taken;
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof Problem) {
      // The same input fails the same way everywhere: no use in trying again.
      await patiently(() => endRun(jobs, run, "failed", { ...sendError(error), chunk }), patience);
    } else {
      const said = stopping.signal.aborted ? "the worker was stopped and gave the chunk back" : message;
      await patiently(
        () => jobs.boss.fail(queueOf(run), { id: taken.id, retryCount: taken.retryCount }, { message: said }),
        patience,
      );
    }
    if (!stopping.signal.aborted) tell({ kind: "failed", run, chunk, message });
  }

  async function loop(): Promise<void> {
    const compute = options.compute();
    const begun = new Map<string, Promise<void>>();
    let pause = 20;
    let seconds = Number.POSITIVE_INFINITY;
    let landing = Promise.resolve();
    while (!stopping.signal.aborted) {
      const leave = await gate.enter();
      let alone = false;
      try {
        if (stopping.signal.aborted) break;
        await look();
        const found = await take(jobs, offers, Math.max(1, Math.min(16, Math.floor(0.2 / seconds))), gate);
        if (found !== undefined) {
          ({ alone } = found);
          for (const taken of found.all) inHand.add(taken);
          if (alone) await gate.alone();
          const worked = await work(compute, begun, found.all, found.offer);
          // One landing at a time: results must not pile up before a slow database.
          await landing;
          ({ seconds, landing } = worked);
          // What waits to be written is lost with the process, so it counts as work.
          void landing.finally(gate.join());
          if (alone) await landing;
          pause = 20;
          continue;
        }
        seconds = Number.POSITIVE_INFINITY;
        await upkeep(jobs);
        pause = Math.min(options.idle ?? 500, pause * 2);
      } catch (error) {
        patience.onAway(error);
        pause = Math.min(5000, Math.max(200, pause * 2));
      } finally {
        if (alone) gate.release();
        leave();
      }
      await wait(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    await landing;
    await compute.close();
  }

  async function beat(): Promise<void> {
    for (const { run, id: job, retryCount } of inHand)
      await jobs.boss.touch(queueOf(run), { id: job, retryCount }).catch(() => undefined);
    await jobs.pool
      .query(`update ${runsSchema}.worker set seen_at = now(), chunks = $2 where id = $1`, [id, landed])
      .catch(() => undefined);
    await upkeep(jobs).catch(() => undefined);
  }

  const computes: Compute[] = [];
  const make = options.compute;
  options = {
    ...options,
    compute: () => {
      const made = make();
      computes.push(made);
      return made;
    },
  };
  const timer = setInterval(() => void beat(), heartbeat);
  const loops = Array.from({ length: options.threads }, () => loop());
  return {
    id,
    busy: () => inHand.size,
    stop: async ({ now = false } = {}) => {
      stopping.abort();
      if (now) await Promise.all(computes.map((compute) => compute.close()));
      await Promise.all(loops);
      clearInterval(timer);
      await jobs.pool.query(`delete from ${runsSchema}.worker where id = $1`, [id]).catch(() => undefined);
    },
  };
}

/** One of all workers at a time: the others go on. */
async function upkeep(jobs: Jobs): Promise<void> {
  const client = await jobs.pool.connect();
  try {
    await client.query("begin");
    const { rows } = await client.query<{ mine: boolean }>(
      "select pg_try_advisory_xact_lock(hashtext('counterweight upkeep')) as mine",
    );
    if (rows[0]?.mine) {
      await settleGivenUp(jobs);
      await markDone(jobs);
    }
    await client.query("commit");
    client.release();
  } catch (error) {
    client.release(error as Error);
    throw error;
  }
}
