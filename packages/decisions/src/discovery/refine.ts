import type { RankBox, Ranked } from "./columns.ts";

/**
 * Pasting and trimming at once, to the single point: for one input at a time, with the others' limits held, the
 * stretch of values that collects the greatest sum of (target - threshold) is found exactly in one pass (Kadane's
 * maximum subarray), until no input changes. The sum never falls, so it ends.
 */
export function refine(data: Ranked, start: RankBox, open: Uint8Array, threshold: number): RankBox {
  const box: RankBox = { low: start.low.slice(), high: start.high.slice() };
  const broken = brokenLimits(data, box, open);
  for (let round = 0; round < 20; round++) {
    let changed = false;
    for (let input = 0; input < data.order.length; input++) {
      const next = bestStretch(data, box, broken, threshold, input);
      if (next === undefined) continue;
      changed = true;
      count(data, box, broken, input, -1);
      box.low[input] = next.low;
      box.high[input] = next.high;
      count(data, box, broken, input, 1);
    }
    if (!changed) break;
  }
  return box;
}

/** How many limits each point breaks; closed points break more than there are. */
function brokenLimits(data: Ranked, box: RankBox, open: Uint8Array): Int16Array {
  const broken = Int16Array.from(open, (one) => (one === 1 ? 0 : 16_384));
  for (let input = 0; input < data.order.length; input++) count(data, box, broken, input, 1);
  return broken;
}

function count(data: Ranked, box: RankBox, broken: Int16Array, input: number, change: number): void {
  const ranks = data.rank[input] as Int32Array;
  const low = box.low[input] as number;
  const high = box.high[input] as number;
  for (let point = 0; point < broken.length; point++) {
    const rank = ranks[point] as number;
    if (rank < low || rank > high) broken[point] = (broken[point] as number) + change;
  }
}

/** The best stretch of one input among the points that break no other limit; undefined when it is the present one. */
function bestStretch(data: Ranked, box: RankBox, broken: Int16Array, threshold: number, input: number) {
  const ranks = data.rank[input] as Int32Array;
  const order = data.order[input] as Uint32Array;
  const lastRank = (data.values[input] as Float64Array).length - 1;
  const boxLow = box.low[input] as number;
  const boxHigh = box.high[input] as number;
  const best = { sum: 0, low: -1, high: -1 };
  let sum = 0;
  let low = -1;
  let firstRank = -1;
  let rank = -1;
  const close = () => {
    // All points of one value come or go together, so a stretch is only judged at the end of a value.
    if (sum > best.sum) {
      best.sum = sum;
      best.low = low;
      best.high = rank;
    }
  };
  for (let at = 0; at < order.length; at++) {
    const point = order[at] as number;
    const breaks = broken[point] as number;
    if (breaks > 1) continue;
    const here = ranks[point] as number;
    if (breaks === 1 && here >= boxLow && here <= boxHigh) continue;
    if (here !== rank) {
      close();
      if (sum <= 0) {
        sum = 0;
        low = here;
      }
      rank = here;
      if (firstRank < 0) firstRank = here;
    }
    sum += (data.target[point] as number) - threshold;
  }
  close();
  if (best.low < 0) return undefined;
  // A limit beyond which no eligible point lies says nothing, so it is given up.
  const next = { low: best.low === firstRank ? 0 : best.low, high: best.high === rank ? lastRank : best.high };
  return next.low === boxLow && next.high === boxHigh ? undefined : next;
}
