import { chooseByAic } from "../../choose/aic.ts";
import type { BicRanking } from "../../choose/bic-task.ts";
import { chooseStepwise } from "../../choose/stepwise.ts";
import { Cells } from "../../fit/cells.ts";
import { Fitter } from "../../fit/fitter.ts";
import { defaultOrder } from "../../model/enumerate.ts";
import { mainEffects } from "../../model/model.ts";
import { modelText } from "../../model/notation.ts";
import { type Context, describeModel, resample, withBootstrap } from "../context.ts";
import { task } from "../options.ts";
import { type MethodResult, withoutEstimate } from "../results.ts";

/** More lists and the AIC choice, repeated on every resampled table, takes minutes. */
const MOST_LISTS_AIC = 7;
const MOST_LISTS_BIC = 12;

type Report = (share: number) => void;

const HIGHEST =
  "No interaction of all lists together, and none beyond those chosen: people missed by every list follow the same pattern as people seen.";

/** Independence of all lists. */
export async function independence(context: Context, report: Report): Promise<MethodResult> {
  const model = mainEffects(context.table.lists.length);
  const result = describeModel(
    context,
    "Independent lists",
    model,
    "Being on one list makes being on another neither likelier nor less likely, for anybody.",
  );
  if (result.estimate === null) return result;
  return withBootstrap(
    result,
    await resample(context, { kind: "fixed", model }, result.estimate, report),
    context.options.level,
  );
}

/** Stepwise choice by p-value, the choice repeated in the interval. */
export async function stepwise(context: Context, report: Report): Promise<MethodResult> {
  const { table, options } = context;
  const chosen = chooseStepwise(Cells.of(table), new Fitter(table.lists.length), options.threshold);
  const result = describeModel(context, `Stepwise, p below ${options.threshold}`, chosen.model, HIGHEST);
  if (result.estimate === null) return result;
  const resampled = await resample(
    context,
    { kind: "stepwise", threshold: options.threshold },
    result.estimate,
    report,
  );
  return withBootstrap(
    { ...result, diagnostics: { threshold: options.threshold, ...result.diagnostics } },
    resampled,
    options.level,
  );
}

/** The AIC choice of 2014, the choice repeated in the interval. */
export async function aic(context: Context, report: Report): Promise<MethodResult> {
  const { table, options } = context;
  if (table.lists.length > MOST_LISTS_AIC && options.methods.length > 1)
    return withoutEstimate(
      "Stepwise by AIC, as in 2014",
      "not applicable",
      [`Beyond ${MOST_LISTS_AIC} lists only where it is asked for alone: it fits every pair at every step.`],
      HIGHEST,
    );
  const chosen = chooseByAic(Cells.of(table), new Fitter(table.lists.length));
  const result = describeModel(context, "Stepwise by AIC, as in 2014", chosen.model, HIGHEST);
  if (result.estimate === null) return result;
  return withBootstrap(
    result,
    await resample(context, { kind: "aic", level: 0.05 }, result.estimate, report),
    options.level,
  );
}

/** One model given by the user. */
export async function fixed(context: Context, report: Report): Promise<MethodResult> {
  const { model } = context.options;
  if (model === undefined) return withoutEstimate("Given model", "not applicable", ["No model was given."], HIGHEST);
  const result = describeModel(context, "Given model", model, HIGHEST);
  if (result.estimate === null) return result;
  return withBootstrap(
    result,
    await resample(context, { kind: "fixed", model }, result.estimate, report),
    context.options.level,
  );
}

/** How many of the best models the bootstrap chooses among again. */
export function shortlist(lists: number): number {
  return lists <= 3 ? 1000 : lists === 4 || lists > 6 ? 20 : 100;
}

/** Least BIC over all hierarchical models (to five lists), all pair models (six), or a guided search (beyond). */
export async function bic(context: Context, report: Report): Promise<MethodResult> {
  const { table, options, running } = context;
  const lists = table.lists.length;
  const title = "Least BIC";
  if (lists > MOST_LISTS_BIC && options.methods.length > 1)
    return withoutEstimate(
      title,
      "not applicable",
      [`Beyond ${MOST_LISTS_BIC} lists only where it is asked for alone: the search takes minutes.`],
      HIGHEST,
    );
  const order = Math.min(options.order ?? (lists === 6 ? 2 : lists <= 5 ? lists - 1 : defaultOrder(lists)), lists - 1);
  const enumerate = lists <= 5 || (lists === 6 && order === 2);
  const [ranking] = await running.executor.run<BicRanking>(
    task("bicTask"),
    { table, order, enumerate, keep: Math.max(10, shortlist(lists)) },
    { chunks: 1, ...(running.signal === undefined ? {} : { signal: running.signal }) },
  );
  const best = ranking?.best[0];
  if (ranking === undefined || best === undefined)
    return withoutEstimate(title, "no estimate", ["None of the models has an estimate."], HIGHEST);
  const result = describeModel(context, title, best.model, HIGHEST);
  if (result.estimate === null) return result;
  const models = ranking.best.slice(0, shortlist(lists)).map(({ model }) => model);
  const close = ranking.best.filter((other) => other.bic < best.bic + 2);
  const spread = close.map(({ estimate }) => estimate);
  const reasons =
    Math.max(...spread) > 1.25 * Math.min(...spread)
      ? [
          `Models within 2 of the least BIC give ${Math.round(Math.min(...spread))} to ${Math.round(Math.max(...spread))}: the table does not choose between them.`,
        ]
      : [];
  // Beyond six lists a fit takes a hundred times as long; two hundred tables then have to do.
  const fewer =
    lists > 6 ? { ...context, options: { ...options, bootstrap: Math.min(200, options.bootstrap) } } : context;
  const resampled = await resample(fewer, { kind: "bic", models }, result.estimate, report);
  return withBootstrap(
    {
      ...result,
      reasons,
      status: reasons.length > 0 ? "warning" : "ok",
      diagnostics: {
        ...result.diagnostics,
        modelsTried: ranking.tried,
        modelsWithoutEstimate: ranking.tried - (ranking.statuses[0] ?? 0),
        exhaustive: ranking.exhaustive,
        order,
        best: ranking.best
          .slice(0, 10)
          .map((one) => ({ model: modelText(one.model, lists), estimate: one.estimate, bic: one.bic })),
      },
    },
    resampled,
    options.level,
  );
}
