import { type ListTable, observed } from "../table/table.ts";
import type { Context } from "./context.ts";
import { dga, lcmcr, threshold } from "./methods/bayesian.ts";
import { chapman, rcapture } from "./methods/closed.ts";
import { aic, bic, fixed, independence, stepwise } from "./methods/log-linear.ts";
import { type CountOptions, METHODS, type MethodName, type Running } from "./options.ts";
import { readiness } from "./readiness.ts";
import { type MethodResult, type Readiness, withoutEstimate } from "./results.ts";

type Method = (context: Context, report: (share: number) => void) => Promise<MethodResult>;

const methods: Record<MethodName, Method> = {
  independence,
  stepwise,
  aic,
  bic,
  fixed,
  threshold,
  dga,
  lcmcr,
  rcapture,
  chapman,
};

/** About how long each takes against the others, for an honest progress bar. */
const effort: Record<MethodName, number> = {
  independence: 1,
  stepwise: 2,
  aic: 6,
  bic: 8,
  fixed: 1,
  threshold: 3,
  dga: 3,
  lcmcr: 14,
  rcapture: 1,
  chapman: 1,
};

/** The range of the estimates, which is the headline: no single number is. */
export type Spread = {
  readonly low: number;
  readonly high: number;
  readonly lowMethod: string;
  readonly highMethod: string;
  readonly ratio: number;
  /** Least lower and greatest upper limit of the methods' intervals; null where one has no upper limit. */
  readonly widest: { readonly low: number; readonly high: number | null };
  readonly why: readonly string[];
};

export type Estimates = {
  readonly readiness: Readiness;
  readonly methods: Partial<Record<MethodName, MethodResult>>;
  readonly spread: Spread | null;
};

/**
 * Every method asked for on one table. Where readiness refuses, no method is run and each says why: a table without an
 * estimate never gets a number.
 */
export async function estimateAll(table: ListTable, options: CountOptions, running: Running): Promise<Estimates> {
  const ready = readiness(table);
  const wanted = METHODS.filter((name) => options.methods.includes(name));
  const results: Partial<Record<MethodName, MethodResult>> = {};
  if (ready.verdict === "refuse") {
    const why = ready.findings.filter(({ gravity }) => gravity === "stop").map(({ text }) => text);
    for (const name of wanted) results[name] = withoutEstimate(name, "no estimate", why, "");
    return { readiness: ready, methods: results, spread: null };
  }
  const total = wanted.reduce((sum, name) => sum + effort[name], 0);
  let done = 0;
  for (const name of wanted) {
    running.signal?.throwIfAborted();
    const report = (share: number) => running.onProgress?.((done + share * effort[name]) / total, name);
    report(0);
    const result = await methods[name]({ table, options, running }, report);
    done += effort[name];
    if (result.status !== "not applicable" || options.methods.length === 1) results[name] = result;
  }
  running.onProgress?.(1, "done");
  return { readiness: ready, methods: results, spread: spreadOf(results, observed(table)) };
}

/** How far the methods lie apart and, in words, why. Lower bounds do not count as estimates. */
export function spreadOf(results: Partial<Record<MethodName, MethodResult>>, people: number): Spread | null {
  const known = Object.values(results).flatMap((result) =>
    result.estimate === null || result.diagnostics["lowerBound"] === true
      ? []
      : [{ ...result, estimate: result.estimate }],
  );
  const [first] = known;
  if (first === undefined) return null;
  const least = known.reduce((a, b) => (b.estimate < a.estimate ? b : a), first);
  const most = known.reduce((a, b) => (b.estimate > a.estimate ? b : a), first);
  const highs = known.map(({ interval }) => interval?.high ?? null);
  const why: string[] = [];
  const models = new Set(known.flatMap(({ model }) => (model === null ? [] : [model])));
  if (models.size > 1)
    why.push(
      `The methods chose ${models.size} different models; each assumes that the interactions it leaves out are exactly nothing.`,
    );
  if (results.lcmcr?.estimate || results.dga?.estimate)
    why.push(
      "Latent classes and graph averaging let people differ in how easily they are seen; the stepwise models do not, and give less room to those hardest to see.",
    );
  if (most.estimate > 1.5 * least.estimate)
    why.push(
      `${Math.round((100 * people) / most.estimate)}% to ${Math.round((100 * people) / least.estimate)}% of everyone was seen, depending on the method: what the data leave open is larger than any one interval says.`,
    );
  return {
    low: least.estimate,
    high: most.estimate,
    lowMethod: least.title,
    highMethod: most.title,
    ratio: most.estimate / least.estimate,
    widest: {
      low: Math.min(...known.map(({ interval, estimate }) => interval?.low ?? estimate)),
      high: highs.some((high) => high === null) ? null : Math.max(...highs.map((high) => high ?? 0)),
    },
    why,
  };
}
