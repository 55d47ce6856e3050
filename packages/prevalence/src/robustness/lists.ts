import { type Context, describeModel, resample, withBootstrap } from "../analysis/context.ts";
import { readiness } from "../analysis/readiness.ts";
import type { Interval, MethodStatus } from "../analysis/results.ts";
import { chooseStepwise } from "../choose/stepwise.ts";
import { Cells } from "../fit/cells.ts";
import { Fitter } from "../fit/fitter.ts";
import { heldOut, mergeLists, withoutList } from "../table/change.ts";
import { type ListTable, margin, observed } from "../table/table.ts";

/** The stepwise estimate of a changed table, or why there is none. */
export type Changed = {
  readonly change: string;
  readonly lists: number;
  readonly observed: number;
  readonly estimate: number | null;
  readonly interval: Interval | null;
  readonly model: string | null;
  readonly status: MethodStatus;
  readonly reason: string | null;
};

/** Replicates for the intervals of changed tables: enough for coverage, cheap enough for every list and pair. */
const REPLICATES = 200;

/** Stepwise on a changed table, refused for the same reasons as any table. */
async function stepwiseOf(
  context: Context,
  change: string,
  table: ListTable | undefined,
  replicates: number,
): Promise<Changed> {
  if (table === undefined)
    return {
      change,
      lists: 0,
      observed: 0,
      estimate: null,
      interval: null,
      model: null,
      status: "no estimate",
      reason: "No two lists with people are left.",
    };
  const size = { change, lists: table.lists.length, observed: observed(table) };
  const ready = readiness(table);
  if (ready.verdict === "refuse")
    return {
      ...size,
      estimate: null,
      interval: null,
      model: null,
      status: "no estimate",
      reason: ready.reasons[0] ?? null,
    };
  const inner: Context = {
    ...context,
    table,
    options: { ...context.options, bootstrap: Math.min(replicates, context.options.bootstrap) },
  };
  const { threshold, level } = context.options;
  const chosen = chooseStepwise(Cells.of(table), new Fitter(table.lists.length), threshold);
  const fitted = describeModel(inner, "", chosen.model, "", false);
  const result =
    fitted.estimate === null
      ? fitted
      : withBootstrap(fitted, await resample(inner, { kind: "stepwise", threshold }, fitted.estimate), level);
  return {
    ...size,
    estimate: result.estimate,
    interval: result.interval,
    model: result.model,
    status: result.status,
    reason: result.reasons[0] ?? null,
  };
}

/** Each list left out in turn: does the answer hang on one agency? */
export async function leaveOneOut(context: Context): Promise<Changed[]> {
  const { lists } = context.table;
  if (lists.length < 3) return [];
  const results: Changed[] = [];
  for (const [list, name] of lists.entries())
    results.push(await stepwiseOf(context, `without ${name}`, withoutList(context.table, list), 0));
  return results;
}

/** Each pair of lists taken as one: does it matter what counts as a list? */
export async function mergedPairs(context: Context): Promise<Changed[]> {
  const { lists } = context.table;
  if (lists.length < 3 || lists.length > 10) return [];
  const results: Changed[] = [];
  for (let a = 0; a < lists.length; a++)
    for (let b = a + 1; b < lists.length; b++)
      results.push(await stepwiseOf(context, `merged ${lists[a]} ${lists[b]}`, mergeLists(context.table, a, b), 0));
  return results;
}

export type HeldOut = Changed & {
  readonly truth: number;
  readonly relativeError: number | null;
  readonly covered: boolean | null;
};

export type InternalConsistency = {
  readonly lists: readonly HeldOut[];
  /** Mean relative error where there is an estimate; null where there is none at all. */
  readonly bias: number | null;
  /** Share of intervals that hold the truth. */
  readonly coverage: number | null;
  readonly estimated: number;
  readonly level: number;
};

/** Each list held out as a population whose size is known, estimated from the other lists. */
export async function internalConsistency(context: Context): Promise<InternalConsistency> {
  const { table, options } = context;
  const lists: HeldOut[] = [];
  if (table.lists.length >= 3)
    for (const [list, name] of table.lists.entries()) {
      const truth = margin(table, 1 << list);
      const inner = heldOut(table, list);
      // Lists that share nobody with the one held out see none of its people and drop out.
      const result = await stepwiseOf(context, `known ${name}`, inner && withoutEmpty(inner), REPLICATES);
      const { estimate, interval } = result;
      lists.push({
        ...result,
        truth,
        relativeError: estimate === null ? null : estimate / truth - 1,
        covered: interval === null ? null : interval.low <= truth && (interval.high === null || truth <= interval.high),
      });
    }
  const errors = lists.flatMap(({ relativeError }) => (relativeError === null ? [] : [relativeError]));
  const covered = lists.flatMap((one) => (one.covered === null ? [] : [one.covered]));
  return {
    lists,
    bias: errors.length === 0 ? null : errors.reduce((sum, value) => sum + value, 0) / errors.length,
    coverage: covered.length === 0 ? null : covered.filter(Boolean).length / covered.length,
    estimated: errors.length,
    level: options.level,
  };
}

function withoutEmpty(table: ListTable): ListTable | undefined {
  let result: ListTable | undefined = table;
  for (let list = table.lists.length - 1; list >= 0 && result !== undefined; list--)
    if (margin(result, 1 << list) === 0) result = withoutList(result, list);
  return result;
}
