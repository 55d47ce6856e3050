import { type FromWorker, type ToWorker, workerSide } from "@counterweight/kernel";
import { loadTask } from "./chunk-tasks.ts";

// One hand of the executor: told a run and then one chunk at a time.
const answer = (message: FromWorker) =>
  (self as unknown as { postMessage: (message: FromWorker) => void }).postMessage(message);
const handle = workerSide(loadTask, answer);
self.onmessage = ({ data }: MessageEvent<ToWorker>) => void handle(data);
