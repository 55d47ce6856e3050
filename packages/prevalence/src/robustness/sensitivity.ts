import { quantile, sorted, stream } from "@counterweight/kernel";
import { prepare } from "../bootstrap/procedure.ts";
import { Cells } from "../fit/cells.ts";
import { Fitter } from "../fit/fitter.ts";
import type { Model } from "../model/model.ts";
import { relinked, thinned } from "../table/change.ts";
import type { ListTable } from "../table/table.ts";

export type OddsRatio = { readonly oddsRatio: number; readonly estimate: number };

/**
 * The untestable assumption, turned by hand. Every estimate takes the odds ratio that joins the unseen to the seen (two
 * lists: between the lists; more: the interaction of all) to be what the model says. If in truth it is `psi` times that,
 * the unseen are `psi` times as many: exactly, for any log-linear model.
 */
export function oddsRatioSensitivity(
  people: number,
  estimate: number,
  ratios: readonly number[] = [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4],
): OddsRatio[] {
  return ratios.map((oddsRatio) => ({ oddsRatio, estimate: people + oddsRatio * (estimate - people) }));
}

export type LinkError = { readonly missed: number; readonly wrong: number; readonly estimate: number | null };

/** What the same model would say if a share of links had been missed, or made wrongly. */
export function linkErrors(
  table: ListTable,
  model: Model,
  shares: readonly number[] = [0.01, 0.05, 0.1, 0.2],
): LinkError[] {
  const fitter = new Fitter(table.lists.length);
  const cells = new Cells(table.lists.length);
  const one = (missed: number, wrong: number): LinkError => {
    const { histories, counts } = relinked(table, missed, wrong);
    cells.load(histories, counts);
    return { missed, wrong, estimate: fitter.fit(cells, model) === 0 ? cells.people + fitter.unseen : null };
  };
  return [...shares.map((share) => one(share, 0)), ...shares.map((share) => one(0, share))];
}

export type Thinned = {
  readonly share: number;
  readonly median: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly without: number;
};

/**
 * The estimate when only a share of the people had been seen, divided by that share: with enough data and a right model
 * it stays level. Forty thinned tables a share; quantiles are 10% and 90%.
 */
export function thinning(
  table: ListTable,
  threshold: number,
  seed: number,
  shares: readonly number[] = [0.5, 0.6, 0.7, 0.8, 0.9],
): Thinned[] {
  const lists = table.lists.length;
  const estimate = prepare({ kind: "stepwise", threshold }, lists);
  const cells = new Cells(lists);
  const tables = 40;
  return shares.map((share, place) => {
    const values: number[] = [];
    for (let index = 0; index < tables; index++) {
      const smaller = thinned(table, share, stream(seed, "thinning", place * tables + index));
      cells.load(smaller.histories, smaller.counts);
      if (cells.people === 0) continue;
      const value = estimate(cells).estimate;
      if (Number.isFinite(value)) values.push(value / share);
    }
    const ascending = sorted(values);
    const at = (p: number) => (ascending.length === 0 ? null : quantile(ascending, p));
    return { share, median: at(0.5), low: at(0.1), high: at(0.9), without: tables - ascending.length };
  });
}
