export * from "./executor/executor.ts";
export * from "./executor/pool.ts";
export * from "./problem.ts";
