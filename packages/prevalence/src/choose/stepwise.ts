import { poissonSmallerTail } from "@counterweight/kernel";
import type { Cells } from "../fit/cells.ts";
import type { FitStatus, Fitter } from "../fit/fitter.ts";
import { type Model, mainEffects, modelOf, pairs } from "../model/model.ts";

export type Chosen = { readonly model: Model; readonly status: FitStatus };

/**
 * Stepwise choice of pair interactions (Chan, Silverman and Vincent 2021), start included in the check. From main effects,
 * the pair whose count lies furthest out in the tail of its fitted Poisson mean is added while its one-sided p-value is
 * below `threshold`; a pair whose model has no estimate is passed over. The chosen fit is left in `fitter`. A status above
 * 0 means that not even independence can be fitted.
 */
export function chooseStepwise(cells: Cells, fitter: Fitter, threshold: number): Chosen {
  const lists = cells.lists;
  const candidates = pairs(lists);
  if (threshold >= 1) {
    const all = modelOf(lists, lists > 2 ? candidates : []);
    if (fitter.fit(cells, all) === 0) return { model: all, status: 0 };
  }
  let model = mainEffects(lists);
  const status = fitter.fit(cells, model);
  // With two lists the one pair is the saturated model, which can never be estimated.
  if (status !== 0 || threshold <= 0 || lists === 2) return { model, status };
  const added = new Set<number>();
  const refused = new Map<number, number>();
  for (;;) {
    refused.clear();
    const tails = candidates
      .filter((pair) => !added.has(pair))
      .map((pair) => ({ pair, p: poissonSmallerTail(cells.margins[pair] as number, fitter.expected[pair] as number) }))
      .sort((a, b) => a.p - b.p);
    const start = Float64Array.from(fitter.bySet);
    let moved = false;
    for (const { pair, p } of tails) {
      if (!(p < threshold)) break;
      fitter.bySet.set(start);
      fitter.bySet[pair] = 0;
      const larger = withPair(model, pair);
      if (fitter.fit(cells, larger, true) === 0) {
        model = larger;
        added.add(pair);
        moved = true;
        break;
      }
    }
    if (!moved) {
      // The last attempt may have failed, or no pair been tried: bring back the fit of the chosen model.
      fitter.bySet.set(start);
      const final = fitter.fit(cells, model, true);
      return { model, status: final };
    }
  }
}

function withPair(model: Model, pair: number): Model {
  const larger = new Int32Array(model.length + 1);
  larger.set(model);
  larger[model.length] = pair;
  return larger;
}
