import { type LeverName } from "../catalogue/levers.ts";
import type { OutcomeKey } from "../ensemble/outcomes.ts";
import { comparedOutcomes } from "../ensemble/outcomes.ts";
import { type Sweep, sweepBlock } from "./sweep.ts";

/** What is followed in a sweep; see `outcomes` for units. */
export const sweepOutcomes: readonly OutcomeKey[] = comparedOutcomes;

/** One column of a sweep's table. */
export type SweepColumn = {
  readonly name: string;
  readonly type: "INT32" | "DOUBLE";
  readonly unit: string;
};

/** Regions and structures by their place in the study, which keeps every column a number; `labels` says which is which. */
export function sweepColumns(sweep: Sweep): SweepColumn[] {
  const whole = (name: string, unit: string): SweepColumn => ({ name, type: "INT32", unit });
  const real = (name: string, unit: string): SweepColumn => ({ name, type: "DOUBLE", unit });
  const before = [
    whole("policy", "number in the sequence"),
    whole("region", `place in the study: ${sweep.regions.join(", ")}`),
    whole("structure", `place in the study: ${sweep.structures.join(", ")}`),
  ];
  const sizes = leversOf(sweep).map((lever) => real(lever, "size of the lever"));
  if (sweep.rows === "draws")
    return [...before, whole("draw", "number"), ...sizes, ...sweepOutcomes.map((key) => real(key, "over the horizon"))];
  const change = (key: OutcomeKey) => `change against nothing in the same draw${isShare(key) ? ", share" : ""}`;
  return [
    ...before,
    whole("draws", "kept"),
    ...sizes,
    real("people_fall", "share of draws in which person-years fall"),
    ...sweepOutcomes.flatMap((key) => ["p5", "p50", "p95"].map((part) => real(`${key}_${part}`, change(key)))),
  ];
}

/** Changes of stocks and flows are shares of what would be; those of indices, which may start at zero, differences. */
export function isShare(key: OutcomeKey): boolean {
  return key !== "freeWorkersIncome" && key !== "freeWorkersExposure";
}

export function leversOf({ levers }: Sweep): LeverName[] {
  return Object.keys(levers) as LeverName[];
}

/** Policies computed by one call of the task: a power of 2, about four thousand runs. */
export function policiesPerTask({ draws }: Sweep): number {
  return 2 ** Math.max(0, Math.floor(Math.log2((16 * sweepBlock) / draws)));
}

/** One call of the task: some policies in one region and structure. Regions and structures run fastest. */
export function placeOfTask(
  sweep: Sweep,
  index: number,
): { readonly first: number; readonly count: number; readonly region: number; readonly structure: number } {
  const perTask = policiesPerTask(sweep);
  const structures = sweep.structures.length;
  const places = structures * sweep.regions.length;
  const first = Math.floor(index / places) * perTask;
  return {
    first,
    count: Math.min(perTask, sweep.policies - first),
    region: Math.floor((index % places) / structures),
    structure: index % structures,
  };
}

export function tasksOfSweep(sweep: Sweep): number {
  return Math.ceil(sweep.policies / policiesPerTask(sweep)) * sweep.structures.length * sweep.regions.length;
}
