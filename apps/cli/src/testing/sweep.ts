import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { temporaryDatabase } from "./database.ts";

const main = join(import.meta.dirname, "..", "main.ts");

/** One way the sweep was run: what its Parquet file is, how long it took, how many chunks landed and from how many workers. */
export type SweepRun = {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly seconds: number;
  readonly chunks: number;
};

/** A sweep that is cut into so many chunks: a task is 16 policies of 256 draws in one of two regions and two structures. */
export const sweepOfChunks = (chunks: number) => ({
  kind: "counterweight sweep",
  version: 1,
  title: "Rights and hotlines",
  regions: ["Africa", "Americas"],
  sectors: ["domestic work"],
  structures: ["D", "S"],
  policies: 16 * Math.ceil(chunks / 4),
  draws: 256,
  years: 1,
  levers: { rights: [0, 0.5], tdet: [0, 2] },
});

/**
 * Runs one sweep by the commands a user types: in one process without a database, then on a real PostgreSQL by so many
 * `counterweight worker` processes, each run collected by a process that computes nothing.
 */
export async function runSweepEverywhere(
  chunks: number,
  processes: readonly number[],
  tell: (run: SweepRun) => void = () => undefined,
): Promise<SweepRun[]> {
  const folder = mkdtempSync(join(tmpdir(), "sweep-"));
  const file = join(folder, "sweep.json");
  writeFileSync(file, JSON.stringify(sweepOfChunks(chunks)));
  const place = await temporaryDatabase();
  const env = { ...process.env, DATABASE_URL: place.url };
  const command = async (...args: string[]) =>
    (await promisify(execFile)(process.execPath, [main, ...args], { env, maxBuffer: 1e8 })).stdout;
  const workers: ChildProcess[] = [];
  const runs: SweepRun[] = [];

  async function run(name: string, ...more: string[]): Promise<void> {
    const out = join(folder, `${name}.parquet`);
    const started = performance.now();
    await command("run", file, "--out", out, ...more);
    const seconds = (performance.now() - started) / 1000;
    const [newest] = (JSON.parse(await command("runs", "--json")) as { runs: { done: number }[] }).runs;
    const content = readFileSync(out);
    const sha256 = createHash("sha256").update(content).digest("hex");
    const made = { name, sha256, bytes: content.length, seconds, chunks: more.includes("0") ? (newest?.done ?? 0) : 0 };
    runs.push(made);
    tell(made);
  }

  try {
    await run("one process, no database", "--workers", "1");
    for (const count of processes) {
      while (workers.length < count) workers.push(await startWorker(env));
      // Every task is a chunk of its own, so that there are as many as asked for.
      const shared = ["--database-url", place.url, "--workers", "0", "--chunk", "0.001"];
      await run(`${count} worker ${count === 1 ? "process" : "processes"}`, ...shared);
    }
    return runs;
  } finally {
    await Promise.all(workers.map(end));
    await place.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startWorker(env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const worker = spawn(process.execPath, [main, "worker", "--workers", "1"], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((ready, fail) => {
    worker.stdout.once("data", () => ready());
    worker.once("exit", (code) => fail(new Error(`a worker ended with code ${code} before it was ready`)));
  });
  return worker;
}

const end = (worker: ChildProcess) =>
  new Promise<void>((ended) => {
    if (worker.exitCode !== null || worker.signalCode !== null) return ended();
    worker.once("exit", () => ended());
    worker.kill("SIGTERM");
  });
