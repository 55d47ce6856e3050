import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Estimate } from "../run/estimate.ts";
import { temporaryDatabase } from "../testing/database.ts";
import { run } from "../testing/terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "run-"));
const file = (name: string, content?: object) => {
  const path = join(folder, name);
  if (content !== undefined) writeFileSync(path, JSON.stringify(content));
  return path;
};
const digest = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");

const sweep = file("sweep.json", {
  kind: "counterweight sweep",
  version: 1,
  title: "Rights and hotlines",
  sectors: ["domestic work"],
  structures: ["D", "S"],
  policies: 1500,
  draws: 16,
  years: 2,
  levers: { rights: [0, 0.5], tdet: [0, 2] },
});
const study = file("study.json", {
  kind: "counterweight study",
  version: 1,
  sectors: ["domestic work"],
  structures: ["D"],
  draws: 256,
  years: 2,
  policies: [{ name: "Hotlines", levers: { tdet: 1 } }],
});

let place: Awaited<ReturnType<typeof temporaryDatabase>>;
const workers: ChildProcess[] = [];

beforeAll(async () => {
  place = await temporaryDatabase();
});
afterAll(async () => {
  for (const worker of workers) worker.kill("SIGKILL");
  await place.end();
  rmSync(folder, { recursive: true, force: true });
});

/** A worker as an operator starts it; gives what it wrote until it was ready. */
async function startWorker(...more: string[]): Promise<{ child: ChildProcess; text: string }> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, "..", "main.ts"), "worker", "--workers", "1", ...more],
    {
      env: { ...process.env, DATABASE_URL: place.url },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  workers.push(child);
  let text = "";
  await new Promise<void>((ready) => {
    child.stdout.on("data", (data: Buffer) => {
      text += data.toString();
      if (more.length === 0 || text.includes("Metrics")) ready();
    });
    child.once("exit", () => ready());
  });
  return { child, text };
}

describe("counterweight run", () => {
  test("a sweep is the same file to the byte on threads, in a database, and left to a worker process", async () => {
    const here = file("here.parquet");
    expect(await run(["run", sweep, "--workers", "1", "--out", here])).toMatchObject({ code: 0 });
    const threads = file("threads.parquet");
    const shown = await run(["run", sweep, "--workers", "2", "--out", threads]);
    expect(shown.output).toContain("Least harm where they do worst:");
    const shared = file("shared.parquet");
    expect(await run(["run", sweep, "--database-url", place.url, "--workers", "2", "--out", shared])).toMatchObject({
      errors: "",
      code: 0,
    });

    const { output } = await run(["run", sweep, "--database-url", place.url, "--detach"]);
    const id = /^Run (\S+), \d+ chunks/.exec(output)?.[1] ?? "";
    const before = await run(["runs", "show", id, "--database-url", place.url]);
    expect(before.output).toContain("nothing seen: 0% to 100%");
    const { child, text } = await startWorker("--metrics", "0");
    expect(text).toMatch(/^Worker \S+ of counterweight 0\.1\.0\+[0-9a-f]{10}, 1 at a time, on PostgreSQL at localhost/);
    const left = file("left.parquet");
    for (;;) {
      const { output: now } = await run(["runs", "show", id, "--database-url", place.url, "--json"]);
      if ((JSON.parse(now) as { run: { state: string } }).run.state !== "running") break;
      await new Promise((turn) => setTimeout(turn, 200));
    }
    const metrics = await fetch(`http://127.0.0.1:${/port (\d+)/.exec(text)?.[1]}/metrics`);
    expect(await metrics.text()).toMatch(/counterweight_chunks_total\{outcome="landed"\} [1-9]/);
    expect(await run(["runs", "show", id, "--database-url", place.url, "--out", left, "--drop"])).toMatchObject({
      code: 0,
    });
    const list = await run(["runs", "--database-url", place.url]);
    expect(list.output).toMatch(/sweep +Rights and hotlines +done +\d+ of \d+ \(100%\)/);
    expect(list.output).toContain("1 worker, 1 chunks at a time");
    child.kill("SIGTERM");
    expect(await new Promise((ended) => child.once("exit", ended))).toBe(0);

    expect(new Set([here, threads, shared, left].map(digest)).size).toBe(1);
    const buffer = await asyncBufferFromFile(here);
    const facts = (await parquetMetadataAsync(buffer)).key_value_metadata ?? [];
    expect(facts.find(({ key }) => key === "complete")?.value).toBe("true");
    const rows = await parquetReadObjects({ file: buffer, rowStart: 0, rowEnd: 4 });
    expect(rows[0]).toMatchObject({ policy: 0, region: 0, structure: 0 });
    expect(readdirSync(folder).filter((name) => name.includes("unfinished"))).toEqual([]);
  });

  test("a study is the result of `study`, whoever works on it; a command with a database the result without", async () => {
    const plain = await run(["study", study, "--json"]);
    expect((await run(["run", study, "--json"])).output).toBe(plain.output);
    expect((await run(["run", study, "--json", "--database-url", place.url, "--workers", "1"])).output).toBe(
      plain.output,
    );
    const compare = [
      "compare",
      "--sector",
      "domestic work",
      "--structures",
      "D",
      "--interventions",
      "hotline",
      "--draws",
      "64",
      "--years",
      "2",
      "--json",
    ];
    const usual = await run(compare);
    expect(usual.errors).toBe("");
    expect((await run([...compare, "--database-url", place.url, "--workers", "1"])).output).toBe(usual.output);
  });

  test("counting with a bootstrap too: the same numbers from the workers of a database", async () => {
    const count = ["count", "example", "korea-3", "--method", "stepwise", "--bootstrap", "40", "--seed", "3", "--json"];
    const usual = await run(count);
    expect(usual.errors).toBe("");
    expect((await run([...count, "--database-url", place.url, "--workers", "1"])).output).toBe(usual.output);
  });

  test("a cancelled run keeps what landed and is resumed to the same end", async () => {
    const { output } = await run(["run", sweep, "--database-url", place.url, "--detach", "--json"]);
    const { run: id } = JSON.parse(output) as { run: string };
    const at = ["--database-url", place.url];
    expect((await run(["runs", "cancel", id.slice(0, 8), ...at])).output).toContain("is cancelled");
    expect((await run(["runs", "cancel", id, ...at])).output).toContain("was cancelled already");
    expect((await run(["runs", "resume", id, ...at])).output).toMatch(/goes on: \d+ chunks are to be done/);
    expect((await run(["runs", "cancel", id, ...at])).code).toBe(0);
  });
});

describe("a sweep of a million policies", () => {
  const million = () =>
    file("million.json", {
      kind: "counterweight sweep",
      version: 1,
      sectors: ["domestic work"],
      structures: ["D"],
      policies: 1_000_000,
      draws: 16,
      years: 1,
      levers: { rights: [0, 0.5], tdet: [0, 2] },
    });

  test("--dry-run says before anything is put down what it costs", async () => {
    const { output, errors } = await run(["run", million(), "--dry-run"]);
    expect(errors).toBe("");
    expect(output).toContain("16 million model runs, in 3,907 tasks.");
    expect(output).toMatch(/Processor time: .+ as on this machine now, where \d+ tasks? took/);
    // 4 whole numbers and 2 levers, 1 share and 6 outcomes of three numbers: 4 times 4 bytes and 21 times 8.
    expect(output).toContain("1 million rows of 25 columns, 180 MB");
    const { output: data } = await run(["run", million(), "--dry-run", "--json"]);
    const { cpuSeconds, taskSeconds, tasks, bytes } = JSON.parse(data) as Estimate;
    expect(cpuSeconds).toEqual({ low: tasks * taskSeconds.low, high: tasks * taskSeconds.high });
    expect(bytes).toBe(1_000_000 * (4 * 4 + 21 * 8));
  });

  test("is put down in the database of the environment, cut as long as was asked for, and can be cancelled", async () => {
    process.env["DATABASE_URL"] = place.url;
    try {
      const { output, errors } = await run(["run", million(), "--detach", "--chunk", "0.001", "--json"]);
      expect(errors).toBe("");
      const { run: id, chunks } = JSON.parse(output) as { run: string; chunks: number };
      expect(chunks).toBe(3907);
      expect((await run(["runs", "cancel", id])).output).toContain("is cancelled");
    } finally {
      delete process.env["DATABASE_URL"];
    }
  });
});

describe("bad input is one sentence, exit code 2, and nothing is changed", () => {
  const hugest = {
    kind: "counterweight sweep",
    version: 1,
    regions: ["Africa", "Americas", "Asia and the Pacific", "Arab States", "Europe and Central Asia", "World"],
    structures: ["D", "S", "E", "W"],
    levers: { rights: [0, 0.5] },
  };
  const unknown = () => file("unknown.json", { kind: "counterweight sweep", version: 1, polices: 3 });
  test.each([
    [() => ["run", sweep, "--database-url", "nonsense"], /database URL cannot be read/],
    [
      () => ["run", sweep, "--database-url", "postgresql://a@127.0.0.1:1/b"],
      /127\.0\.0\.1:1\/b: the database does not answer/,
    ],
    [() => ["worker", "--database-url", "postgresql://a@127.0.0.1:1/b"], /the database does not answer/],
    [
      () => ["run", unknown(), "--database-url", place.url],
      /unknown\.json: the key "polices" is not known; expected policies/,
    ],
    [
      () => ["run", sweep, "--out", file("x.csv"), "--database-url", place.url],
      /cannot be written as this kind of file; expected .*\.parquet/,
    ],
    [
      () => ["run", file("swep.json", { kind: "counterweight swep", version: 1 })],
      /swep\.json, kind: "counterweight swep" is nothing that can be run; expected counterweight sweep/,
    ],
    [() => ["run", sweep, "--chunk", "soon"], /--chunk is "soon"; expected seconds from 0\.001 to 3600/],
    [
      () => ["run", file("huge.json", { ...hugest, policies: 100_000_000, draws: 8192 }), "--dry-run"],
      /this sweep has 2\.40 billion tasks, and a run at most 2\.15 billion; cut it/,
    ],
    [() => ["run", sweep, "--detach"], /only be left behind in a database/],
    [
      () => ["run", sweep, "--database-url", place.url, "--workers", "0"],
      /no worker is there, and none was asked for here/,
    ],
    [() => ["runs", "show", "abcdef", "--database-url", place.url], /there is no run "abcdef"/],
    [() => ["runs", "shwo", "--database-url", place.url], /there is no "runs shwo"; expected show/],
    [() => ["run", file("none.json")], /there is no such file/],
  ])("%#", async (args, message) => {
    const count = async () =>
      (JSON.parse((await run(["runs", "--database-url", place.url, "--json"])).output) as { runs: unknown[] }).runs
        .length;
    const before = await count();
    const { code, errors } = await run(args());
    expect(code).toBe(2);
    expect(errors).toMatch(message);
    expect(errors.trim().split("\n")).toHaveLength(1);
    expect(await count()).toBe(before);
    expect(existsSync(file("x.csv"))).toBe(false);
  });
});
