import type { ListDefinition } from "../read/definitions.ts";
import type { TableRead } from "../read/read.ts";
import { type Robustness, robustness } from "../robustness/robustness.ts";
import { historyText, observed } from "../table/table.ts";
import { type Estimates, estimateAll } from "./analyse.ts";
import { dataHash } from "./hash.ts";
import type { CountOptions, Running } from "./options.ts";
import { type StrataResult, stratified } from "./strata.ts";

/** People per 100,000 of a population, SDG indicator 16.2.2. */
export type Rate = { readonly population: number; readonly low: number; readonly high: number; readonly per: 100_000 };

export type CountResult = Estimates & {
  readonly robustness: Robustness | null;
  readonly strata: StrataResult | null;
  readonly rate: Rate | null;
  readonly data: {
    readonly lists: readonly ListDefinition[];
    readonly observed: number;
    readonly counts: Readonly<Record<string, number>>;
    readonly hash: string;
    readonly title: string | null;
    readonly source: string | null;
    readonly notes: readonly string[];
    readonly settings: {
      readonly seed: number;
      readonly bootstrap: number;
      readonly threshold: number;
      readonly chains: number;
      readonly level: number;
    };
  };
};

/** Everything about one table: readiness, all methods, robustness, strata, rate, and the record that lets it be repeated. */
export async function count(
  read: TableRead,
  options: CountOptions,
  running: Running,
  population?: number,
): Promise<CountResult> {
  const { table } = read;
  const estimates = await estimateAll(table, options, scaled(running, 0, 0.75));
  const context = { table, options, running };
  const refused = estimates.readiness.verdict === "refuse";
  running.onProgress?.(0.75, "robustness");
  const robust = options.robustness && !refused ? await robustness(context) : null;
  running.onProgress?.(0.9, "strata");
  const strata = read.strata.length > 1 ? await stratified(context, read.strata) : null;
  running.onProgress?.(1, "done");
  const { spread } = estimates;
  return {
    ...estimates,
    robustness: robust,
    strata,
    rate:
      population === undefined || spread === null
        ? null
        : { population, low: (spread.low / population) * 1e5, high: (spread.high / population) * 1e5, per: 100_000 },
    data: {
      lists: read.definitions,
      observed: observed(table),
      counts: Object.fromEntries(
        table.histories.map((history, row) => [historyText(history, table.lists.length), table.counts[row] ?? 0]),
      ),
      hash: await dataHash(table),
      title: read.title ?? null,
      source: read.source ?? null,
      notes: read.notes,
      settings: {
        seed: options.seed,
        bootstrap: options.bootstrap,
        threshold: options.threshold,
        chains: options.chains,
        level: options.level,
      },
    },
  };
}

function scaled(running: Running, from: number, to: number): Running {
  const { onProgress } = running;
  return onProgress === undefined
    ? running
    : { ...running, onProgress: (share, doing) => onProgress(from + share * (to - from), doing) };
}
