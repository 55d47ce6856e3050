import { log } from "@counterweight/kernel";
import type { Cells } from "../fit/cells.ts";
import type { Fitter } from "../fit/fitter.ts";
import { generators, interactions, type Model, mainEffects, modelOf, pairs } from "../model/model.ts";
import { compareSets, size } from "../model/sets.ts";

/** Models met so far with their BIC (Infinity where no estimate exists), so that searches can share the work. */
export type Seen = Map<string, { readonly model: Model; readonly bic: number }>;

export type Found = {
  readonly model: Model;
  readonly estimate: number;
  readonly bic: number;
  readonly tried: number;
};

/**
 * Downhill search for a low BIC: from `start` to the best neighbour (one interaction more whose every part is in, or one
 * of the largest interactions less) for as long as BIC falls. It may stop short of the best model; start it from several.
 */
export function downhill(
  cells: Cells,
  fitter: Fitter,
  start: Model,
  order: number,
  seen: Seen = new Map(),
): Found | undefined {
  const price = log(cells.people);
  let tried = 0;
  const bicOf = (model: Model): number => {
    const key = model.join();
    const known = seen.get(key);
    if (known !== undefined) return known.bic;
    tried++;
    const value =
      fitter.fit(cells, model, seen.size > 0) === 0
        ? price * model.length - 2 * fitter.logLikelihood
        : Number.POSITIVE_INFINITY;
    seen.set(key, { model, bic: value });
    return value;
  };
  let model = start;
  let least = bicOf(model);
  for (;;) {
    let next: Model | undefined;
    for (const neighbour of neighbours(model, cells.lists, order)) {
      const value = bicOf(neighbour);
      if (value < least) {
        least = value;
        next = neighbour;
      }
    }
    if (next === undefined) break;
    model = next;
  }
  if (!Number.isFinite(least)) return undefined;
  fitter.fit(cells, model);
  return { model, estimate: cells.people + fitter.unseen, bic: least, tried };
}

/** The best of searches from independence, from all pairs that can be fitted together, and from each single pair. */
export function guidedSearch(
  cells: Cells,
  fitter: Fitter,
  order: number,
): (Found & { readonly visited: readonly Model[] }) | undefined {
  const seen: Seen = new Map();
  const lists = cells.lists;
  const starts = [mainEffects(lists)];
  if (lists <= 10) {
    starts.push(
      modelOf(
        lists,
        pairs(lists).filter((pair) => (cells.margins[pair] as number) > 0),
      ),
    );
    for (const pair of pairs(lists)) starts.push(modelOf(lists, [pair]));
  }
  let best: Found | undefined;
  for (const start of starts) {
    const found = downhill(cells, fitter, start, order, seen);
    if (found !== undefined && (best === undefined || found.bic < best.bic)) best = found;
  }
  if (best !== undefined) fitter.fit(cells, best.model);
  return best && { ...best, tried: seen.size, visited: [...seen.values()].map(({ model }) => model) };
}

function neighbours(model: Model, lists: number, order: number): Model[] {
  const present = new Set(model);
  const most = Math.min(order, lists - 1);
  const larger = new Set<number>();
  for (const set of model) {
    if (size(set) < 1 || size(set) >= most) continue;
    for (let list = 0; list < lists; list++) {
      const candidate = set | (1 << list);
      if (candidate !== set && !present.has(candidate) && hasEveryFacet(candidate, present)) larger.add(candidate);
    }
  }
  const joint = interactions(model);
  return [
    ...[...larger].sort(compareSets).map((set) => modelOf(lists, [...joint, set])),
    ...generators(model)
      .filter((set) => size(set) >= 2)
      .map((set) => Int32Array.from(model.filter((other) => other !== set))),
  ];
}

function hasEveryFacet(set: number, present: ReadonlySet<number>): boolean {
  for (let left = set; left !== 0; left &= left - 1) if (!present.has(set & ~(left & -left))) return false;
  return true;
}
