import { cholesky, choleskySolve } from "@counterweight/kernel";

/** A cubic B-spline basis at weighted places, ready to smooth any number of columns. */
export type SplineBasis = {
  readonly size: number;
  /** First of the four functions that are not 0 at each place. */
  readonly first: Int32Array;
  /** Their values, four a place. */
  readonly value: Float64Array;
};

/**
 * Cubic B-splines with knots at even quantiles of the weighted, ascending places (de Boor 1978; Eilers and Marx 1996).
 * Straight lines in the parameter itself are represented exactly.
 */
export function splineBasis(place: Float64Array, weight: Float64Array, size: number): SplineBasis {
  const knots = knotsAt(place, weight, size);
  const first = new Int32Array(place.length);
  const value = new Float64Array(4 * place.length);
  let span = 3;
  const basis = new Float64Array(4);
  for (let index = 0; index < place.length; index++) {
    const x = place[index] as number;
    while (span < size - 1 && x >= (knots[span + 1] as number)) span++;
    basisAt(knots, span, x, basis);
    first[index] = span - 3;
    value.set(basis, 4 * index);
  }
  return { size, first, value };
}

function knotsAt(place: Float64Array, weight: Float64Array, size: number): Float64Array {
  const inner = size - 4;
  const knots = new Float64Array(size + 4);
  const low = place[0] as number;
  const high = place.at(-1) as number;
  let total = 0;
  for (const w of weight) total += w;
  let index = 0;
  let before = 0;
  for (let knot = 1; knot <= inner; knot++) {
    const target = (knot / (inner + 1)) * total;
    while (index < place.length - 1 && before + (weight[index] as number) < target) before += weight[index++] as number;
    knots[3 + knot] = place[index] as number;
  }
  for (let end = 0; end < 4; end++) {
    knots[end] = low;
    knots[size + end] = high;
  }
  return knots;
}

/** The four cubic B-splines that are not 0 on a span (Cox and de Boor; Piegl and Tiller, algorithm A2.2). */
export function basisAt(knots: Float64Array, span: number, x: number, basis: Float64Array): void {
  basis[0] = 1;
  for (let degree = 1; degree <= 3; degree++) {
    let saved = 0;
    for (let r = 0; r < degree; r++) {
      const right = (knots[span + r + 1] as number) - x;
      const left = x - (knots[span + 1 - degree + r] as number);
      const width = right + left;
      const share = width > 0 ? (basis[r] as number) / width : 0;
      basis[r] = saved + right * share;
      saved = left * share;
    }
    basis[degree] = saved;
  }
}

/** Normal equations of a basis: B'WB, dense and small. */
export function gram({ size, first, value }: SplineBasis, weight: Float64Array): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let index = 0; index < first.length; index++) {
    const start = first[index] as number;
    const w = weight[index] as number;
    for (let i = 0; i < 4; i++) {
      const left = w * (value[4 * index + i] as number);
      const row = (start + i) * size + start;
      for (let j = 0; j < 4; j++)
        matrix[row + j] = (matrix[row + j] as number) + left * (value[4 * index + j] as number);
    }
  }
  return matrix;
}

/** One column smoothed: fitted value at each place, and the degrees of freedom spent. */
export type Smooth = { readonly fitted: Float64Array; readonly degreesOfFreedom: number };

/** Second differences of neighbouring coefficients, the penalty of P-splines. */
function penalty(size: number): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let k = 0; k + 2 < size; k++) {
    const pattern = [1, -2, 1];
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++) {
        const at = (k + i) * size + k + j;
        matrix[at] = (matrix[at] as number) + (pattern[i] as number) * (pattern[j] as number);
      }
  }
  return matrix;
}

/** A smoother for one parameter, factored once for each strength of the penalty and used for every column. */
export function smoother(basis: SplineBasis, weight: Float64Array, draws: number) {
  const { size, first, value } = basis;
  const normal = gram(basis, weight);
  const rough = penalty(size);
  let scale = 0;
  for (let i = 0; i < size; i++) scale += (normal[i * size + i] as number) / size;
  const choices = [1e-8, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10, 1000].flatMap((strength) => {
    const matrix = normal.map((entry, at) => entry + scale * strength * (rough[at] as number));
    for (let i = 0; i < size; i++) matrix[i * size + i] = (matrix[i * size + i] as number) + 1e-12 * scale;
    const factor = cholesky(matrix, size);
    if (factor === undefined) return [];
    let spent = 0;
    const column = new Float64Array(size);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) column[j] = normal[j * size + i] as number;
      spent += choleskySolve(factor, size, column)[i] as number;
    }
    return [{ factor, spent }];
  });

  /** Smooths a column from its sums over the places and its sum of squares; generalised cross-validation chooses. */
  return (sums: Float64Array, squares: number): Smooth => {
    const right = new Float64Array(size);
    for (let index = 0; index < first.length; index++)
      for (let i = 0; i < 4; i++) {
        const at = (first[index] as number) + i;
        right[at] = (right[at] as number) + (sums[index] as number) * (value[4 * index + i] as number);
      }
    let best: { score: number; coefficients: Float64Array; spent: number } = {
      score: Number.POSITIVE_INFINITY,
      coefficients: new Float64Array(size),
      spent: 0,
    };
    for (const { factor, spent } of choices) {
      const coefficients = choleskySolve(factor, size, right);
      let residual = squares;
      for (let i = 0; i < size; i++) {
        let row = -2 * (right[i] as number);
        for (let j = 0; j < size; j++) row += (normal[i * size + j] as number) * (coefficients[j] as number);
        residual += row * (coefficients[i] as number);
      }
      const score = Math.max(residual, 1e-12 * squares) / (draws - spent) ** 2;
      if (score < best.score) best = { score, coefficients, spent };
    }
    const fitted = new Float64Array(first.length);
    for (let index = 0; index < first.length; index++) {
      let sum = 0;
      for (let i = 0; i < 4; i++)
        sum += (best.coefficients[(first[index] as number) + i] as number) * (value[4 * index + i] as number);
      fitted[index] = sum;
    }
    return { fitted, degreesOfFreedom: best.spent };
  };
}
