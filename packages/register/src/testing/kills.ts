import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** Numbers below `most`; the same moments and targets in each run of a test. */
export function dice(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
}

function processesOf(folder: string): { postmaster: number | undefined; children: number[] } {
  const parents = new Map<number, number>();
  let postmaster: number | undefined;
  for (const pid of readdirSync("/proc").map(Number).filter(Number.isInteger)) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      parents.set(pid, Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
      if (command.split("\0")[0]?.endsWith("/postgres") && command.includes(join(folder, "postgresql")))
        postmaster = pid;
    } catch {
      // Ended while we looked.
    }
  }
  return { postmaster, children: [...parents].filter(([, parent]) => parent === postmaster).map(([pid]) => pid) };
}

const kill = (pid: number | undefined) => {
  try {
    if (pid !== undefined) process.kill(pid, "SIGKILL");
  } catch {
    // Gone already.
  }
};

async function untilReady(child: ChildProcess, hear: (part: string) => boolean): Promise<void> {
  await new Promise<void>((done) => {
    child.stdout?.on("data", (part: Buffer) => {
      if (hear(String(part))) done();
    });
    child.once("close", () => done());
  });
}

type KillOptions = {
  readonly saying?: string;
  /** Milliseconds at most from then to the kill. */
  readonly longest?: number;
  /** Always the program and the database at once. */
  readonly everything?: boolean;
  readonly whenSaid?: () => void;
};

/**
 * Runs a program of this folder on a register until kill -9 at a random moment: of the program alone, of the database's
 * processes alone, as by the kernel out of memory, or of everything at once. The moment is counted from when it first said
 * `saying`. Gives the lines it had said: what was acknowledged.
 */
export async function runAndKill(
  program: string,
  folder: string,
  args: readonly string[],
  next: (most: number) => number,
  { longest = 350, saying = "ready", everything = false, whenSaid = () => {} }: KillOptions = {},
): Promise<string[][]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, program), folder, ...args], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = new Promise<void>((done) => child.once("close", () => done()));
  let text = "";
  await untilReady(child, (part) => {
    text += part;
    return text.includes(saying);
  });
  whenSaid();
  await wait(20 + next(longest));
  const { postmaster, children } = processesOf(folder);
  const target = everything ? 2 : next(3);
  // The database first: it would take the program's end for a request to stop in order.
  if (target !== 0) for (const pid of [postmaster, ...children]) kill(pid);
  if (target !== 1) kill(child.pid);
  if (target === 1) {
    await wait(20);
    kill(child.pid);
  }
  await ended;
  const lines = text.split("\n");
  // The last line may be cut; what was cut was not acknowledged to anybody.
  lines.pop();
  return lines.map((line) => line.split(" "));
}

/** Runs a program of this folder until it says so much, then kills it. Gives what it had said. */
export async function runUntil(
  program: string,
  folder: string,
  args: readonly string[],
  saying: string,
): Promise<string> {
  const child = spawn(process.execPath, [join(import.meta.dirname, program), folder, ...args], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = new Promise<void>((done) => child.once("close", () => done()));
  let text = "";
  await untilReady(child, (part) => {
    text += part;
    return text.includes(saying);
  });
  kill(child.pid);
  await ended;
  return text;
}
