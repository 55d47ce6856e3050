import type { FromWorker, WorkerHandle } from "@counterweight/kernel";

/** A Web Worker as the executor's pool holds it. */
export const handleOf = (worker: Worker): WorkerHandle => ({
  send: (message) => worker.postMessage(message),
  listen: (onMessage, onDeath) => {
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => onMessage(data);
    worker.onerror = ({ message }) => onDeath(new Error(message || "The computation stopped."));
  },
  end: async () => worker.terminate(),
});
