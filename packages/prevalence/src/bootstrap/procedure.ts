import { chooseByAic } from "../choose/aic.ts";
import { BicSearch } from "../choose/bic.ts";
import { guidedSearch } from "../choose/downhill.ts";
import { chooseStepwise } from "../choose/stepwise.ts";
import type { Cells } from "../fit/cells.ts";
import { Fitter } from "../fit/fitter.ts";
import type { Model } from "../model/model.ts";

/** A whole way from a table to an estimate, the choice of the model included; plain data, so that a worker can be told. */
export type Procedure =
  | { readonly kind: "stepwise"; readonly threshold: number }
  | { readonly kind: "aic"; readonly level: number }
  | { readonly kind: "fixed"; readonly model: Model }
  /** Least BIC among these models, best on the original data first. */
  | { readonly kind: "bic"; readonly models: readonly Model[] }
  | { readonly kind: "guided"; readonly order: number };

export type Outcome = { readonly estimate: number; readonly model: Model | undefined };

/** The procedure made ready: it keeps its workspace between tables. Estimate NaN where none exists. */
export function prepare(procedure: Procedure, lists: number): (cells: Cells) => Outcome {
  const fitter = new Fitter(lists);
  const nothing: Outcome = { estimate: Number.NaN, model: undefined };
  if (procedure.kind === "bic") {
    const search = new BicSearch(procedure.models);
    return (cells) => {
      const { index, estimate } = search.best(cells, fitter);
      return index < 0 ? nothing : { estimate, model: procedure.models[index] };
    };
  }
  if (procedure.kind === "guided")
    return (cells) => {
      const found = guidedSearch(cells, fitter, procedure.order);
      return found === undefined ? nothing : { estimate: found.estimate, model: found.model };
    };
  const choose = (cells: Cells) => {
    if (procedure.kind === "stepwise") return chooseStepwise(cells, fitter, procedure.threshold);
    if (procedure.kind === "aic") return chooseByAic(cells, fitter, procedure.level);
    return { model: procedure.model, status: fitter.fit(cells, procedure.model) };
  };
  return (cells) => {
    const { model, status } = choose(cells);
    return status === 0 ? { estimate: cells.people + fitter.unseen, model } : nothing;
  };
}
