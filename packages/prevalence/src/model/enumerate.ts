import { type Model, modelOf } from "./model.ts";
import { compareSets, size } from "./sets.ts";

/** Orders the enumeration goes up to unless told otherwise: all but the saturated model to five lists, pairs from six. */
export function defaultOrder(lists: number): number {
  return lists <= 2 ? 1 : lists === 3 ? 2 : lists <= 5 ? 3 : 2;
}

/**
 * Every hierarchical model whose interactions join at most `order` lists (the interaction of all lists is never in):
 * 1, 8, 113 and 6,893 for two to five lists and all orders; 32,768 pair models of six.
 */
export function enumerateModels(lists: number, order: number = lists - 1): Model[] {
  const most = Math.min(order, lists - 1);
  const candidates: number[] = [];
  for (let set = 1; set < 1 << lists; set++) if (size(set) >= 2 && size(set) <= most) candidates.push(set);
  candidates.sort(compareSets);
  const facets = candidates.map((set) =>
    size(set) === 2 ? [] : candidates.filter((other) => size(other) === size(set) - 1 && (other & set) === other),
  );
  const chosen = new Set<number>();
  const models: Model[] = [];
  const visit = (next: number) => {
    const set = candidates[next];
    if (set === undefined) {
      models.push(modelOf(lists, chosen));
      return;
    }
    visit(next + 1);
    if (facets[next]?.every((facet) => chosen.has(facet))) {
      chosen.add(set);
      visit(next + 1);
      chosen.delete(set);
    }
  };
  visit(0);
  return models;
}
