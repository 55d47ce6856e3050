import { countIn, type RankBox, type Ranked, wholeBox } from "./columns.ts";

/** One step of peeling: the box, its points and cases of interest. */
export type Step = { readonly box: RankBox; readonly points: number; readonly cases: number };

/**
 * Top-down peeling: Friedman and Fisher, "Bump hunting in high-dimensional data" (1999), 2.1. From the whole range, the
 * thin end of one input (a share `alpha` of the points left, or one value where values tie) is cut off again and again,
 * each time the one whose removal raises the density most per point; as long as a share `least` of all points stays.
 */
export function peel(data: Ranked, open: Uint8Array, alpha: number, least: number): Step[] {
  const inputs = data.order.length;
  const whole = wholeBox(data);
  const { points, cases } = countIn(data, whole, open);
  const steps: Step[] = [{ box: whole, points, cases }];
  const alive = open.slice();
  const low = whole.low.slice();
  const high = whole.high.slice();
  // Orders are thinned to the points alive when half have died, so that walking in from an end stays short.
  let orders = data.order.map((order) => living(order, alive, points));
  let held = points;
  const from = new Int32Array(inputs);
  const to = Int32Array.from(orders, (order) => order.length - 1);
  let state = { points, cases };
  const fewest = Math.max(1, least * data.count);
  while (state.cases > 0 && state.cases < state.points) {
    const wanted = Math.max(1, Math.floor(alpha * state.points));
    let best: Cut | undefined;
    for (let input = 0; input < inputs; input++)
      for (const side of [1, -1] as const) {
        const walk = { order: orders[input] as Uint32Array, from: from[input] as number, to: to[input] as number };
        const cut = cutAt(data, alive, walk, input, side, wanted, state);
        if (cut === undefined || state.points - cut.points < fewest) continue;
        if (best === undefined || cut.gain > best.gain) best = cut;
      }
    if (best === undefined) break;
    const { input, side } = best;
    if (side === 1) low[input] = best.rank;
    else high[input] = best.rank;
    const order = orders[input] as Uint32Array;
    const ranks = data.rank[input] as Int32Array;
    let at = side === 1 ? (from[input] as number) : (to[input] as number);
    for (; at >= 0 && at < order.length; at += side) {
      const point = order[at] as number;
      if (side === 1 ? (ranks[point] as number) >= best.rank : (ranks[point] as number) <= best.rank) break;
      alive[point] = 0;
    }
    if (side === 1) from[input] = at;
    else to[input] = at;
    state = { points: state.points - best.points, cases: state.cases - best.cases };
    steps.push({ box: { low: low.slice(), high: high.slice() }, ...state });
    if (state.points < held * 0.7) {
      held = state.points;
      orders = orders.map((one) => living(one, alive, state.points));
      from.fill(0);
      orders.forEach((one, which) => {
        to[which] = one.length - 1;
      });
    }
  }
  return steps;
}

function living(order: Uint32Array, alive: Uint8Array, count: number): Uint32Array {
  const kept = new Uint32Array(count);
  let next = 0;
  for (let at = 0; at < order.length; at++) {
    const point = order[at] as number;
    if (alive[point] === 1) kept[next++] = point;
  }
  return kept;
}

type Cut = {
  readonly input: number;
  readonly side: 1 | -1;
  /** The outermost rank that stays. */
  readonly rank: number;
  /** What goes. */
  readonly points: number;
  readonly cases: number;
  /** Rise of the density per point removed. */
  readonly gain: number;
};

/** What cutting one end of one input would remove; undefined when everything would go. */
function cutAt(
  data: Ranked,
  alive: Uint8Array,
  walk: { order: Uint32Array; from: number; to: number },
  input: number,
  side: 1 | -1,
  wanted: number,
  state: { points: number; cases: number },
): Cut | undefined {
  const { order, from, to } = walk;
  const ranks = data.rank[input] as Int32Array;
  let points = 0;
  let cases = 0;
  // The longest stretch of whole values within what is wanted; at least one value, since equal values are never parted.
  let cut: { rank: number; points: number; cases: number } | undefined;
  let last = -1;
  for (let at = side === 1 ? from : to; at >= 0 && at < order.length; at += side) {
    const point = order[at] as number;
    if (alive[point] === 0) continue;
    const rank = ranks[point] as number;
    if (rank !== last && points > 0) {
      cut = { rank, points, cases };
      if (points >= wanted) break;
    }
    if (cut !== undefined && points === wanted) break;
    last = rank;
    points++;
    cases += data.target[point] as number;
  }
  if (cut === undefined) return undefined;
  const density = (state.cases - cut.cases) / (state.points - cut.points);
  // Gain per point removed, so that a coarse input, which can only be cut in large pieces, gets no head start.
  return { input, side, ...cut, gain: (density - state.cases / state.points) / cut.points };
}
