import { parentPort, workerData } from "node:worker_threads";
import { engines, move } from "./task.ts";

// One of two workers: half of the draws.
const { slice, slices, levels } = workerData as { slice: number; slices: number; levels?: number[] };
const ready = engines("simd", slice, slices, levels);
parentPort?.postMessage("ready");
parentPort?.on("message", (index: number) => {
  for (const engine of ready) engine.run(move(index));
  parentPort?.postMessage("done");
});
