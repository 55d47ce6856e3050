import type { Context } from "../analysis/context.ts";
import { chooseStepwise } from "../choose/stepwise.ts";
import { Cells } from "../fit/cells.ts";
import { Fitter } from "../fit/fitter.ts";
import { type Changed, type InternalConsistency, internalConsistency, leaveOneOut, mergedPairs } from "./lists.ts";
import {
  type LinkError,
  linkErrors,
  type OddsRatio,
  oddsRatioSensitivity,
  type Thinned,
  thinning,
} from "./sensitivity.ts";

/** How the stepwise estimate stands up; everything here is recomputed from the table. */
export type Robustness = {
  readonly estimate: number;
  readonly leaveOneOut: readonly Changed[];
  readonly merged: readonly Changed[];
  readonly internalConsistency: InternalConsistency;
  readonly oddsRatio: readonly OddsRatio[];
  readonly linkErrors: readonly LinkError[];
  readonly thinning: readonly Thinned[];
};

/** More lists than this and the checks would take minutes; they are left out. */
export const MOST_LISTS_ROBUSTNESS = 12;

export async function robustness(context: Context): Promise<Robustness | null> {
  const { table, options } = context;
  const lists = table.lists.length;
  if (lists > MOST_LISTS_ROBUSTNESS) return null;
  const cells = Cells.of(table);
  const fitter = new Fitter(lists);
  const chosen = chooseStepwise(cells, fitter, options.threshold);
  if (chosen.status !== 0) return null;
  const estimate = cells.people + fitter.unseen;
  return {
    estimate,
    leaveOneOut: await leaveOneOut(context),
    merged: await mergedPairs(context),
    internalConsistency: await internalConsistency(context),
    oddsRatio: oddsRatioSensitivity(cells.people, estimate),
    linkErrors: linkErrors(table, chosen.model),
    thinning: thinning(table, options.threshold, options.seed),
  };
}
