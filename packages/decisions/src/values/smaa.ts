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
    tally.add(values, weightBlock, size);
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
  readonly #alternatives: number;
  readonly #criteria: number;
  /** For each alternative, how many are ahead of it in each draw of the block. */
  readonly #ahead: Int32Array[];
  readonly #sum = new Int32Array(block);

  constructor(alternatives: number, criteria: number) {
    this.#ranks = new Float64Array(alternatives * alternatives);
    this.#central = new Float64Array(alternatives * criteria);
    this.#alternatives = alternatives;
    this.#criteria = criteria;
    this.#ahead = Array.from({ length: alternatives }, () => new Int32Array(block));
  }

  add(values: Float64Array[], weights: Float64Array[], size: number): void {
    const count = this.#alternatives;
    const ahead = this.#ahead;
    for (const column of ahead) column.fill(0);
    for (let a = 1; a < count; a++)
      for (let b = 0; b < a; b++)
        compare(
          values[a] as Float64Array,
          values[b] as Float64Array,
          ahead[a] as Int32Array,
          ahead[b] as Int32Array,
          size,
        );
    const sum = this.#sum.fill(0);
    for (const column of ahead) addAll(sum, column, size);
    // Without ties the ranks are 0 to count - 1, so they sum to this.
    const untied = (count * (count - 1)) / 2;
    for (let k = 0; k < count; k++) this.#addUntied(k, weights, untied, size);
    for (let draw = 0; draw < size; draw++) if (sum[draw] !== untied) this.#addTied(weights, draw);
  }

  #addUntied(alternative: number, weights: Float64Array[], untied: number, size: number): void {
    const ranks = this.#ranks;
    const ahead = this.#ahead[alternative] as Int32Array;
    const sum = this.#sum;
    const start = alternative * this.#alternatives;
    for (let draw = 0; draw < size; draw++) {
      if (sum[draw] !== untied) continue;
      const at = start + (ahead[draw] as number);
      ranks[at] = (ranks[at] as number) + 1;
      if (at === start) this.#addWeights(weights, draw, alternative, 1);
    }
  }

  #addWeights(weights: Float64Array[], draw: number, alternative: number, share: number): void {
    for (let k = 0; k < this.#criteria; k++)
      increase(this.#central, alternative * this.#criteria + k, share * ((weights[k] as Float64Array)[draw] as number));
  }

  /** Alternatives of equal value share the ranks they take together. */
  #addTied(weights: Float64Array[], draw: number): void {
    const places = this.#ahead.map((column) => column[draw] as number);
    places.forEach((place, k) => {
      const equals = places.filter((other) => other === place).length;
      for (let rank = place; rank < place + equals; rank++)
        increase(this.#ranks, k * this.#alternatives + rank, 1 / equals);
      if (place === 0) this.#addWeights(weights, draw, k, 1 / equals);
    });
  }

  acceptability(draws: number): number[][] {
    const count = this.#alternatives;
    return Array.from({ length: count }, (_, alternative) =>
      Array.from({ length: count }, (__, rank) => (this.#ranks[alternative * count + rank] as number) / draws),
    );
  }

  centralWeights(): (number[] | undefined)[] {
    const count = this.#alternatives;
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

function addAll(sum: Int32Array, column: Int32Array, size: number): void {
  for (let draw = 0; draw < size; draw++) sum[draw] = (sum[draw] as number) + (column[draw] as number);
}

/** Adds 1 for whichever of two is behind, without a branch: which one it is cannot be guessed. */
function compare(a: Float64Array, b: Float64Array, aheadOfA: Int32Array, aheadOfB: Int32Array, size: number): void {
  for (let draw = 0; draw < size; draw++) {
    const x = a[draw] as number;
    const y = b[draw] as number;
    aheadOfA[draw] = (aheadOfA[draw] as number) + +(x < y);
    aheadOfB[draw] = (aheadOfB[draw] as number) + +(y < x);
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
