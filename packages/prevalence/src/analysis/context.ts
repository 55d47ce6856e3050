import { exp, log, normalQuantile } from "@counterweight/kernel";
import { acceleration, type BcaResult, bca } from "../bootstrap/bca.ts";
import type { Procedure } from "../bootstrap/procedure.ts";
import { type BootstrapChunk, type BootstrapInput, CHUNK, jackknife } from "../bootstrap/resample.ts";
import { Cells } from "../fit/cells.ts";
import { type FitStatus, Fitter } from "../fit/fitter.ts";
import { profileInterval } from "../fit/profile.ts";
import { type Model, setName } from "../model/model.ts";
import { modelText } from "../model/notation.ts";
import type { ListTable } from "../table/table.ts";
import { type CountOptions, type Running, task } from "./options.ts";
import { type Interval, type MethodResult, withoutEstimate } from "./results.ts";

/** One table, what is asked of it, and what it runs on. */
export type Context = { readonly table: ListTable; readonly options: CountOptions; readonly running: Running };

export type Resampled = {
  readonly result: BcaResult;
  readonly models: readonly { readonly model: string; readonly share: number }[];
};

/** BCa limits with the whole procedure repeated on every replicate, spread over the executor's workers. */
export async function resample(
  context: Context,
  procedure: Procedure,
  estimate: number,
  report?: (share: number) => void,
): Promise<Resampled | undefined> {
  const { table, options, running } = context;
  const replicates = options.bootstrap;
  if (replicates === 0) return undefined;
  const input: BootstrapInput = { table, procedure, seed: options.seed, replicates, chunkSize: CHUNK };
  const chunks = await running.executor.run<BootstrapChunk>(task("bootstrapChunk"), input, {
    chunks: Math.ceil(replicates / CHUNK),
    ...(running.signal === undefined ? {} : { signal: running.signal }),
    onProgress: (done, total) => report?.(done / total),
  });
  const tally = new Map<string, number>();
  for (const { models } of chunks)
    for (const [model, count] of Object.entries(models)) tally.set(model, (tally.get(model) ?? 0) + count);
  const estimates = chunks.flatMap((chunk) => [...chunk.estimates]);
  const levels = [...new Set([0.8, 0.9, 0.95, options.level])].sort((a, b) => a - b);
  return {
    result: bca(estimate, estimates, acceleration(table.counts, jackknife(table, procedure)), levels),
    models: [...tally].sort((a, b) => b[1] - a[1]).map(([model, count]) => ({ model, share: count / replicates })),
  };
}

/** The interval of one level from a bootstrap. */
export function bootstrapInterval({ result }: Resampled, level: number): Interval {
  const limits = result.limits.find((one) => one.level === level) ?? { low: Number.NaN, high: Number.NaN };
  return { low: limits.low, high: limits.high, level, kind: result.kind };
}

export function bootstrapDiagnostics({ result, models }: Resampled) {
  return {
    replicates: result.replicates,
    replicatesWithoutEstimate: result.failed,
    acceleration: result.acceleration,
    z0: Number.isFinite(result.bias) ? result.bias : null,
    limits: result.limits,
    modelsChosen: models.slice(0, 8),
    differentModels: models.length,
  };
}

export const NO_ESTIMATE: Record<Exclude<FitStatus, 0>, string> = {
  1: "No finite estimate exists: the people seen are compatible with a total of any size.",
  2: "The parameters cannot be told apart: many totals fit equally well.",
  3: "No finite estimate exists, and the parameters cannot be told apart.",
};

/** A log-linear model fitted, with Wald and profile limits and everything a reader may check; null estimate if there is none. */
export function describeModel(
  context: Context,
  title: string,
  model: Model,
  assumption: string,
  withProfile = true,
): MethodResult {
  const { table, options } = context;
  const lists = table.lists.length;
  const cells = Cells.of(table);
  const fitter = new Fitter(lists);
  const status = fitter.fit(cells, model);
  if (status !== 0)
    return {
      ...withoutEstimate(title, status === 2 ? "not identifiable" : "no estimate", [NO_ESTIMATE[status]], assumption),
      model: modelText(model, lists),
    };
  const estimate = cells.people + fitter.unseen;
  const parameters = model.length;
  const { logLikelihood, deviance, dropped } = fitter;
  const coefficients: Record<string, number | string> = {};
  for (const set of model) coefficients[set === 0 ? "intercept" : setName(set, table.lists)] = "minus infinity";
  for (let j = 0; j < fitter.keptCount; j++) {
    const set = fitter.kept[j] ?? 0;
    coefficients[set === 0 ? "intercept" : setName(set, table.lists)] = fitter.coefficients[j] ?? 0;
  }
  const unseen = fitter.unseen;
  const spread = normalQuantile((1 + options.level) / 2) * Math.sqrt(fitter.interceptVariance(cells));
  const wald: Interval = {
    low: cells.people + unseen * exp(-spread),
    high: finite(cells.people + unseen * exp(spread)),
    level: options.level,
    kind: "wald",
  };
  const profiled = withProfile && lists <= 10 ? profileInterval(cells, model, estimate, options.level) : undefined;
  return {
    title,
    estimate,
    interval: wald,
    model: modelText(model, lists),
    aic: 2 * parameters - 2 * logLikelihood,
    bic: log(cells.people) * parameters - 2 * logLikelihood,
    status: "ok",
    reasons: [],
    assumption,
    diagnostics: {
      seen: cells.people,
      unseen,
      parameters,
      deviance,
      termsAtMinusInfinity: dropped,
      coefficients,
      wald,
      profile:
        profiled === undefined
          ? null
          : { low: profiled.low, high: finite(profiled.high), level: options.level, kind: "profile" },
    },
  };
}

export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** The result with the bootstrap's interval in place of Wald's, and warnings that the replicates give reason for. */
export function withBootstrap(result: MethodResult, resampled: Resampled | undefined, level: number): MethodResult {
  if (resampled === undefined || result.estimate === null) return result;
  const { failed, replicates, kind } = resampled.result;
  const reasons = [...result.reasons];
  if (failed > 0.01 * replicates)
    reasons.push(`In ${failed} of ${replicates} resampled tables no estimate exists; they are left out.`);
  if (kind === "percentile")
    reasons.push("All resampled estimates lie on one side of the estimate; the plain percentile interval is given.");
  const first = resampled.models[0]?.share ?? 1;
  if (first < 0.5 && resampled.models.length > 1)
    reasons.push(
      `No model was chosen in half of the resampled tables (${resampled.models.length} different ones were).`,
    );
  return {
    ...result,
    interval: bootstrapInterval(resampled, level),
    reasons,
    status: reasons.length > 0 ? "warning" : result.status,
    diagnostics: { ...result.diagnostics, bootstrap: bootstrapDiagnostics(resampled) },
  };
}
