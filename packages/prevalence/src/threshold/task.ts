import { generators } from "../model/model.ts";
import { modelText } from "../model/notation.ts";
import type { ListTable } from "../table/table.ts";
import { bayesianThreshold, type ThresholdOptions } from "./threshold.ts";

export type ThresholdSummary = {
  readonly median: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly model: string;
  readonly interactions: number;
  readonly acceptance: number;
  readonly ratios: readonly { readonly interaction: string; readonly ratio: number }[];
};

/** Bayesian thresholding as plain data; undefined where a flat prior has no posterior. */
export function thresholdTask(input: {
  table: ListTable;
  options: ThresholdOptions;
  level: number;
}): ThresholdSummary | undefined {
  const result = bayesianThreshold(input.table, input.options);
  return (
    result && {
      median: result.quantile(0.5),
      mean: result.mean,
      low: result.quantile((1 - input.level) / 2),
      high: result.quantile((1 + input.level) / 2),
      model: modelText(result.kept, input.table.lists.length),
      interactions: generators(result.kept).filter((set) => set & (set - 1)).length,
      acceptance: result.acceptance,
      ratios: result.ratios,
    }
  );
}
