import { log } from "@counterweight/kernel";
import type { Cells } from "../fit/cells.ts";
import type { FitStatus, Fitter } from "../fit/fitter.ts";
import type { Model } from "../model/model.ts";

export type RankedModel = {
  readonly model: Model;
  readonly status: FitStatus;
  readonly estimate: number;
  readonly aic: number;
  readonly bic: number;
};

/** Every model fitted and checked; those without an estimate come last, the others by BIC, ties in the given order. */
export function rankByBic(cells: Cells, fitter: Fitter, models: readonly Model[]): RankedModel[] {
  const price = log(cells.people);
  return models
    .map((model): RankedModel => {
      const status = fitter.fit(cells, model);
      if (status !== 0) return { model, status, estimate: Number.NaN, aic: Number.NaN, bic: Number.NaN };
      const parameters = model.length;
      return {
        model,
        status,
        estimate: cells.people + fitter.unseen,
        aic: 2 * parameters - 2 * fitter.logLikelihood,
        bic: price * parameters - 2 * fitter.logLikelihood,
      };
    })
    .sort((a, b) => (a.status === 0 ? 0 : 1) - (b.status === 0 ? 0 : 1) || a.bic - b.bic || 0);
}

/**
 * The search for the least BIC among models given once, on one table after another. A model that adds parameters to
 * another never fits worse, so a fit of a large model bounds the deviance of all models inside it from below; with the
 * price of its parameters many models are ruled out without a fit. The answer is the one a full enumeration gives.
 */
export class BicSearch {
  private readonly models: readonly Model[];
  /** Sets of two or more lists as bits, in as many words as needed. */
  private readonly bits: readonly Int32Array[];
  private readonly words: number;
  /** Models fitted on this table whose deviance bounds that of smaller ones. */
  private readonly bounds: { bits: Int32Array; deviance: number }[] = [];
  fits = 0;

  constructor(models: readonly Model[]) {
    this.models = models;
    const places = new Map<number, number>();
    for (const model of models) for (const set of model) if (!places.has(set)) places.set(set, places.size);
    this.words = Math.ceil(places.size / 32);
    this.bits = models.map((model) => {
      const bits = new Int32Array(this.words);
      for (const set of model) {
        const place = places.get(set) ?? 0;
        bits[place >> 5] = (bits[place >> 5] ?? 0) | (1 << (place & 31));
      }
      return bits;
    });
  }

  /** Index of the best model and its estimate, or -1 where none can be fitted. `order` tries likely winners first. */
  best(cells: Cells, fitter: Fitter): { index: number; estimate: number; bic: number } {
    const price = log(cells.people);
    let best = { index: -1, estimate: Number.NaN, bic: Number.POSITIVE_INFINITY };
    let least = Number.POSITIVE_INFINITY;
    this.bounds.length = 0;
    this.fits = 0;
    for (let index = 0; index < this.models.length; index++) {
      const model = this.models[index] as Model;
      const cost = model.length * price;
      if (cost >= least || this.isRuledOut(index, least - cost)) continue;
      this.fits++;
      if (fitter.fit(cells, model) !== 0) continue;
      const value = cost + fitter.deviance;
      this.remember(index, fitter.deviance);
      if (value < least) {
        least = value;
        best = { index, estimate: cells.people + fitter.unseen, bic: cost - 2 * fitter.logLikelihood };
      }
    }
    return best;
  }

  private isRuledOut(index: number, allowance: number): boolean {
    const bits = this.bits[index] as Int32Array;
    for (const bound of this.bounds) {
      if (bound.deviance <= allowance) continue;
      let inside = true;
      for (let word = 0; word < this.words && inside; word++)
        inside = ((bits[word] as number) & ~(bound.bits[word] as number)) === 0;
      if (inside) return true;
    }
    return false;
  }

  private remember(index: number, deviance: number): void {
    if (this.bounds.length < 400) this.bounds.push({ bits: this.bits[index] as Int32Array, deviance });
  }
}
