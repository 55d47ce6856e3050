import { type Executor, inProcess } from "@counterweight/kernel";

/** The package's tasks in this thread: for tests, notebooks and small tables. */
export function localExecutor(): Executor {
  return inProcess(async ({ name }) => {
    const tasks = (await import("../tasks.ts")) as Record<string, unknown>;
    return tasks[name] as (input: unknown, index: number) => unknown;
  });
}
