import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { type Executor, inProcess, pool, type TaskLoader } from "@counterweight/kernel";

/** Loads a task in this process; a worker thread does the same on its side. */
export const loadTask: TaskLoader = async ({ module, name }) => {
  const loaded = (await import(module)) as Record<string, unknown>;
  const task = loaded[name];
  if (typeof task !== "function") throw new Error(`${module} exports no task called ${name}`);
  return task as Awaited<ReturnType<TaskLoader>>;
};

/** Worker threads, as many as asked or as the machine has cores. One worker means this thread, so nothing is copied. */
export function threads(workers = availableParallelism()): Executor {
  if (workers <= 1) return inProcess(loadTask);
  return pool(workers, () => {
    const worker = new Worker(new URL("./thread.ts", import.meta.url));
    let ending = false;
    return {
      send: (message) => worker.postMessage(message),
      listen: (onMessage, onDeath) => {
        worker.on("message", onMessage);
        worker.on("error", onDeath);
        worker.on("exit", (code) => {
          if (!ending) onDeath(new Error(`a worker thread ended with code ${code}`));
        });
      },
      end: async () => {
        ending = true;
        await worker.terminate();
      },
    };
  });
}
