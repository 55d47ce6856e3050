import { log, Problem, type Stream } from "@counterweight/kernel";

/** What is known of the weights; criteria are given by place. */
export type WeightLimits = {
  /** Criteria from the most important down; those not named are free. */
  readonly order?: readonly number[];
  /** Least and greatest weight of each criterion, 0 to 1. */
  readonly low: Float64Array;
  readonly high: Float64Array;
};

/** Weights from 0 to 1 for `criteria` criteria, any that sum to 1. */
export function freeWeights(criteria: number): WeightLimits {
  return { low: new Float64Array(criteria), high: new Float64Array(criteria).fill(1) };
}

/**
 * The limits with what the order implies written into them: no criterion may need more than one above it may have.
 * @throws Problem when no weights that sum to 1 fit.
 */
export function tightened(limits: WeightLimits): WeightLimits {
  const low = limits.low.slice();
  const high = limits.high.slice();
  const order = limits.order ?? [];
  for (let place = 1; place < order.length; place++) {
    const below = order[place] as number;
    high[below] = Math.min(high[below] as number, high[order[place - 1] as number] as number);
  }
  for (let place = order.length - 2; place >= 0; place--) {
    const above = order[place] as number;
    low[above] = Math.max(low[above] as number, low[order[place + 1] as number] as number);
  }
  const sum = (column: Float64Array) => column.reduce((a, b) => a + b, 0);
  const slack = 1e-12;
  if (low.some((least, k) => least > (high[k] as number) + slack) || sum(low) > 1 + slack || sum(high) < 1 - slack)
    throw new Problem({
      code: "weights.infeasible",
      where: "weights",
      what: "no weights that sum to 1 satisfy the order and the bounds together",
      doThis: "widen a bound or shorten the order",
    });
  return { ...limits, low, high };
}

/**
 * Gives weights uniform on the part of the simplex that the limits allow, one set a call, written into `into`. The
 * order alone is exact by sorting; bounds by rejection while enough is accepted, else by a Gibbs walk that trades weight
 * between two criteria at a time (the conditional is uniform), with 4 sweeps between sets.
 */
export function weightSampler(limits: WeightLimits, source: Stream): (into: Float64Array) => void {
  const tight = tightened(limits);
  const count = tight.low.length;
  const order = tight.order ?? [];
  const bounded = limits.low.some((least) => least > 0) || limits.high.some((greatest) => greatest < 1);
  const held = new Float64Array(order.length);
  const free = (into: Float64Array) => {
    let sum = 0;
    for (let k = 0; k < count; k++) {
      into[k] = -log(source.uniform());
      sum += into[k] as number;
    }
    for (let k = 0; k < count; k++) into[k] = (into[k] as number) / sum;
    if (order.length === 0) return;
    // The weights are exchangeable, so sorting those that are ordered makes them uniform on the ordered part.
    for (let place = 0; place < order.length; place++) held[place] = into[order[place] as number] as number;
    held.sort();
    for (let place = 0; place < order.length; place++)
      into[order[place] as number] = held[order.length - 1 - place] as number;
  };
  if (!bounded) return free;
  const fits = (into: Float64Array) => {
    for (let k = 0; k < count; k++)
      if ((into[k] as number) < (tight.low[k] as number) || (into[k] as number) > (tight.high[k] as number))
        return false;
    return true;
  };
  const trial = new Float64Array(count);
  let accepted = 0;
  for (let attempt = 0; attempt < 1000; attempt++) {
    free(trial);
    if (fits(trial)) accepted++;
  }
  if (accepted >= 50)
    return (into) => {
      do free(into);
      while (!fits(into));
    };
  return walk(tight, source);
}

function walk({ low, high, order = [] }: WeightLimits, source: Stream): (into: Float64Array) => void {
  const count = low.length;
  const place = new Map(order.map((criterion, at) => [criterion, at]));
  const now = inside(low, high);
  // The neighbours in the order bound a weight too; the two being traded are looked up as they stand.
  const least = (k: number, other: number) => {
    const next = order[(place.get(k) ?? Number.NaN) + 1];
    return Math.max(low[k] as number, next === undefined || next === other ? 0 : (now[next] as number));
  };
  const most = (k: number, other: number) => {
    const before = order[(place.get(k) ?? Number.NaN) - 1];
    return Math.min(high[k] as number, before === undefined || before === other ? 1 : (now[before] as number));
  };
  const step = (a: number, b: number) => {
    const sum = (now[a] as number) + (now[b] as number);
    let from = Math.max(least(a, b), sum - most(b, a));
    let to = Math.min(most(a, b), sum - least(b, a));
    const first = place.get(a);
    const second = place.get(b);
    if (first !== undefined && second !== undefined && Math.abs(first - second) === 1) {
      if (first < second) from = Math.max(from, sum / 2);
      else to = Math.min(to, sum / 2);
    }
    if (!(to > from)) return;
    now[a] = from + source.uniform() * (to - from);
    now[b] = sum - now[a];
  };
  const sweep = () => {
    for (let a = 1; a < count; a++) for (let b = 0; b < a; b++) step(a, b);
  };
  for (let burn = 0; burn < 200; burn++) sweep();
  return (into) => {
    for (let pass = 0; pass < 4; pass++) sweep();
    into.set(now);
  };
}

/** The weights the same share of the way from every least to every greatest: they keep the order and sum to 1. */
function inside(low: Float64Array, high: Float64Array): Float64Array {
  const least = low.reduce((a, b) => a + b, 0);
  const most = high.reduce((a, b) => a + b, 0);
  const share = most > least ? Math.min(1, Math.max(0, (1 - least) / (most - least))) : 0;
  return low.map((value, k) => value + share * ((high[k] as number) - value));
}
