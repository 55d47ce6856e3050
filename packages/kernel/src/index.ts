export * from "./elementary.ts";
export * from "./executor/executor.ts";
export * from "./executor/pool.ts";
export * from "./problem.ts";
export * from "./text/numbers.ts";
