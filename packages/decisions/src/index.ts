export * from "./border/index.ts";
export * from "./budget/index.ts";
export * from "./discovery/index.ts";
export * from "./history/index.ts";
export * from "./information/index.ts";
export * from "./robustness/index.ts";
export * from "./values/index.ts";
export * from "./variance/index.ts";
