import type { Executor, TaskReference } from "@counterweight/kernel";
import type { Model } from "../model/model.ts";

/** The names of the methods, in the order in which they are shown. */
export const METHODS = [
  "independence",
  "stepwise",
  "aic",
  "bic",
  "fixed",
  "threshold",
  "dga",
  "lcmcr",
  "rcapture",
  "chapman",
] as const;
export type MethodName = (typeof METHODS)[number];

export type CountOptions = {
  readonly methods: readonly MethodName[];
  /** Stepwise adds a pair while its p-value is below this. */
  readonly threshold: number;
  /** For the method `fixed`. */
  readonly model?: Model;
  /** Bootstrap replicates with the choice of model repeated; 0 for Wald intervals instead. */
  readonly bootstrap: number;
  /** Most lists one interaction joins in the BIC search; all that the number of lists allows if absent. */
  readonly order?: number;
  /** Chains of the latent-class sampler. */
  readonly chains: number;
  readonly seed: number;
  readonly level: number;
  /** False leaves the robustness checks out. */
  readonly robustness: boolean;
};

export const DEFAULTS: CountOptions = {
  methods: METHODS.filter((name) => name !== "fixed"),
  threshold: 0.02,
  bootstrap: 1000,
  chains: 4,
  seed: 1,
  level: 0.95,
  robustness: true,
};

/** Resampled tables unless told otherwise: a fit of many lists takes a thousand times as long as one of five. */
export function defaultBootstrap(lists: number): number {
  return lists <= 10 ? DEFAULTS.bootstrap : lists <= 12 ? 200 : 0;
}

/** What an analysis runs on: an executor, where it reports, and how it is stopped. */
export type Running = {
  readonly executor: Executor;
  readonly signal?: AbortSignal;
  /** Called with the share done and what is being done. */
  readonly onProgress?: (share: number, doing: string) => void;
};

/** The tasks of this package, as a worker finds them. */
export const task = (name: string): TaskReference => ({ module: "@counterweight/prevalence/tasks", name });
