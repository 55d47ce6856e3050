import { Worker } from "node:worker_threads";
import type { WorkerHandle } from "@counterweight/kernel";

/** A worker thread that loads tasks by their references. */
export function spawnThread(): WorkerHandle {
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
}
