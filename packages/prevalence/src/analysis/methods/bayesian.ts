import { log, mean, quantile, sorted } from "@counterweight/kernel";
import type { ChainInput, ChainTrace } from "../../classes/chain.ts";
import { effectiveSize, splitRHat, twoModes } from "../../classes/convergence.ts";
import type { GraphSummary } from "../../graphs/task.ts";
import { observed } from "../../table/table.ts";
import type { ThresholdSummary } from "../../threshold/task.ts";
import { MOST_LISTS_THRESHOLD } from "../../threshold/threshold.ts";
import type { Context } from "../context.ts";
import { task } from "../options.ts";
import { type Interval, type MethodResult, withoutEstimate } from "../results.ts";

type Report = (share: number) => void;

const stop = ({ running }: Context) => (running.signal === undefined ? {} : { signal: running.signal });

/** Averaging over decomposable graphs, three to six lists. */
export async function dga(context: Context, report: Report): Promise<MethodResult> {
  const { table, options, running } = context;
  const lists = table.lists.length;
  const title = "Averaged over decomposable graphs";
  const assumption =
    "Dependences form a decomposable graph; small prior counts in every cell stand for what was not seen.";
  if (lists < 3 || lists > 6)
    return withoutEstimate(title, "not applicable", [`Defined here for 3 to 6 lists, not ${lists}.`], assumption);
  // Six lists have 18,154 graphs: one prior count there, three below, because the answer hangs on it.
  const settings = lists === 6 ? [{ mostUnseen: 20 * observed(table) }] : [{}, { priorCount: 0.5 }, { priorCount: 1 }];
  const summaries = await running.executor.run<GraphSummary>(
    task("graphTask"),
    { table, settings, level: options.level },
    { chunks: settings.length, ...stop(context), onProgress: (done, total) => report(done / total) },
  );
  const main = summaries[0];
  if (main === undefined) return withoutEstimate(title, "no estimate", ["No graph could be weighed."], assumption);
  const reasons: string[] = [];
  const other = summaries[1];
  if (other !== undefined && (other.median < main.low || other.median > main.high))
    reasons.push(`The prior decides much: with half a prior count a cell the median is ${Math.round(other.median)}.`);
  if (main.lastProbability > 1e-5) reasons.push("The range of totals cuts the posterior off.");
  return {
    title,
    estimate: main.median,
    interval: { low: main.low, high: main.high, level: options.level, kind: "posterior" },
    model: null,
    aic: null,
    bic: null,
    status: reasons.length > 0 ? "warning" : "ok",
    reasons,
    assumption,
    diagnostics: {
      ...main,
      priors: summaries.map(({ priorCount, median, mean: average, low, high }) => ({
        priorCount,
        median,
        mean: average,
        low,
        high,
      })),
    },
  };
}

/** Latent classes by Gibbs sampling, several chains from different starts. */
export async function lcmcr(context: Context, report: Report): Promise<MethodResult> {
  const { table, options, running } = context;
  // A sweep takes as long as there are histories; with hundreds of them chains are shorter, and R-hat tells if too short.
  const many = table.histories.length > 150;
  const input: ChainInput = {
    table,
    seed: options.seed,
    classes: 10,
    shape: 0.25,
    rate: 0.25,
    burnIn: many ? 3000 : 10_000,
    samples: 1000,
    thin: many ? 10 : 50,
    cap: 20,
  };
  const traces = await running.executor.run<ChainTrace>(task("runChain"), input, {
    chunks: options.chains,
    ...stop(context),
    onProgress: (done, total) => report(done / total),
  });
  const people = observed(table);
  const totals = traces.map(({ unseen }) => unseen.map((value) => value + people));
  const all = sorted(totals.flatMap((chain) => [...chain]));
  const rHat = splitRHat(totals.map((chain) => chain.map((total) => log(total))));
  const effective = effectiveSize(totals);
  const modes = twoModes(all);
  const refused = traces.reduce((sum, trace) => sum + trace.refused, 0);
  const reasons: string[] = [];
  if (rHat > 1.01)
    reasons.push(
      `The chains disagree (R-hat ${rHat.toFixed(2)}, should be below 1.01): the number depends on where a chain starts.`,
    );
  if (modes !== undefined)
    reasons.push(`Two answers fit: about ${Math.round(modes.low)} and about ${Math.round(modes.high)}.`);
  if (effective < 400 && rHat <= 1.01)
    reasons.push(`Only about ${Math.round(effective)} independent draws; run more or longer chains.`);
  if (refused > 0)
    reasons.push(
      `${refused} draws above twenty times the people seen were refused: the upper limit is held down by that cap.`,
    );
  return {
    title: "Latent classes",
    estimate: quantile(all, 0.5),
    interval: {
      low: quantile(all, (1 - options.level) / 2),
      high: quantile(all, (1 + options.level) / 2),
      level: options.level,
      kind: "posterior",
    },
    model: null,
    aic: null,
    bic: null,
    status: reasons.length > 0 ? "warning" : "ok",
    reasons,
    assumption: "People fall into a few groups inside which the lists are independent; nobody is certain to be missed.",
    diagnostics: {
      mean: mean(all),
      chains: options.chains,
      chainMedians: totals.map((chain) => quantile(sorted(chain), 0.5)),
      rHat,
      effectiveSize: effective,
      twoModes: modes ?? null,
      occupiedClasses: mean(traces.flatMap(({ occupied }) => [...occupied])),
      missedProbability: mean(traces.flatMap(({ missed }) => [...missed])),
      refusedDraws: refused,
      cap: 20,
      sweeps: { burnIn: input.burnIn, samples: input.samples, thin: input.thin },
    },
  };
}

/** Bayesian thresholding of pair interactions. */
export async function threshold(context: Context, report: Report): Promise<MethodResult> {
  const { table, options, running } = context;
  const lists = table.lists.length;
  const title = "Bayesian thresholding";
  const assumption = "No interaction of three lists or more; pairs that matter little are exactly nothing.";
  if (lists < 3 || lists > MOST_LISTS_THRESHOLD)
    return withoutEstimate(
      title,
      "not applicable",
      [`Defined here for 3 to ${MOST_LISTS_THRESHOLD} lists, not ${lists}.`],
      assumption,
    );
  const [summary] = await running.executor.run<ThresholdSummary | undefined>(
    task("thresholdTask"),
    { table, options: { seed: options.seed }, level: options.level },
    { chunks: 1, ...stop(context), onProgress: (done, total) => report(done / total) },
  );
  if (summary === undefined)
    return withoutEstimate(title, "no estimate", ["The posterior does not exist."], assumption);
  const edge = summary.ratios.filter(({ ratio }) => Math.abs(ratio - 2) < 0.15);
  const reasons =
    edge.length > 0
      ? [
          `Whether ${edge.map(({ interaction }) => interaction).join(", ")} stays in is decided by chance; another seed can change the estimate.`,
        ]
      : [];
  const interval: Interval = { low: summary.low, high: summary.high, level: options.level, kind: "posterior" };
  return {
    title,
    estimate: summary.median,
    interval,
    model: summary.model,
    aic: null,
    bic: null,
    status: reasons.length > 0 ? "warning" : "ok",
    reasons,
    assumption,
    diagnostics: { ...summary },
  };
}
