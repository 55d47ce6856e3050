import { compareSets, members, size } from "./sets.ts";

/**
 * A hierarchical log-linear model: every set of lists that has a parameter, with the empty set (intercept) first and all
 * single lists in. Whoever holds a set holds its subsets. Sorted by `compareSets`.
 */
export type Model = Int32Array;

/** The smallest hierarchical model on `lists` lists that holds the given sets (and every single list). */
export function modelOf(lists: number, sets: Iterable<number>): Model {
  const all = new Set<number>([0]);
  for (let list = 0; list < lists; list++) all.add(1 << list);
  for (const set of sets) for (let subset = set; subset > 0; subset = (subset - 1) & set) all.add(subset);
  return Int32Array.from([...all].sort(compareSets));
}

/** Independence of all lists. */
export function mainEffects(lists: number): Model {
  return modelOf(lists, []);
}

/** The sets that no other set of the model contains; larger first, then in dictionary order. */
export function generators(model: Model): number[] {
  return [...model]
    .filter((set) => set !== 0 && !model.some((other) => other !== set && (other & set) === set))
    .sort((a, b) => size(b) - size(a) || compareSets(a, b));
}

/** Pairs of lists in the order 12, 13, ..., 23, ... */
export function pairs(lists: number): number[] {
  const result: number[] = [];
  for (let i = 0; i < lists; i++) for (let j = i + 1; j < lists; j++) result.push((1 << i) | (1 << j));
  return result;
}

/** Interactions: the sets of two or more lists. */
export function interactions(model: Model): number[] {
  return [...model].filter((set) => (set & (set - 1)) !== 0);
}

/** Names of a set's lists, joined: "LA:NG". */
export function setName(set: number, lists: readonly string[]): string {
  return members(set)
    .map((list) => lists[list] ?? String(list + 1))
    .join(":");
}
