import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { inProcess, Problem } from "@counterweight/kernel";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "../postgres/open.ts";
import { type Processes, workerProcesses } from "../testing/processes.ts";
import { loadTestTask } from "../testing/tasks.ts";
import {
  computeHere,
  findRun,
  follow,
  type Jobs,
  openJobs,
  pgBossExecutor,
  refuseStrangers,
  resumeRun,
  startWorker,
  submitRun,
} from "./index.ts";
import { runsSchema } from "./schema.ts";

const folder = mkdtempSync(join(tmpdir(), "runs-"));
let database: Database;
let processes: Processes;
const opened: Jobs[] = [];

beforeAll(async () => {
  database = await openDatabase({ data: folder });
  processes = workerProcesses(database.settings);
  const jobs = await openJobs({ database: database.settings, program: "test" });
  await jobs.close();
});
afterEach(async () => {
  await processes.end();
  for (const jobs of opened.splice(0)) await jobs.close();
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(program = "test"): Promise<Jobs> {
  const jobs = await openJobs({ database: database.settings, program, lookSeconds: 1 });
  opened.push(jobs);
  return jobs;
}

const task = (name: string) => ({ module: "test", name });
const quick = { heartbeatSeconds: null, expireSeconds: 2, retries: 9, retryDelay: 1 };

/** Digest of all results in the order of their indices; fails where one is lost or comes twice. */
function digest() {
  const hash = createHash("sha256");
  let next = 0;
  return {
    take: (result: unknown, index: number) => {
      expect(index).toBe(next++);
      hash.update(new Uint8Array((result as Float64Array).slice().buffer));
    },
    count: () => next,
    text: () => hash.digest("hex"),
  };
}

async function reference(input: object, tasks: number): Promise<string> {
  const seen = digest();
  await inProcess(loadTestTask).run(task("numbers"), input, { chunks: tasks, keep: false, onResult: seen.take });
  return seen.text();
}

const submit = (jobs: Jobs, name: string, input: object, tasks: number, more: object = {}) =>
  submitRun(jobs, {
    title: name,
    kind: "test",
    task: task(name),
    input,
    tasks,
    perChunk: 1,
    endurance: quick,
    ...more,
  });

describe("a run on worker processes", () => {
  test("2,000 chunks on 1, 2 and 4 processes give the bytes of one thread", async () => {
    const input = { seed: 5, size: 16 };
    const expected = await reference(input, 2000);
    const jobs = await open();
    for (const count of [1, 2, 4]) {
      while (processes.all().length < count) await processes.start();
      const run = await submit(jobs, "numbers", input, 2000);
      const seen = digest();
      await follow(jobs, run, { onTask: seen.take });
      expect([seen.count(), seen.text()]).toEqual([2000, expected]);
      expect(await findRun(jobs, run)).toMatchObject({ state: "done", done: 2000 });
    }
  });

  test("killed, frozen past expiry and woken, the database restarted: complete, the same bytes, none lost or doubled", async () => {
    const input = { seed: 8, size: 8, milliseconds: 40 };
    const expected = await reference({ ...input, milliseconds: 0 }, 150);
    const jobs = await open();
    for (let count = 0; count < 3; count++) await processes.start();
    const run = await submit(jobs, "numbers", input, 150);
    const seen = digest();
    const followed = follow(jobs, run, { onTask: seen.take });

    await wait(300);
    const [victim, sleeper] = processes.all();
    victim?.kill("SIGKILL");
    sleeper?.kill("SIGSTOP");
    await wait(300);
    await database.close();
    database = await openDatabase({ data: folder });
    await processes.start();
    // Well past the two seconds after which its chunk goes to another.
    await wait(4500);
    sleeper?.kill("SIGCONT");
    await followed;
    expect([seen.count(), seen.text()]).toEqual([150, expected]);
    const { rows } = await jobs.pool.query(
      `select count(*)::int as n, count(distinct chunk)::int as different from ${runsSchema}.result where run = $1`,
      [run],
    );
    expect(rows).toEqual([{ n: 150, different: 150 }]);
  });

  test("a chunk that kills whoever takes it fails the run by its own number, and all its neighbours are done", async () => {
    const jobs = await open();
    const run = await submit(jobs, "deadly", { at: 17 }, 40, { endurance: { ...quick, retries: 1 } });
    const keeper = setInterval(() => {
      // Several chunks in each of three threads: at first it dies in company.
      if (processes.all().length < 1) void processes.start("test", 3);
    }, 200);
    await expect(follow(jobs, run, { onTask: () => undefined })).rejects.toThrow(
      "chunk 17 was given to 2 workers, the last time with nothing beside it, and none came back with it",
    );
    clearInterval(keeper);
    const view = await findRun(jobs, run);
    expect(view).toMatchObject({ state: "failed", error: { chunk: 17, attempts: 2 }, done: 39 });
    expect(await resumeRun(jobs, view)).toBe(1);
    expect(await findRun(jobs, run)).toMatchObject({ state: "running", error: undefined });
  });
});

describe("the executor", () => {
  const executor = async (perChunk?: number) =>
    pgBossExecutor({
      jobs: await open(),
      load: loadTestTask,
      workers: 2,
      compute: () => computeHere(loadTestTask),
      title: "test",
      kind: "test",
      endurance: { ...quick, retries: 1 },
      ...(perChunk === undefined ? {} : { perChunk }),
    });

  test.each([1, 7, undefined])(
    "gives results in order, whatever is put in a chunk (%s), and leaves none behind",
    async (perChunk) => {
      const boss = await executor(perChunk);
      const input = { seed: 2, size: 3 };
      const expected = await inProcess(loadTestTask).run(task("numbers"), input, { chunks: 40 });
      expect(await boss.run(task("numbers"), input, { chunks: 40 })).toEqual(expected);
      const jobs = await open();
      expect(
        (
          await jobs.pool.query(
            `select 1 from ${runsSchema}.result r join ${runsSchema}.run on id = run where collected`,
          )
        ).rowCount,
      ).toBe(0);
      await boss.close();
    },
  );

  test("a problem comes back as the same problem at once, an error after its retries in words", async () => {
    const boss = await executor(1);
    const refusal = boss.run(task("refusedThird"), {}, { chunks: 9 });
    await expect(refusal).rejects.toThrow("task 3: the third is refused.");
    await expect(refusal).rejects.toBeInstanceOf(Problem);
    await expect(boss.run(task("brokenThird"), {}, { chunks: 9 })).rejects.toThrow(
      "chunk 3 failed 2 times, last with: the third cannot be divided",
    );
    await boss.close();
  });

  test("stops at the signal and cancels the run", async () => {
    const boss = await executor(1);
    const stop = new AbortController();
    const running = boss.run(
      task("numbers"),
      { seed: 1, size: 1, milliseconds: 50 },
      { chunks: 500, signal: stop.signal },
    );
    setTimeout(() => stop.abort(new Error("stopped by hand")), 200);
    await expect(running).rejects.toThrow("stopped by hand");
    const jobs = await open();
    expect(
      (await jobs.pool.query(`select 1 from ${runsSchema}.run where state = 'running' and title = 'test'`)).rowCount,
    ).toBe(0);
    await boss.close();
  });
});

test("the role of deploy/roles.sql is enough for runs, and is not let into other schemas", async () => {
  const pool = database.pool({ max: 1 });
  await pool.query(readFileSync(join(import.meta.dirname, "../../../../deploy/roles.sql"), "utf8"));
  await pool.query(
    "alter role counterweight_worker password 'worker'; create schema register; create table register.secret (n int)",
  );
  const jobs = await openJobs({
    database: { ...database.settings, user: "counterweight_worker", password: "worker" },
    program: "roles",
    lookSeconds: 1,
  });
  opened.push(jobs);
  const boss = pgBossExecutor({
    jobs,
    load: loadTestTask,
    workers: 1,
    compute: () => computeHere(loadTestTask),
    title: "roles",
    kind: "test",
  });
  expect((await boss.run(task("numbers"), { seed: 1, size: 2 }, { chunks: 5 })).length).toBe(5);
  await expect(jobs.pool.query("select * from register.secret")).rejects.toThrow(
    "permission denied for schema register",
  );
  await expect(jobs.pool.query(`drop table ${runsSchema}.run`)).rejects.toThrow("must be owner");
  await boss.close();
});

describe("what is refused, in one sentence, with nothing changed", () => {
  test("workers of another program, both versions named; they leave its chunks alone", async () => {
    const jobs = await open("1.0");
    await jobs.pool.query(`update ${runsSchema}.run set state = 'cancelled' where state = 'running'`);
    const run = await submit(jobs, "numbers", { seed: 1, size: 1 }, 4);
    const stranger = await open("2.0");
    await expect(refuseStrangers(stranger)).rejects.toThrow(/made by counterweight 1\.0, this worker is 2\.0/);
    const events: object[] = [];
    const worker = await startWorker(stranger, {
      threads: 1,
      compute: () => computeHere(loadTestTask),
      onEvent: (event) => events.push(event),
    });
    await wait(400);
    await worker.stop();
    expect(events).toEqual([{ kind: "refused", run, program: "1.0" }]);
    expect(await findRun(jobs, run)).toMatchObject({ done: 0, state: "running" });
    await expect(resumeRun(stranger, await findRun(jobs, run))).rejects.toThrow(
      /made by counterweight 1\.0, this is 2\.0/,
    );
  });

  test.each([
    ["not a url", /database URL cannot be read/],
    ["postgresql://a@b/c?sslmode=verify-ful", /b\/c: there is no sslmode "verify-ful"; expected verify-full/],
    ["postgresql://nobody@127.0.0.1:1/none", /PostgreSQL at 127\.0\.0\.1:1\/none: the database does not answer/],
  ])("%s", async (url, message) => {
    await expect(openJobs({ database: url, program: "test" })).rejects.toThrow(message);
    await expect(openJobs({ database: url, program: "test" })).rejects.toBeInstanceOf(Problem);
  });

  test("tables of a newer program, and a user who may make none", async () => {
    const pool = database.pool({ max: 1 });
    await pool.query(`insert into ${runsSchema}.version (number) values (999)`);
    await expect(open()).rejects.toThrow(/made by a newer version of the program \(schema 999, this program knows 1\)/);
    await pool.query(`delete from ${runsSchema}.version where number = 999`);

    await pool.query("create database other");
    await pool.query("create role poor login password 'poor'");
    await pool.query("revoke create on database other from public");
    const absent = { ...database.settings, database: "absent" };
    await expect(openJobs({ database: absent, program: "test" })).rejects.toThrow(
      /there is no such database on the server \(database "absent" does not exist\); check the name/,
    );
    const poor = { ...database.settings, database: "other", user: "poor", password: "poor" };
    await expect(openJobs({ database: { ...poor, password: "rich" }, program: "test" })).rejects.toThrow(
      /the database refuses the user or the password/,
    );
    const refusal = openJobs({ database: poor, program: "test" });
    await expect(refusal).rejects.toBeInstanceOf(Problem);
    await expect(refusal).rejects.toThrow(/may not do this \(permission denied for database other\)/);
  });
});
