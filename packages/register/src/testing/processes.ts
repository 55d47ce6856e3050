import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

/** Worker processes of a test; `end` leaves none behind. */
export type Processes = {
  readonly start: (program?: string, threads?: number) => Promise<ChildProcess>;
  readonly all: () => readonly ChildProcess[];
  readonly end: () => Promise<void>;
};

export function workerProcesses(settings: object): Processes {
  const running = new Set<ChildProcess>();
  return {
    all: () => [...running],
    start: async (program = "test", threads = 1) => {
      const child = spawn(
        process.execPath,
        [join(import.meta.dirname, "worker.ts"), JSON.stringify(settings), program, String(threads)],
        { stdio: ["ignore", "pipe", "inherit"] },
      );
      running.add(child);
      child.once("exit", () => running.delete(child));
      await new Promise<void>((ready) => {
        child.stdout?.once("data", () => ready());
        child.once("exit", () => ready());
      });
      return child;
    },
    end: async () => {
      await Promise.all(
        [...running].map(
          (child) =>
            new Promise<void>((done) => {
              child.once("exit", () => done());
              child.kill("SIGKILL");
            }),
        ),
      );
    },
  };
}
