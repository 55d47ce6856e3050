// What an executor loads on its workers; every task is a pure function of (input, index).
export { bootstrapChunk } from "./bootstrap/resample.ts";
export { bicTask } from "./choose/bic-task.ts";
export { runChain } from "./classes/chain.ts";
export { graphTask } from "./graphs/task.ts";
export { thresholdTask } from "./threshold/task.ts";
