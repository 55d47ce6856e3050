import { exp, log, logGamma } from "@counterweight/kernel";
import { members, size } from "../model/sets.ts";
import type { ListTable } from "../table/table.ts";
import { type DecomposableGraph, decomposableGraphs } from "./decomposable.ts";

export type GraphOptions = {
  /** Prior count in each cell of the full table; 2^-lists unless given. */
  readonly priorCount?: number;
  /** Totals from n + 1 to n + this are weighed; 30 n unless given. */
  readonly mostUnseen?: number;
};

export type GraphPosterior = {
  readonly mean: number;
  readonly deviation: number;
  readonly mode: number;
  /** Smallest total that has at least this probability at or below it. */
  readonly quantile: (p: number) => number;
  readonly graphs: readonly {
    readonly graph: DecomposableGraph;
    readonly probability: number;
    readonly meanGiven: number;
  }[];
  /** Probability of the largest total weighed: above about 1e-4 the range cuts the answer off. */
  readonly lastProbability: number;
  readonly priorCount: number;
};

/** Blocks of totals whose ends lie this far (in log) below the best are left out: e^-40 is below the last digit. */
const NEGLIGIBLE = 40;

/**
 * Posterior of the total over all decomposable graphs (Madigan and York 1997): hyper-Dirichlet prior with `priorCount` in
 * each cell, prior 1/N on the total, all graphs equal. Exact on the grid of totals. Only the all-zero cell of each margin
 * depends on the unseen, so one row of log Gamma a set of lists serves every graph. Totals are taken in blocks so short
 * that no term changes by more than a factor e^50 within one: there the rows turn into factors, and a weight is a product.
 */
export function graphPosterior(table: ListTable, options: GraphOptions = {}): GraphPosterior {
  const lists = table.lists.length;
  const cells = 1 << lists;
  const priorCount = options.priorCount ?? 1 / cells;
  const counts = new Float64Array(cells);
  for (const [row, history] of table.histories.entries()) counts[history] = table.counts[row] ?? 0;
  const people = counts.reduce((sum, count) => sum + count, 0);
  const grid = Math.max(2, Math.floor(options.mostUnseen ?? 30 * people));
  const prior = cells * priorCount;
  const graphs = decomposableGraphs(lists);
  const sets = Array.from({ length: cells - 1 }, (_, index) => marginOf(counts, index + 1, lists, priorCount));
  const fixed = graphs.map(
    ({ cliques, separators, components }) =>
      cliques.reduce((sum, set) => sum + (sets[set - 1]?.fixed ?? 0), 0) -
      separators.reduce((sum, set) => sum + (sets[set - 1]?.fixed ?? 0), 0) +
      components * logGamma(prior),
  );
  // Terms at place `at` (total people + 1 + at): of the ordering of people, and of each set's zero cell against the total.
  const baseAt = (at: number) => logGamma(people + at + 2) - logGamma(at + 2) - log(people + 1 + at);
  const termAt = (set: number, at: number) =>
    logGamma((sets[set - 1]?.zero ?? 0) + 1 + at) - logGamma(people + 1 + at + prior);
  const ends = blockEnds(grid, people);
  const termsAtEnds = ends.map((at) =>
    Float64Array.from({ length: cells }, (_, set) => (set === 0 ? 0 : termAt(set, at))),
  );
  const basesAtEnds = ends.map(baseAt);
  const valueAtEnd = (graph: number, end: number): number => {
    const terms = termsAtEnds[end] as Float64Array;
    const { cliques, separators } = graphs[graph] as DecomposableGraph;
    let sum = (fixed[graph] as number) + (basesAtEnds[end] as number);
    for (const set of cliques) sum += terms[set] as number;
    for (const set of separators) sum -= terms[set] as number;
    return sum;
  };
  let best = Number.NEGATIVE_INFINITY;
  for (const graph of graphs.keys()) for (const end of ends.keys()) best = Math.max(best, valueAtEnd(graph, end));

  const weights = new Float64Array(grid);
  const mass = new Float64Array(graphs.length);
  const moment = new Float64Array(graphs.length);
  const longest = ends.reduce((most, end, index) => Math.max(most, end - (ends[index - 1] ?? 0)), 0) + 1;
  const up = Array.from({ length: cells }, () => new Float64Array(longest));
  const down = Array.from({ length: cells }, () => new Float64Array(longest));
  const product = new Float64Array(longest);
  for (let block = 0; block + 1 < ends.length; block++) {
    const from = ends[block] as number;
    const width = (block + 2 === ends.length ? grid : (ends[block + 1] as number)) - from;
    const alive: number[] = [];
    for (const graph of graphs.keys())
      if (Math.max(valueAtEnd(graph, block), valueAtEnd(graph, block + 1)) > best - NEGLIGIBLE) alive.push(graph);
    if (alive.length === 0) continue;
    for (let set = 1; set < cells; set++)
      fillFactors(
        up[set] as Float64Array,
        down[set] as Float64Array,
        (sets[set - 1]?.zero ?? 0) + 1 + from,
        people + 1 + from + prior,
        width,
      );
    fillBase(up[0] as Float64Array, people, from, width);
    for (const graph of alive) {
      const { cliques, separators } = graphs[graph] as DecomposableGraph;
      const scale = exp(valueAtEnd(graph, block) - best);
      const base = up[0] as Float64Array;
      const first = up[cliques[0] as number] as Float64Array;
      for (let k = 0; k < width; k++) product[k] = scale * (base[k] as number) * (first[k] as number);
      for (let other = 1; other < cliques.length; other++)
        multiply(product, up[cliques[other] as number] as Float64Array, width);
      for (const set of separators) multiply(product, down[set] as Float64Array, width);
      let sum = 0;
      let places = 0;
      for (let k = 0; k < width; k++) {
        const weight = product[k] as number;
        weights[from + k] = (weights[from + k] as number) + weight;
        sum += weight;
        places += weight * k;
      }
      mass[graph] = (mass[graph] as number) + sum;
      moment[graph] = (moment[graph] as number) + places + sum * from;
    }
  }
  const perGraph = graphs.map((_, graph) => ({ mass: mass[graph] as number, moment: moment[graph] as number }));
  return summarise(weights, perGraph, graphs, people, priorCount);
}

function multiply(product: Float64Array, factor: Float64Array, width: number): void {
  for (let k = 0; k < width; k++) product[k] = (product[k] as number) * (factor[k] as number);
}

/** Gamma(zero + k) / Gamma(total + k) against k = 0, and its inverse, by the recurrence of Gamma. */
function fillFactors(up: Float64Array, down: Float64Array, zero: number, total: number, width: number): void {
  up[0] = 1;
  down[0] = 1;
  for (let k = 1; k < width; k++) {
    const ratio = (zero + k - 1) / (total + k - 1);
    up[k] = (up[k - 1] as number) * ratio;
    down[k] = (down[k - 1] as number) / ratio;
  }
}

/** (people + at + 1)! / (at + 1)! / total against the block's first place. */
function fillBase(base: Float64Array, people: number, from: number, width: number): void {
  base[0] = 1;
  for (let k = 1; k < width; k++) {
    const at = from + k;
    base[k] = (((base[k - 1] as number) * (people + at + 1)) / (at + 1)) * ((people + at) / (people + 1 + at));
  }
}

function summarise(
  weights: Float64Array,
  perGraph: readonly { mass: number; moment: number }[],
  graphs: readonly DecomposableGraph[],
  people: number,
  priorCount: number,
): GraphPosterior {
  const grid = weights.length;
  let all = 0;
  let first = 0;
  let mode = 0;
  for (let at = 0; at < grid; at++) {
    const weight = weights[at] as number;
    all += weight;
    first += weight * at;
    if (weight > (weights[mode] as number)) mode = at;
  }
  const mean = first / all;
  let second = 0;
  for (let at = 0; at < grid; at++) second += (weights[at] as number) * (at - mean) * (at - mean);
  return {
    mean: people + 1 + mean,
    deviation: Math.sqrt(second / all),
    mode: people + 1 + mode,
    quantile: (p) => {
      let sum = 0;
      for (let at = 0; at < grid; at++) {
        sum += weights[at] as number;
        if (sum >= p * all) return people + 1 + at;
      }
      return people + grid;
    },
    graphs: graphs
      .map((graph, index) => {
        const { mass, moment } = perGraph[index] ?? { mass: 0, moment: 0 };
        return { graph, probability: mass / all, meanGiven: people + 1 + moment / mass };
      })
      .sort((a, b) => b.probability - a.probability),
    lastProbability: (weights[grid - 1] as number) / all,
    priorCount,
  };
}

/** The part of log m(c) that the unseen do not touch, and the observed count plus prior of the margin's zero cell. */
function marginOf(counts: Float64Array, set: number, lists: number, priorCount: number) {
  const cells = counts.length;
  const prior = priorCount * 2 ** (lists - size(set));
  const collapsed = new Float64Array(cells);
  for (let cell = 1; cell < cells; cell++)
    collapsed[cell & set] = (collapsed[cell & set] as number) + (counts[cell] as number);
  const constant = logGamma(prior);
  let fixed = -constant;
  for (let part = set; part > 0; part = (part - 1) & set)
    fixed += logGamma((collapsed[part] as number) + prior) - constant;
  return { fixed, zero: (collapsed[0] as number) + prior };
}

/** Places that cut the grid into blocks in which no term moves by more than about e^50, first and last place included. */
function blockEnds(grid: number, people: number): number[] {
  const ends = [0];
  const share = Math.min(0.03, 50 / people);
  for (;;) {
    const last = ends.at(-1) ?? 0;
    const next = last + Math.max(1, Math.floor((last + 1) * share));
    if (next >= grid - 1) break;
    ends.push(next);
  }
  ends.push(grid - 1);
  return ends;
}

/** Graph in the notation of the peer, its cliques in dictionary order: `13,2` and `1,23`. */
export function graphText({ cliques }: DecomposableGraph): string {
  return cliques
    .map((set) =>
      members(set)
        .map((list) => list + 1)
        .join(""),
    )
    .sort()
    .join(",");
}
