import { normalProbability } from "@counterweight/kernel";
import type { Cells } from "../fit/cells.ts";
import type { Fitter } from "../fit/fitter.ts";
import { mainEffects, modelOf, pairs } from "../model/model.ts";
import type { Chosen } from "./stepwise.ts";

/**
 * The choice of 2014 (Silverman's report to the Home Office): add the pair that lowers AIC most; stop when AIC no longer
 * falls or when the new coefficient's two-sided Wald p-value exceeds `level`.
 */
export function chooseByAic(cells: Cells, fitter: Fitter, level = 0.05): Chosen {
  const lists = cells.lists;
  const chosen: number[] = [];
  const status = fitter.fit(cells, mainEffects(lists));
  if (status !== 0 || lists === 2) return { model: mainEffects(lists), status };
  let least = 2 * (lists + 1) - 2 * fitter.logLikelihood;
  let start: Float64Array = Float64Array.from(fitter.bySet);
  for (;;) {
    let best: { pair: number; aic: number; p: number; coefficients: Float64Array } | undefined;
    for (const pair of pairs(lists)) {
      if (chosen.includes(pair)) continue;
      fitter.bySet.set(start);
      fitter.bySet[pair] = 0;
      if (fitter.fit(cells, modelOf(lists, [...chosen, pair]), true) !== 0) continue;
      const aic = 2 * (lists + 2 + chosen.length) - 2 * fitter.logLikelihood;
      if (best !== undefined && aic >= best.aic) continue;
      // A pair that nobody shares goes to minus infinity and has no Wald p-value; R reports one near 1 for it.
      const deviation = Math.sqrt(fitter.variance(pair));
      const p = Number.isNaN(deviation) ? 1 : 2 * normalProbability(-Math.abs((fitter.bySet[pair] ?? 0) / deviation));
      best = { pair, aic, p, coefficients: Float64Array.from(fitter.bySet) };
    }
    if (best === undefined || !(best.aic < least) || best.p > level) break;
    chosen.push(best.pair);
    least = best.aic;
    start = best.coefficients;
  }
  const model = modelOf(lists, chosen);
  return { model, status: fitter.fit(cells, model) };
}
