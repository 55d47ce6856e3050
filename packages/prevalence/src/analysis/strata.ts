import { acceleration, bca } from "../bootstrap/bca.ts";
import type { Procedure } from "../bootstrap/procedure.ts";
import { type BootstrapChunk, CHUNK, jackknife } from "../bootstrap/resample.ts";
import { chooseStepwise } from "../choose/stepwise.ts";
import { Cells } from "../fit/cells.ts";
import { Fitter } from "../fit/fitter.ts";
import { type ListTable, observed } from "../table/table.ts";
import { type Context, describeModel, finite } from "./context.ts";
import { task } from "./options.ts";
import { readiness } from "./readiness.ts";
import type { Interval, MethodResult, Verdict } from "./results.ts";

export type StratumResult = {
  readonly name: string;
  readonly observed: number;
  readonly verdict: Verdict;
  readonly reasons: readonly string[];
  readonly stepwise: MethodResult | null;
};

export type StrataResult = {
  readonly strata: readonly StratumResult[];
  /** Sum of the strata's estimates; those without an estimate count only the people seen in them. */
  readonly total: {
    readonly estimate: number;
    readonly interval: Interval | null;
    readonly withoutEstimate: readonly string[];
  };
};

/**
 * Stepwise in each stratum by itself and the total. Strata are resampled independently, replicate by replicate, and BCa is
 * taken on the sums. A stratum too thin for an estimate is named and counts only those seen, so that the total is a floor.
 */
export async function stratified(
  context: Context,
  strata: readonly { readonly name: string; readonly table: ListTable }[],
): Promise<StrataResult> {
  const { options, running } = context;
  const procedure: Procedure = { kind: "stepwise", threshold: options.threshold };
  const results: StratumResult[] = [];
  const parts: { estimate: number; table: ListTable; replicates: Float64Array }[] = [];
  const without: string[] = [];
  let floor = 0;
  for (const [place, { name, table }] of strata.entries()) {
    const ready = readiness(table);
    const people = observed(table);
    const chosen =
      ready.verdict === "refuse"
        ? undefined
        : chooseStepwise(Cells.of(table), new Fitter(table.lists.length), options.threshold);
    const fitted = chosen === undefined ? null : describeModel({ ...context, table }, "Stepwise", chosen.model, "");
    if (fitted === null || fitted.estimate === null) {
      without.push(name);
      floor += people;
      results.push({ name, observed: people, verdict: ready.verdict, reasons: ready.reasons, stepwise: null });
      continue;
    }
    const chunks =
      options.bootstrap === 0
        ? []
        : await running.executor.run<BootstrapChunk>(
            task("bootstrapChunk"),
            {
              table,
              procedure,
              seed: options.seed,
              purpose: `stratum ${place}`,
              replicates: options.bootstrap,
              chunkSize: CHUNK,
            },
            {
              chunks: Math.ceil(options.bootstrap / CHUNK),
              ...(running.signal === undefined ? {} : { signal: running.signal }),
            },
          );
    const replicates = Float64Array.from(chunks.flatMap((chunk) => [...chunk.estimates]));
    parts.push({ estimate: fitted.estimate, table, replicates });
    const own =
      replicates.length > 0
        ? bca(fitted.estimate, replicates, acceleration(table.counts, jackknife(table, procedure)), [options.level])
        : undefined;
    const limits = own?.limits[0];
    results.push({
      name,
      observed: people,
      verdict: ready.verdict,
      reasons: ready.reasons,
      stepwise:
        limits === undefined || own === undefined
          ? fitted
          : { ...fitted, interval: { ...limits, high: finite(limits.high), kind: own.kind } },
    });
  }
  return { strata: results, total: totalOf(parts, floor, without, procedure, options.level) };
}

function totalOf(
  parts: readonly { estimate: number; table: ListTable; replicates: Float64Array }[],
  floor: number,
  withoutEstimate: readonly string[],
  procedure: Procedure,
  level: number,
): StrataResult["total"] {
  const estimate = floor + parts.reduce((sum, part) => sum + part.estimate, 0);
  const length = parts[0]?.replicates.length ?? 0;
  if (length === 0) return { estimate, interval: null, withoutEstimate };
  const sums = Float64Array.from(
    { length },
    (_, b) => floor + parts.reduce((sum, part) => sum + (part.replicates[b] ?? 0), 0),
  );
  // One person less in a stratum moves the total by what it moves that stratum.
  const counts = parts.flatMap(({ table }) => [...table.counts]);
  const leftOut = parts.flatMap((part) =>
    [...jackknife(part.table, procedure)].map((value) => estimate - part.estimate + value),
  );
  const { limits, kind } = bca(estimate, sums, acceleration(counts, leftOut), [level]);
  const [first] = limits;
  return {
    estimate,
    interval: first === undefined ? null : { ...first, high: finite(first.high), kind },
    withoutEstimate,
  };
}
