import { type Executor, inProcess, pool, type WorkerHandle } from "@counterweight/kernel";
import { loadTask } from "./chunk-tasks.ts";
import { handleOf } from "./webWorker.ts";

/**
 * Web Workers behind the executor that worker threads and many machines stand behind too. At least two where the machine
 * has two cores, at most four: more only heat a laptop. Inside a worker of a browser that allows no workers there, the
 * chunks run in the worker that asks, which is still not the page's thread.
 */
export function webWorkers(): Executor {
  if (typeof Worker === "undefined") return inProcess(loadTask);
  return pool(Math.min(4, Math.max(2, navigator.hardwareConcurrency || 2)), spawn);
}

const spawn = (): WorkerHandle =>
  handleOf(new Worker(new URL("./chunk-worker.ts", import.meta.url), { type: "module" }));
