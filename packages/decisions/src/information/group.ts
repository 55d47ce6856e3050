import { cholesky, choleskySolve } from "@counterweight/kernel";
import { bestOnAverage, evppi, type NetBenefit, type Worth, worthOfGains } from "./evppi.ts";
import { type Features, features } from "./features.ts";
import { spreadRows } from "./rows.ts";

/** Draws that the normal equations are summed over at most; all draws are decided by the fit. */
const most = 40_000;

/**
 * Expected value of perfect information about a group of parameters together, by regression as for one: a tensor
 * product of cubic B-splines for two parameters, splines of each with products of polynomials in each pair for more;
 * ridge penalty chosen by generalised cross-validation.
 */
export function evppiGroup(parameters: readonly ArrayLike<number>[], netBenefit: NetBenefit): Worth {
  const moving = parameters.filter((column) => varies(column));
  if (moving.length === 0) return { estimate: 0, standardError: 0 };
  if (moving.length === 1) return evppi(moving[0] as ArrayLike<number>, netBenefit);
  const { best } = bestOnAverage(netBenefit);
  const base = netBenefit[best] as ArrayLike<number>;
  const row = features(moving);
  const draws = base.length;
  const rows = spreadRows(draws, most);
  const targets = netBenefit.map((column, option) =>
    option === best
      ? undefined
      : Float64Array.from({ length: draws }, (_, j) => (column[j] as number) - (base[j] as number)),
  );
  const fits = ridge(row, targets, rows);
  const gains = targets.map((target) => (target === undefined ? undefined : new Float64Array(draws)));
  const value = new Float64Array(row.size);
  for (let draw = 0; draw < draws; draw++) {
    row.fill(draw, value);
    fits.forEach((fit, option) => {
      if (fit === undefined) return;
      let sum = 0;
      for (let k = 0; k < row.size; k++) sum += (fit.coefficients[k] as number) * (value[k] as number);
      (gains[option] as Float64Array)[draw] = sum;
    });
  }
  return worthOfGains(gains, targets);
}

/** What is left of the target's variance when these inputs are known, by the same regression; unbiased for its noise. */
export function residualVariance(inputs: readonly ArrayLike<number>[], target: Float64Array, mostRows: number): number {
  return ridge(features(inputs), [target], spreadRows(target.length, mostRows))[0]?.residualVariance ?? Number.NaN;
}

function varies(column: ArrayLike<number>): boolean {
  for (let index = 1; index < column.length; index++) if (column[index] !== column[0]) return true;
  return false;
}

type Fit = { readonly score: number; readonly coefficients: Float64Array; readonly residualVariance: number };

/** Ridge regression of every target on the same rows; one strength for each, by generalised cross-validation. */
function ridge(row: Features, targets: (Float64Array | undefined)[], chosen: Uint32Array) {
  const size = row.size;
  const normal = new Float64Array(size * size);
  const right = targets.map((target) => (target === undefined ? undefined : new Float64Array(size)));
  const squares = targets.map(() => 0);
  const value = new Float64Array(size);
  const used = new Int32Array(size);
  const rows = chosen.length;
  for (const draw of chosen) {
    row.fill(draw, value);
    let filled = 0;
    for (let k = 0; k < size; k++) if (value[k] !== 0) used[filled++] = k;
    for (let i = 0; i < filled; i++) {
      const at = (used[i] as number) * size;
      const left = value[used[i] as number] as number;
      for (let j = 0; j <= i; j++) {
        const place = at + (used[j] as number);
        normal[place] = (normal[place] as number) + left * (value[used[j] as number] as number);
      }
    }
    targets.forEach((target, option) => {
      if (target === undefined) return;
      const y = target[draw] as number;
      const sums = right[option] as Float64Array;
      for (let i = 0; i < filled; i++) {
        const k = used[i] as number;
        sums[k] = (sums[k] as number) + y * (value[k] as number);
      }
      squares[option] = (squares[option] as number) + y * y;
    });
  }
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) normal[j * size + i] = normal[i * size + j] as number;
  const best: Fit[] = targets.map(() => ({
    score: Number.POSITIVE_INFINITY,
    coefficients: new Float64Array(size),
    residualVariance: Number.NaN,
  }));
  for (const strength of [1e-9, 1e-6, 1e-4, 1e-2, 1, 100]) {
    const matrix = normal.slice();
    for (let i = 0; i < size; i++) {
      const at = i * size + i;
      const shrink = i < row.free ? 1e-12 : strength;
      matrix[at] = (matrix[at] as number) * (1 + shrink) + shrink * rows * 1e-3;
    }
    const factor = cholesky(matrix, size);
    if (factor === undefined) continue;
    const spent = freedom(factor, normal, size);
    targets.forEach((target, option) => {
      if (target === undefined) return;
      const sums = right[option] as Float64Array;
      const coefficients = choleskySolve(factor, size, sums);
      let residual = squares[option] as number;
      for (let i = 0; i < size; i++) {
        let line = -2 * (sums[i] as number);
        for (let j = 0; j < size; j++) line += (normal[i * size + j] as number) * (coefficients[j] as number);
        residual += line * (coefficients[i] as number);
      }
      const score = Math.max(residual, 1e-12 * (squares[option] as number)) / Math.max(1, rows - spent) ** 2;
      if (score < (best[option]?.score ?? 0))
        best[option] = { score, coefficients, residualVariance: Math.max(0, residual) / Math.max(1, rows - spent) };
    });
  }
  return targets.map((target, option) => (target === undefined ? undefined : best[option]));
}

/** Trace of (B'B + penalty)^-1 B'B. */
function freedom(factor: Float64Array, normal: Float64Array, size: number): number {
  let spent = 0;
  const column = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) column[j] = normal[j * size + i] as number;
    spent += choleskySolve(factor, size, column)[i] as number;
  }
  return spent;
}
