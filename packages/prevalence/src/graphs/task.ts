import type { ListTable } from "../table/table.ts";
import { type GraphOptions, graphPosterior, graphText } from "./posterior.ts";

export type GraphSummary = {
  readonly mean: number;
  readonly deviation: number;
  readonly mode: number;
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly lastProbability: number;
  readonly priorCount: number;
  readonly graphs: number;
  readonly best: readonly { readonly graph: string; readonly probability: number; readonly meanGiven: number }[];
};

/** The posterior over decomposable graphs for one prior count, as plain data. */
export function graphTask(
  input: { table: ListTable; settings: readonly GraphOptions[]; level: number },
  index: number,
): GraphSummary {
  const posterior = graphPosterior(input.table, input.settings[index]);
  return {
    mean: posterior.mean,
    deviation: posterior.deviation,
    mode: posterior.mode,
    median: posterior.quantile(0.5),
    low: posterior.quantile((1 - input.level) / 2),
    high: posterior.quantile((1 + input.level) / 2),
    lastProbability: posterior.lastProbability,
    priorCount: posterior.priorCount,
    graphs: posterior.graphs.length,
    best: posterior.graphs
      .slice(0, 5)
      .map(({ graph, probability, meanGiven }) => ({ graph: graphText(graph), probability, meanGiven })),
  };
}
