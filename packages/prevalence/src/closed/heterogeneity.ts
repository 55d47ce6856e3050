import { exp, log } from "@counterweight/kernel";
import { Cells } from "../fit/cells.ts";
import { size } from "../model/sets.ts";
import type { ListTable } from "../table/table.ts";
import { type DenseFit, fitDense } from "./dense-fit.ts";

export type ClosedModel = {
  /** Names as in the field: M0, Mt, Mh Chao, Mth Darroch, ... */
  readonly name: string;
  readonly estimate: number;
  /** Multinomial standard error, sqrt(exp(a) + exp(2a) v). */
  readonly standardError: number;
  readonly deviance: number;
  readonly aic: number;
  readonly bic: number;
  /** False where the likelihood has no maximum at finite values: the estimate then means nothing. */
  readonly converged: boolean;
};

/** More lists than this and the full cross table grows out of hand for models that are no log-linear ones. */
export const MOST_LISTS_CLOSED = 12;

/**
 * The capture-recapture models of Rivest and Baillargeon (2007) that make sense for lists without an order: one capture
 * probability (M0), one a list (Mt), and each with people who differ (Mh, Mth): Chao's lower bound, Poisson, Darroch, Gamma.
 */
export function closedModels(table: ListTable): ClosedModel[] {
  const lists = table.lists.length;
  if (lists > MOST_LISTS_CLOSED) return [];
  const cells = Cells.of(table);
  const counts = cells.counts.slice(1);
  const captures = Float64Array.from(counts, (_, cell) => size(cell + 1));
  const one = captures.map(() => 1);
  const equal = [one, captures];
  const byList = [one, ...table.lists.map((_, list) => captures.map((_k, cell) => ((cell + 1) >> list) & 1))];
  const gammaShift = log(3.5);
  const shapes: readonly (readonly [string, (k: number) => number])[] = [
    ["Poisson2", (k) => 2 ** k - 1],
    ["Darroch", (k) => (k * k) / 2],
    ["Gamma3.5", (k) => gammaShift - log(3.5 + k)],
  ];
  const describe = (name: string, fit: DenseFit, parameters: number): ClosedModel => {
    const unseen = exp(fit.coefficients[0] ?? 0);
    const logLikelihood = fit.likelihood - cells.logFactorials;
    return {
      name,
      estimate: cells.people + unseen,
      standardError: Math.sqrt(unseen + unseen * unseen * fit.interceptVariance),
      deviance: 2 * (cells.saturated - fit.likelihood),
      aic: 2 * parameters - 2 * logLikelihood,
      bic: log(cells.people) * parameters - 2 * logLikelihood,
      converged: fit.converged,
    };
  };
  const plain = (name: string, columns: readonly Float64Array[]) =>
    describe(name, fitDense(columns, counts), columns.length);
  const family = (name: string, base: readonly Float64Array[]) =>
    lists < 3
      ? []
      : [
          chao(`${name} Chao (LB)`, base, captures, counts, lists, describe),
          ...shapes.map(([shape, f]) => plain(`${name} ${shape}`, [...base, captures.map(f)])),
        ];
  return [plain("M0", equal), plain("Mt", byList), ...family("Mh", equal), ...family("Mth", byList)];
}

/** Chao's bound: columns max(k - j + 1, 0) for j = 3..t; those with a negative coefficient are taken out and the rest refitted. */
function chao(
  name: string,
  base: readonly Float64Array[],
  captures: Float64Array,
  counts: Float64Array,
  lists: number,
  describe: (name: string, fit: DenseFit, parameters: number) => ClosedModel,
): ClosedModel {
  let extra = Array.from({ length: lists - 2 }, (_, index) => captures.map((k) => Math.max(k - index - 2, 0)));
  for (;;) {
    const fit = fitDense([...base, ...extra], counts);
    const kept = extra.filter((_, index) => (fit.coefficients[base.length + index] ?? 0) > 0);
    if (kept.length === extra.length) return describe(name, fit, base.length + extra.length);
    extra = kept;
  }
}
