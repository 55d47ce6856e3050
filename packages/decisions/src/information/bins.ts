import { spreadRows } from "./rows.ts";

/** Draws of one parameter sorted into cells of about equal share, with what a regression needs of each cell. */
export type Bins = {
  /** Cell of each draw. */
  readonly cell: Uint16Array;
  /** Draws in each cell; never 0. */
  readonly count: Float64Array;
  /** Mean of the parameter in each cell, ascending. */
  readonly place: Float64Array;
};

/**
 * At most `2^levels` cells, with edges at quantiles of (a thinned) sample, found by a search without branches in a
 * tree laid out level by level (Eytzinger). A parameter of few values gets one cell for each.
 */
export function binned(values: ArrayLike<number>, levels = 9): Bins {
  const size = 2 ** levels;
  const tree = edges(values, size);
  const count = values.length;
  const raw = new Uint16Array(count);
  const counts = new Float64Array(size);
  const sums = new Float64Array(size);
  for (let draw = 0; draw < count; draw++) {
    const value = values[draw] as number;
    let node = 1;
    for (let level = 0; level < levels; level++) node = 2 * node + +(value > (tree[node] as number));
    node -= size;
    raw[draw] = node;
    counts[node] = (counts[node] as number) + 1;
    sums[node] = (sums[node] as number) + value;
  }
  const used = new Uint16Array(size);
  let cells = 0;
  const compact = new Float64Array(size);
  const place = new Float64Array(size);
  for (let node = 0; node < size; node++) {
    if (counts[node] === 0) continue;
    used[node] = cells;
    compact[cells] = counts[node] as number;
    place[cells] = (sums[node] as number) / (counts[node] as number);
    cells++;
  }
  if (cells < size) for (let draw = 0; draw < count; draw++) raw[draw] = used[raw[draw] as number] as number;
  return { cell: raw, count: compact.slice(0, cells), place: place.slice(0, cells) };
}

/** `size` - 1 edges between the quantiles of at most 16 draws a cell, as a search tree from index 1 on. */
function edges(values: ArrayLike<number>, size: number): Float64Array {
  const sample = Float64Array.from(spreadRows(values.length, size * 16), (row) => values[row] as number);
  sample.sort();
  const sorted = new Float64Array(size - 1);
  const distinct = sample.filter((value, index) => index === 0 || value !== sample[index - 1]);
  for (let edge = 0; edge < size - 1; edge++) {
    if (distinct.length <= size) sorted[edge] = distinct[edge] ?? Number.POSITIVE_INFINITY;
    else sorted[edge] = sample[Math.floor(((edge + 1) * sample.length) / size)] as number;
  }
  const tree = new Float64Array(size);
  let next = 0;
  const lay = (node: number) => {
    if (node >= size) return;
    lay(2 * node);
    tree[node] = sorted[next++] as number;
    lay(2 * node + 1);
  };
  lay(1);
  return tree;
}

/** Sum of a column over each cell. */
export function cellSums({ cell, count }: Bins, column: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(count.length);
  for (let draw = 0; draw < cell.length; draw++) {
    const at = cell[draw] as number;
    sums[at] = (sums[at] as number) + (column[draw] as number);
  }
  return sums;
}
