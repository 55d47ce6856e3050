export { type Compute, computeHere } from "./compute.ts";
export { type BossOptions, chunkOf, follow, measureChunk, pgBossExecutor } from "./executor.ts";
export { type Jobs, type JobsOptions, openJobs } from "./open.ts";
export { landedFrom } from "./results.ts";
export {
  dropResults,
  type Endurance,
  endRun,
  findRun,
  listRuns,
  type NewRun,
  type RunError,
  type RunState,
  type RunView,
  resumeRun,
  submitRun,
} from "./runs.ts";
export { type RunningWorker, startWorker, type WorkerEvent, type WorkerOptions } from "./worker.ts";
export { refuseStrangers, requireHelpers, type WorkerView, workersOf } from "./workers.ts";
