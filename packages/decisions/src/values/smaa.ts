import { stream } from "@counterweight/kernel";
import { type WeightLimits, weightSampler } from "./weights.ts";

/** `values[alternative][criterion]`: a column of draws, or one number where it is certain; more is better. */
export type Measured = readonly (readonly ArrayLike<number>[])[];

export type Acceptability = {
  /** For each alternative, the share of draws in which it takes rank 1, 2, ... */
  readonly acceptability: number[][];
  /** For each alternative, the mean weights among those that make it first; undefined where none do. */
  readonly centralWeights: (number[] | undefined)[];
  /** For each alternative, the share of draws in which it is first under its central weights. */
  readonly confidence: (number | undefined)[];
};

/** Draws worked on together, so that every column is walked in order and stays in the nearest cache. */
const block = 512;

/**
 * SMAA-2: Lahdelma and Salminen, "SMAA-2: stochastic multicriteria acceptability analysis for group decision making"
 * (2001). An alternative's value is the weighted sum of its measurements, as given: put criteria on comparable scales
 * first. Weights are uniform on what the limits allow, drawn independently for each draw; draw i takes the measurements
 * in turn, from the start again when they run out. Alternatives of equal value share their ranks evenly. Confidence,
 * which looks at every sample once more for each alternative, can be left out.
 */
export function smaa(
  measured: Measured,
  limits: WeightLimits,
  draws: number,
  seed = 1,
  options: { readonly confidence?: boolean } = {},
): Acceptability {
  const alternatives = measured.length;
  const criteria = limits.low.length;
  const samples = Math.max(...measured.flat().map((column) => column.length));
  const sampler = weightSampler(limits, stream(seed, "smaa weights"));
  const weights = new Float64Array(criteria);
  const weightBlock = Array.from({ length: criteria }, () => new Float64Array(block));
  const values = measured.map(() => new Float64Array(block));
  const tally = new Tally(alternatives, criteria);
  for (let start = 0, at = 0; start < draws; ) {
    const size = Math.min(block, draws - start, samples === 1 ? block : samples - at);
    for (let draw = 0; draw < size; draw++) {
      sampler(weights);
      for (let k = 0; k < criteria; k++) (weightBlock[k] as Float64Array)[draw] = weights[k] as number;
    }
    measured.forEach((columns, alternative) => {
      const value = values[alternative] as Float64Array;
      value.fill(0);
      columns.forEach((column, k) => addProducts(value, column, at, weightBlock[k] as Float64Array, size));
    });
    for (let draw = 0; draw < size; draw++) tally.add(values, weightBlock, draw);
    start += size;
    at = samples === 1 ? 0 : (at + size) % samples;
  }
  const centralWeights = tally.centralWeights();
  return {
    acceptability: tally.acceptability(draws),
    centralWeights,
    confidence:
      options.confidence === false
        ? centralWeights.map(() => undefined)
        : confidences(measured, centralWeights, samples),
  };
}

function addProducts(
  sum: Float64Array,
  column: ArrayLike<number>,
  at: number,
  weight: Float64Array,
  size: number,
): void {
  if (column.length === 1) {
    const certain = column[0] as number;
    for (let draw = 0; draw < size; draw++) sum[draw] = (sum[draw] as number) + certain * (weight[draw] as number);
    return;
  }
  for (let draw = 0; draw < size; draw++)
    sum[draw] = (sum[draw] as number) + (column[at + draw] as number) * (weight[draw] as number);
}

/** Counts ranks and gathers the weights of those who come first. */
class Tally {
  readonly #ranks: Float64Array;
  readonly #central: Float64Array;
  readonly #order: Int32Array;
  readonly #value: Float64Array;
  readonly #criteria: number;

  constructor(alternatives: number, criteria: number) {
    this.#ranks = new Float64Array(alternatives * alternatives);
    this.#central = new Float64Array(alternatives * criteria);
    this.#order = Int32Array.from({ length: alternatives }, (_, index) => index);
    this.#value = new Float64Array(alternatives);
    this.#criteria = criteria;
  }

  add(values: Float64Array[], weights: Float64Array[], draw: number): void {
    const count = this.#value.length;
    for (let k = 0; k < count; k++) this.#value[k] = (values[k] as Float64Array)[draw] as number;
    const order = this.#order;
    sortDown(this.#value, order);
    for (let place = 0; place < count; ) {
      const top = this.#value[order[place] as number] as number;
      let end = place + 1;
      while (end < count && this.#value[order[end] as number] === top) end++;
      const share = 1 / (end - place);
      for (let tied = place; tied < end; tied++) {
        const alternative = order[tied] as number;
        for (let rank = place; rank < end; rank++) increase(this.#ranks, alternative * count + rank, share);
        if (place > 0) continue;
        for (let k = 0; k < this.#criteria; k++)
          increase(
            this.#central,
            alternative * this.#criteria + k,
            share * ((weights[k] as Float64Array)[draw] as number),
          );
      }
      place = end;
    }
  }

  acceptability(draws: number): number[][] {
    const count = this.#value.length;
    return Array.from({ length: count }, (_, alternative) =>
      Array.from({ length: count }, (__, rank) => (this.#ranks[alternative * count + rank] as number) / draws),
    );
  }

  centralWeights(): (number[] | undefined)[] {
    const count = this.#value.length;
    return Array.from({ length: count }, (_, alternative) => {
      const first = this.#ranks[alternative * count] as number;
      if (first === 0) return undefined;
      const start = alternative * this.#criteria;
      return Array.from(this.#central.subarray(start, start + this.#criteria), (sum) => sum / first);
    });
  }
}

function increase(column: Float64Array, at: number, amount: number): void {
  column[at] = (column[at] as number) + amount;
}

/** Places of the values, greatest first; insertion suits a dozen alternatives, nearly in the last draw's order. */
function sortDown(value: Float64Array, order: Int32Array): void {
  for (let k = 1; k < order.length; k++) {
    const item = order[k] as number;
    const here = value[item] as number;
    let to = k - 1;
    while (to >= 0 && (value[order[to] as number] as number) < here) {
      order[to + 1] = order[to] as number;
      to--;
    }
    order[to + 1] = item;
  }
}

/** Share of the samples in which each alternative is first under its own central weights; ties are shared. */
function confidences(measured: Measured, central: (number[] | undefined)[], samples: number): (number | undefined)[] {
  const first = central.map(() => 0);
  const values = measured.map(() => new Float64Array(block));
  const rival = new Float64Array(block);
  for (let at = 0; at < samples; at += block) {
    const size = Math.min(block, samples - at);
    central.forEach((weights, alternative) => {
      if (weights === undefined) return;
      measured.forEach((columns, other) => weigh(columns, weights, values[other] as Float64Array, at, size));
      const own = values[alternative] as Float64Array;
      rival.fill(Number.NEGATIVE_INFINITY);
      values.forEach((value, other) => {
        if (other !== alternative) keepGreater(rival, value, size);
      });
      let wins = 0;
      for (let draw = 0; draw < size; draw++) {
        const lead = (own[draw] as number) - (rival[draw] as number);
        if (lead > 0) wins++;
        else if (lead === 0) wins += 1 / values.filter((value) => value[draw] === own[draw]).length;
      }
      first[alternative] = (first[alternative] as number) + wins;
    });
  }
  return central.map((weights, alternative) =>
    weights === undefined ? undefined : (first[alternative] as number) / samples,
  );
}

function keepGreater(most: Float64Array, value: Float64Array, size: number): void {
  for (let draw = 0; draw < size; draw++) most[draw] = Math.max(most[draw] as number, value[draw] as number);
}

/** Weighted sum of columns, three at a time to spare loads and stores. */
function weigh(
  columns: readonly ArrayLike<number>[],
  weights: number[],
  sum: Float64Array,
  at: number,
  size: number,
): void {
  sum.fill(0);
  for (let k = 0; k < columns.length; k += 3) {
    const a = columns[k] as ArrayLike<number>;
    const b = columns[k + 1] ?? a;
    const c = columns[k + 2] ?? a;
    const p = weights[k] as number;
    const q = weights[k + 1] ?? 0;
    const r = weights[k + 2] ?? 0;
    if (a.length === 1 || b.length === 1 || c.length === 1) {
      const number = (column: ArrayLike<number>, draw: number) => column[column.length === 1 ? 0 : at + draw] as number;
      for (let draw = 0; draw < size; draw++)
        sum[draw] = (sum[draw] as number) + p * number(a, draw) + q * number(b, draw) + r * number(c, draw);
    } else addThree(sum, a, b, c, p, q, r, at, size);
  }
}

function addThree(
  sum: Float64Array,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  c: ArrayLike<number>,
  p: number,
  q: number,
  r: number,
  at: number,
  size: number,
): void {
  for (let draw = 0; draw < size; draw++) {
    const place = at + draw;
    sum[draw] = (sum[draw] as number) + p * (a[place] as number) + q * (b[place] as number) + r * (c[place] as number);
  }
}
