import { availableParallelism } from "node:os";
import { type Executor, inProcess, pool, type TaskLoader } from "@counterweight/kernel";
import { spawnThread } from "./spawn.ts";

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
  return pool(workers, spawnThread);
}
