import { blockRows, type ColumnBlocks, columnBlocks, stream } from "@counterweight/kernel";
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
  const blocks = columnBlocks(alternatives, criteria);
  const tally = new Tally(alternatives, criteria);
  if (samples === 1) load(blocks, measured, 0, 1);
  for (let start = 0, at = 0; start < draws; ) {
    const size = Math.min(blockRows, draws - start, samples === 1 ? blockRows : samples - at);
    if (samples > 1) load(blocks, measured, at, size);
    for (let draw = 0; draw < size; draw++) {
      sampler(weights);
      for (let k = 0; k < criteria; k++) (blocks.weights[k] as Float64Array)[draw] = weights[k] as number;
    }
    blocks.weighRows(size);
    blocks.compare(size);
    tally.add(blocks, size);
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
        : confidences(blocks, measured, centralWeights, samples),
  };
}

/** Puts the measurements of `size` samples from `at` on into the block; a certain one into every row. */
function load({ columns }: ColumnBlocks, measured: Measured, at: number, size: number): void {
  measured.forEach((own, alternative) =>
    own.forEach((column, k) => {
      const into = columns[alternative]?.[k] as Float64Array;
      if (column.length === 1) into.fill(column[0] as number);
      else if (column instanceof Float64Array) into.set(column.subarray(at, at + size));
      else for (let row = 0; row < size; row++) into[row] = column[at + row] as number;
    }),
  );
}

type Weights = readonly Float64Array[];

/** Counts ranks and gathers the weights of those who come first. */
class Tally {
  readonly #ranks: Float64Array;
  readonly #central: Float64Array;
  readonly #alternatives: number;
  readonly #criteria: number;
  readonly #sum = new Int32Array(blockRows);

  constructor(alternatives: number, criteria: number) {
    this.#ranks = new Float64Array(alternatives * alternatives);
    this.#central = new Float64Array(alternatives * criteria);
    this.#alternatives = alternatives;
    this.#criteria = criteria;
  }

  add({ ahead, weights }: ColumnBlocks, size: number): void {
    const count = this.#alternatives;
    const sum = this.#sum.fill(0);
    for (const column of ahead) addEven(sum, column, size);
    // Without ties the ranks are 0 to count - 1, so they sum to this.
    const untied = (count * (count - 1)) / 2;
    for (let k = 0; k < count; k++) this.#addUntied(k, ahead[k] as Int32Array, weights, untied, size);
    for (let draw = 0; draw < size; draw++) if (sum[draw] !== untied) this.#addTied(ahead, weights, draw);
  }

  #addUntied(alternative: number, ahead: Int32Array, weights: Weights, untied: number, size: number): void {
    const ranks = this.#ranks;
    const sum = this.#sum;
    const start = alternative * this.#alternatives;
    for (let draw = 0; draw < size; draw++) {
      if (sum[draw] !== untied) continue;
      const at = start + (ahead[2 * draw] as number);
      ranks[at] = (ranks[at] as number) + 1;
      if (at === start) this.#addWeights(weights, draw, alternative, 1);
    }
  }

  #addWeights(weights: Weights, draw: number, alternative: number, share: number): void {
    for (let k = 0; k < this.#criteria; k++)
      increase(this.#central, alternative * this.#criteria + k, share * ((weights[k] as Float64Array)[draw] as number));
  }

  /** Alternatives of equal value share the ranks they take together. */
  #addTied(ahead: readonly Int32Array[], weights: Weights, draw: number): void {
    const places = ahead.map((column) => column[2 * draw] as number);
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

function addEven(sum: Int32Array, column: Int32Array, size: number): void {
  for (let draw = 0; draw < size; draw++) sum[draw] = (sum[draw] as number) + (column[2 * draw] as number);
}

/** Share of the samples in which each alternative is first under its own central weights; ties are shared. */
function confidences(
  blocks: ColumnBlocks,
  measured: Measured,
  central: (number[] | undefined)[],
  samples: number,
): (number | undefined)[] {
  const first = central.map(() => 0);
  const rival = new Float64Array(blockRows);
  for (let at = 0; at < samples; at += blockRows) {
    const size = Math.min(blockRows, samples - at);
    load(blocks, measured, at, size);
    central.forEach((weights, alternative) => {
      if (weights === undefined) return;
      blocks.weighAlike(weights, size);
      rival.fill(Number.NEGATIVE_INFINITY);
      blocks.sums.forEach((sum, other) => {
        if (other !== alternative) keepGreater(rival, sum, size);
      });
      const own = blocks.sums[alternative] as Float64Array;
      let wins = 0;
      for (let draw = 0; draw < size; draw++) {
        const lead = (own[draw] as number) - (rival[draw] as number);
        if (lead > 0) wins++;
        else if (lead === 0) wins += 1 / blocks.sums.filter((sum) => sum[draw] === own[draw]).length;
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
