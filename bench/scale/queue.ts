import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Executor, TaskReference } from "@counterweight/kernel";
import { openDatabase } from "@counterweight/register";
import { findRun, follow, openJobs, pgBossExecutor, submitRun } from "@counterweight/register/jobs";
import { computeInThread } from "../../apps/cli/src/executor/compute.ts";
import { loadTask, threads } from "../../apps/cli/src/executor/threads.ts";
import { workerProcesses } from "../../packages/register/src/testing/processes.ts";
import { burn } from "../../packages/register/src/testing/tasks.ts";
import { cpuOf, cpuOfPostgres } from "./cpu.ts";
import { forecast } from "./model.ts";

/**
 * What does the queue cost against the pool of threads, how far does it go, and does the collector's memory stay flat?
 * CPU time wherever the machine's other work would change the clock's answer.
 */
export async function measureQueue(say: (text: string) => void): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "bench-scale-"));
  const database = await openDatabase({ data: folder });
  const open = () => openJobs({ database: database.settings, program: "test", lookSeconds: 2 });
  const postgres = () => cpuOfPostgres(join(folder, "postgresql"));
  const own = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  };
  const task: TaskReference = {
    module: new URL("../../packages/register/src/testing/tasks.ts", import.meta.url).href,
    name: "burn",
  };

  try {
    let rounds = 5e7;
    const trial = own();
    burn({ rounds }, 1);
    rounds = Math.round(rounds / (own() - trial));

    // 1. Chunks that last one second and leave the processor alone, so that all CPU time is the executor's and the database's.
    const chunks = 80;
    const waiting = { seed: 1, size: 8, milliseconds: 1000 };
    async function cost(executor: Executor) {
      const numbers = { ...task, name: "numbers" };
      await executor.run(numbers, { ...waiting, milliseconds: 1 }, { chunks: 2 });
      const [started, before] = [performance.now(), own() + postgres()];
      await executor.run(numbers, waiting, { chunks });
      const wall = (performance.now() - started) / 1000 / (chunks / 4);
      const cpu = (own() + postgres() - before) / chunks;
      await executor.close();
      return { wall, cpu };
    }
    const pool = await cost(threads(4));
    const queue = await cost(
      pgBossExecutor({
        jobs: await openJobs({ database: database.settings, program: "test", connections: 10 }),
        load: loadTask,
        workers: 4,
        compute: () => computeInThread(/./),
        title: "bench",
        kind: "bench",
        perChunk: 1,
      }),
    );
    const overhead = queue.wall / pool.wall - 1;
    const work = queue.cpu - pool.cpu;
    say(
      `Eighty chunks of one second on 4 threads: pool ${pool.wall.toFixed(3)} s, queue ${queue.wall.toFixed(3)} s a chunk: ${(100 * overhead).toFixed(1)}% more time; ${(100 * work).toFixed(1)}% of a second more CPU, the database's included (wanted: both under 5%)`,
    );

    // 2. Empty work, on 1, 2 and 4 processes, and what a chunk costs the database and the worker.
    const jobs = await open();
    const processes = workerProcesses(database.settings);
    const spread = async (name: string, input: object, count: number) => {
      const submitted = performance.now();
      const run = await submitRun(jobs, {
        title: name,
        kind: "bench",
        task: { module: "", name },
        input,
        tasks: count,
        perChunk: 1,
      });
      const started = performance.now();
      const before = { database: postgres(), workers: processes.all().map(({ pid }) => cpuOf(pid ?? 0)) };
      await follow(jobs, run, { onTask: () => undefined });
      const seconds = (performance.now() - started) / 1000;
      const workers = processes
        .all()
        .reduce((sum, { pid }, index) => sum + cpuOf(pid ?? 0) - (before.workers[index] ?? 0), 0);
      if ((await findRun(jobs, run)).done !== count) throw new Error("chunks are missing");
      return {
        seconds,
        submitting: (started - submitted) / 1000,
        database: (postgres() - before.database) / count,
        worker: workers / count,
      };
    };
    let empty = { seconds: 0, submitting: 0, database: 0, worker: 0 };
    for (const count of [1, 2, 4]) {
      while (processes.all().length < count) await processes.start();
      empty = await spread("burn", { rounds: 1 }, 4000);
      say(
        `Empty work on ${count} processes: ${Math.round(4000 / empty.seconds)} chunks a second here; a chunk costs the database ${(1000 * empty.database).toFixed(2)} ms of CPU, the worker ${(1000 * empty.worker).toFixed(2)} ms; 4,000 chunks put down in ${empty.submitting.toFixed(2)} s`,
      );
    }
    await processes.end();

    // 3. Two workers against one: CPU time of the workers for each result.
    const perResult: number[] = [];
    for (const count of [1, 2]) {
      while (processes.all().length < count) await processes.start();
      await spread("burn", { rounds: 1000 }, 20);
      perResult.push((await spread("burn", { rounds }, 10)).worker);
    }
    await processes.end();
    const efficiency = (perResult[0] ?? 0) / (perResult[1] ?? 1);
    say(
      `Two workers on two cores do ${efficiency.toFixed(3)} of twice one worker, by CPU time for each result (wanted: at least 0.9)`,
    );

    // 4. To a thousand workers, by a queue with these rates. One chunk at a time is taken where a chunk lasts a second or more.
    const single = await (async () => {
      await processes.start();
      await spread("numbers", { seed: 1, size: 8, milliseconds: 210 }, 4);
      const cost_ = await spread("numbers", { seed: 1, size: 8, milliseconds: 210 }, 40);
      await processes.end();
      return cost_.database;
    })();
    await jobs.close();
    const costs = { database: single, cores: 2, commit: 0.005 };
    say(
      `\nTaken one at a time a chunk costs the database ${(1000 * single).toFixed(2)} ms of CPU (with its upkeep and the collector's looks). Simulated, a database of 2 cores:`,
    );
    for (const seconds of [1, 2, 10])
      say(
        `  chunks of ${String(seconds).padStart(2)} s: ${[1, 10, 100, 300, 1000]
          .map((workers) => {
            const { efficiency: share, busy } = forecast(workers, seconds, costs);
            return `${workers} workers ${(100 * share).toFixed(0)}% (database ${(100 * busy).toFixed(0)}% busy)`;
          })
          .join(", ")}`,
      );
    say(
      `  Bottleneck: the database's cores, full at ${Math.round(2 / single)} chunks a second. Then: chunks of ten seconds, a database of more cores, or a database for each region.`,
    );

    // 5. Memory of the collector.
    say("\nMost memory of a collector that writes Parquet as chunks land:");
    const most: number[] = [];
    for (const rows of [1e6, 1e7, 1e8]) {
      const text = execFileSync(
        process.execPath,
        ["--expose-gc", join(import.meta.dirname, "collector.ts"), String(rows)],
        { encoding: "utf8" },
      );
      const { mostMegabytes } = JSON.parse(text) as { mostMegabytes: number };
      most.push(mostMegabytes);
      say(`  ${rows.toLocaleString("en")} results: ${Math.round(mostMegabytes)} MB`);
    }
    say(`  from 10^6 to 10^8: ${((most[2] ?? 0) / (most[0] ?? 1)).toFixed(2)} x`);
    return overhead < 0.05 && work < 0.05 && efficiency >= 0.9 && (most[2] ?? 0) < 1.5 * (most[0] ?? 0);
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
