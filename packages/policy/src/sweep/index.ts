import type { TaskReference } from "@counterweight/kernel";

export { type SweepColumn, sweepColumns, tasksOfSweep } from "./rows.ts";
export { type SweepSoFar, sweepSoFar } from "./so-far.ts";
export { isSweep, readSweep, type Sweep, type SweepLever, sweepLimits } from "./sweep.ts";
export type { SweepInput, SweepRows } from "./tasks.ts";

/** For an executor: each index is some policies in one region and structure, over all draws. */
export const sweepTask: TaskReference = { module: "@counterweight/policy/sweep-tasks", name: "simulateSweep" };
