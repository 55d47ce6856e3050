import { Cells } from "../fit/cells.ts";
import { Fitter } from "../fit/fitter.ts";
import { enumerateModels } from "../model/enumerate.ts";
import type { ListTable } from "../table/table.ts";
import { type RankedModel, rankByBic } from "./bic.ts";
import { guidedSearch } from "./downhill.ts";

export type BicInput = {
  readonly table: ListTable;
  readonly order: number;
  readonly enumerate: boolean;
  readonly keep: number;
};

export type BicRanking = {
  /** The best models first, at most `keep`. */
  readonly best: readonly RankedModel[];
  readonly tried: number;
  /** How many had status 0, 1, 2, 3. */
  readonly statuses: readonly number[];
  readonly exhaustive: boolean;
};

/** All models checked, fitted and ranked, or, where they are too many, those a guided search comes across. */
export function bicTask({ table, order, enumerate, keep }: BicInput): BicRanking {
  const cells = Cells.of(table);
  const lists = table.lists.length;
  const fitter = new Fitter(lists);
  const models = enumerate ? enumerateModels(lists, order) : (guidedSearch(cells, fitter, order)?.visited ?? []);
  const ranked = rankByBic(cells, fitter, models);
  const statuses = [0, 0, 0, 0];
  for (const { status } of ranked) statuses[status] = (statuses[status] ?? 0) + 1;
  return {
    best: ranked.filter(({ status }) => status === 0).slice(0, keep),
    tried: ranked.length,
    statuses,
    exhaustive: enumerate,
  };
}
