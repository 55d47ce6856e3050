import { Problem, stream } from "@counterweight/kernel";
import { resampleCounts } from "./resample.ts";

/** Model outputs on Saltelli's design; every column has N numbers. */
export type SaltelliOutputs = {
  /** At the rows of A. */
  readonly a: ArrayLike<number>;
  /** At the rows of B. */
  readonly b: ArrayLike<number>;
  /** For each input, at the rows of A with that input's column taken from B. */
  readonly ab: readonly ArrayLike<number>[];
};

/** An index with its interval (95% unless told otherwise); shares of the output's variance. */
export type Index = { readonly estimate: number; readonly low: number; readonly high: number };

export type SobolIndices = {
  /** Share of the variance that goes when this input is known: main effect. */
  readonly first: Index[];
  /** Share that stays when all others are known: main effect and every interaction. */
  readonly total: Index[];
};

/**
 * First-order and total Sobol' indices. First order by Saltelli et al., "Variance based sensitivity analysis of model
 * output" (2010), table 2 (b): mean of f(B) (f(AB_i) - f(A)) over the variance; total by Jansen (1999): mean of
 * (f(A) - f(AB_i))^2 / 2 over the variance. Variance over A and B together. Intervals: estimate +- 1.96 standard
 * deviations of the bootstrap over rows, which is wide for Sobol' points, whose error is smaller than chance's.
 * @throws Problem when the output does not vary, or is too large to be squared.
 */
export function sobolIndices(
  outputs: SaltelliOutputs,
  options: { resamples?: number; seed?: number } = {},
): SobolIndices {
  const { resamples = 100, seed = 1 } = options;
  const terms = termsOf(outputs);
  const count = outputs.a.length;
  const whole = terms.map(sum);
  const inputs = outputs.ab.length;
  if (!whole.every(Number.isFinite))
    throw new Problem({
      code: "variance.infinite",
      what: "the numbers are too large for their squares",
      expected: "numbers within about 1e150 of nought",
      doThis: "give the output in a larger unit",
    });
  const found = indicesOf(whole, count, inputs);
  if (found === undefined)
    throw new Problem({
      code: "variance.none",
      what: "the output does not vary",
      expected: "numbers that differ, since the indices are shares of their variance",
    });
  const moments = new Float64Array(4 * inputs);
  let used = 0;
  for (const sums of resampledSums(terms, count, resamples, seed)) {
    const again = indicesOf(sums, count, inputs);
    if (again === undefined) continue;
    used++;
    for (let index = 0; index < 2 * inputs; index++) {
      const difference = (again[index] as number) - (found[index] as number);
      moments[2 * index] = (moments[2 * index] as number) + difference;
      moments[2 * index + 1] = (moments[2 * index + 1] as number) + difference * difference;
    }
  }
  const interval = (_: unknown, index: number): Index => {
    const estimate = found[index] as number;
    const shift = (moments[2 * index] as number) / used;
    const spread = Math.max(0, (moments[2 * index + 1] as number) / used - shift * shift) * (used / (used - 1));
    const reach = used < 2 ? 0 : 1.959963984540054 * Math.sqrt(spread);
    return { estimate, low: estimate - reach, high: estimate + reach };
  };
  const all = Array.from(found, interval);
  return { first: all.slice(0, inputs), total: all.slice(inputs) };
}

/** The columns whose sums make the indices: for each input its two products, then f and f^2 of A and B together. */
function termsOf({ a, b, ab }: SaltelliOutputs): Float64Array[] {
  const count = a.length;
  let centre = 0;
  for (let row = 0; row < count; row++) centre += ((a[row] as number) + (b[row] as number)) / (2 * count);
  const first = ab.map(() => new Float64Array(count));
  const total = ab.map(() => new Float64Array(count));
  ab.forEach((column, input) => {
    const products = first[input] as Float64Array;
    const squares = total[input] as Float64Array;
    for (let row = 0; row < count; row++) {
      const difference = (column[row] as number) - (a[row] as number);
      // Centring leaves the expectation as it is and takes away most of the noise.
      products[row] = ((b[row] as number) - centre) * difference;
      squares[row] = 0.5 * difference * difference;
    }
  });
  const values = new Float64Array(count);
  const powers = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    const inA = (a[row] as number) - centre;
    const inB = (b[row] as number) - centre;
    values[row] = inA + inB;
    powers[row] = inA * inA + inB * inB;
  }
  return [...first, ...total, values, powers];
}

function indicesOf(sums: ArrayLike<number>, count: number, inputs: number): Float64Array | undefined {
  const mean = (sums[2 * inputs] as number) / (2 * count);
  const power = (sums[2 * inputs + 1] as number) / (2 * count);
  const variance = power - mean * mean;
  if (!(variance > 1e-24 * power) || power === 0) return undefined;
  const result = new Float64Array(2 * inputs);
  for (let index = 0; index < 2 * inputs; index++) result[index] = (sums[index] as number) / count / variance;
  return result;
}

function sum(column: Float64Array): number {
  let total = 0;
  for (let row = 0; row < column.length; row++) total += column[row] as number;
  return total;
}

/** Sums of every column in each resample of the rows, four resamples to a pass so that columns are read less often. */
function* resampledSums(terms: Float64Array[], count: number, resamples: number, seed: number): Generator<number[]> {
  for (let from = 0; from < resamples; from += 4) {
    const source = stream(seed, "sobol-indices bootstrap", from);
    const [w, x, y, z] = [0, 1, 2, 3].map(() => resampleCounts(source, count)) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ];
    const sums = [0, 1, 2, 3].map(() => [] as number[]);
    for (const column of terms) weigh(column, w, x, y, z).forEach((total, which) => sums[which]?.push(total));
    yield* sums.slice(0, resamples - from);
  }
}

function weigh(column: Float64Array, w: Uint8Array, x: Uint8Array, y: Uint8Array, z: Uint8Array): number[] {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let row = 0; row < column.length; row++) {
    const value = column[row] as number;
    a += value * (w[row] as number);
    b += value * (x[row] as number);
    c += value * (y[row] as number);
    d += value * (z[row] as number);
  }
  return [a, b, c, d];
}
