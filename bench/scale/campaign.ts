import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { inProcess, stream } from "@counterweight/kernel";
import { openDatabase } from "@counterweight/register";
import { findRun, follow, openJobs, submitRun } from "@counterweight/register/jobs";
import { workerProcesses } from "../../packages/register/src/testing/processes.ts";
import { loadTestTask } from "../../packages/register/src/testing/tasks.ts";

/**
 * The long campaign: workers killed with -9 at random, the database restarted half-way, workers frozen past the expiry of their
 * chunks and woken. What comes out must be the bytes of one thread. `node bench/scale/campaign.ts [KILLS]`; 50 take some
 * three minutes. A short one is in the test suite.
 */
export async function campaign(kills: number, tell: (line: string) => void): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "campaign-"));
  let database = await openDatabase({ data: folder });
  const jobs = await openJobs({ database: database.settings, program: "test", lookSeconds: 1 });
  const processes = workerProcesses(database.settings);
  const random = stream(2026, "campaign");
  const input = { seed: 9, size: 32, milliseconds: 60 };
  const tasks = kills * 220;
  const hash = (take: (feed: (result: unknown, index: number) => void) => Promise<unknown>) => {
    const digest = createHash("sha256");
    let next = 0;
    return take((result, index) => {
      if (index !== next++) throw new Error(`result ${index} came in place of ${next - 1}`);
      digest.update(new Uint8Array((result as Float64Array).slice().buffer));
    }).then(() => `${next} ${digest.digest("hex")}`);
  };
  const reference = await hash((onResult) =>
    inProcess(loadTestTask).run(
      { module: "", name: "numbers" },
      { ...input, milliseconds: 0 },
      { chunks: tasks, keep: false, onResult },
    ),
  );
  try {
    for (let count = 0; count < 4; count++) await processes.start();
    const run = await submitRun(jobs, {
      title: "campaign",
      kind: "test",
      task: { module: "", name: "numbers" },
      input,
      tasks,
      perChunk: 1,
      endurance: { heartbeatSeconds: null, expireSeconds: 3, retries: 20, retryDelay: 1 },
    });
    const over = new AbortController();
    let killed = 0;
    let frozen = 0;
    const havoc = (async () => {
      while (killed < kills && !over.signal.aborted) {
        await wait(300 + 900 * random.uniform());
        const all = processes.all();
        const victim = all[random.integer(Math.max(1, all.length))];
        if (victim === undefined) continue;
        if (killed % 10 === 5 && frozen <= killed / 10) {
          frozen += 1;
          victim.kill("SIGSTOP");
          setTimeout(() => victim.kill("SIGCONT"), 6000);
          await processes.start();
          continue;
        }
        victim.kill("SIGKILL");
        killed += 1;
        await processes.start();
        if (killed === Math.floor(kills / 2)) {
          await database.close();
          database = await openDatabase({ data: folder });
          tell(`${killed} killed, database restarted, ${(await findRun(jobs, run)).done} of ${tasks} chunks`);
        }
      }
    })();
    const result = await hash((onTask) => follow(jobs, run, { onTask }));
    over.abort();
    await havoc;
    const view = await findRun(jobs, run);
    const same = result === reference && view.state === "done" && view.done === tasks;
    tell(
      `${killed} killed, ${frozen} frozen and woken, 1 restart of the database: ${tasks} chunks, ${same ? "the same bytes, none lost or doubled" : "NOT THE SAME"}`,
    );
    return same;
  } finally {
    await processes.end();
    await jobs.close();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const same = await campaign(Number(process.argv[2] ?? 50), (line) => process.stdout.write(`${line}\n`));
  process.exitCode = same ? 0 : 1;
}
