import { sortedOrder } from "@counterweight/kernel";

/** The inputs and target that boxes are sought in, with every input ranked once. */
export type Ranked = {
  readonly count: number;
  /** The inputs as handed in. */
  readonly inputs: readonly ArrayLike<number>[];
  /** 1 for a case of interest, 0 for another. */
  readonly target: Uint8Array;
  /** For each input, the points in ascending order. */
  readonly order: readonly Uint32Array[];
  /** For each input, each point's rank among the distinct values, from 0. */
  readonly rank: readonly Int32Array[];
  /** For each input, the distinct values ascending. */
  readonly values: readonly Float64Array[];
};

export function ranked(inputs: readonly ArrayLike<number>[], target: ArrayLike<number>): Ranked {
  const order = inputs.map(sortedOrder);
  const ranks = inputs.map((column, input) => rankOf(column, order[input] as Uint32Array));
  return {
    count: target.length,
    inputs,
    target: Uint8Array.from(target),
    order,
    rank: ranks.map(({ rank }) => rank),
    values: ranks.map(({ values }) => values),
  };
}

function rankOf(column: ArrayLike<number>, order: Uint32Array): { rank: Int32Array; values: Float64Array } {
  const rank = new Int32Array(order.length);
  const distinct = new Float64Array(order.length);
  let next = -1;
  let last = Number.NaN;
  for (let at = 0; at < order.length; at++) {
    const point = order[at] as number;
    const value = column[point] as number;
    if (value !== last) distinct[++next] = value;
    last = value;
    rank[point] = next;
  }
  return { rank, values: distinct.slice(0, next + 1) };
}

/** A box as ranks, ends included: `low[input]` to `high[input]`. */
export type RankBox = { readonly low: Int32Array; readonly high: Int32Array };

export function wholeBox({ values }: Ranked): RankBox {
  return { low: new Int32Array(values.length), high: Int32Array.from(values, (column) => column.length - 1) };
}

/** Points and cases of interest inside a box, among the points that are `open`. */
export function countIn(data: Ranked, box: RankBox, open: Uint8Array): { points: number; cases: number } {
  let points = 0;
  let cases = 0;
  const inside = membersOf(data, box, open);
  for (let point = 0; point < data.count; point++)
    if (inside[point] === 1) {
      points++;
      cases += data.target[point] as number;
    }
  return { points, cases };
}

/** 1 for each open point inside the box. */
export function membersOf(data: Ranked, box: RankBox, open: Uint8Array): Uint8Array {
  const inside = open.slice();
  for (let input = 0; input < data.rank.length; input++) {
    const low = box.low[input] as number;
    const high = box.high[input] as number;
    if (low === 0 && high === (data.values[input] as Float64Array).length - 1) continue;
    keepWithin(inside, data.rank[input] as Int32Array, low, high);
  }
  return inside;
}

function keepWithin(inside: Uint8Array, ranks: Int32Array, low: number, high: number): void {
  for (let point = 0; point < inside.length; point++) {
    const rank = ranks[point] as number;
    if (rank < low || rank > high) inside[point] = 0;
  }
}
