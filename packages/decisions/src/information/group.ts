import { cholesky, choleskySolve } from "@counterweight/kernel";
import { bestOnAverage, evppi, type NetBenefit, type Worth, worthOfGains } from "./evppi.ts";
import { type Features, features } from "./features.ts";

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
  const stride = Math.ceil(draws / most);
  const targets = netBenefit.map((column, option) =>
    option === best
      ? undefined
      : Float64Array.from({ length: draws }, (_, j) => (column[j] as number) - (base[j] as number)),
  );
  const fits = ridge(row, targets, stride, draws);
  const gains = targets.map((target) => (target === undefined ? undefined : new Float64Array(draws)));
  const value = new Float64Array(row.size);
  for (let draw = 0; draw < draws; draw++) {
    row.fill(draw, value);
    fits.forEach((coefficients, option) => {
      if (coefficients === undefined) return;
      let sum = 0;
      for (let k = 0; k < row.size; k++) sum += (coefficients[k] as number) * (value[k] as number);
      (gains[option] as Float64Array)[draw] = sum;
    });
  }
  return worthOfGains(gains, targets);
}

function varies(column: ArrayLike<number>): boolean {
  for (let index = 1; index < column.length; index++) if (column[index] !== column[0]) return true;
  return false;
}

/** Ridge regression of every target on the same rows; one strength for each, by generalised cross-validation. */
function ridge(row: Features, targets: (Float64Array | undefined)[], stride: number, draws: number) {
  const size = row.size;
  const normal = new Float64Array(size * size);
  const right = targets.map((target) => (target === undefined ? undefined : new Float64Array(size)));
  const squares = targets.map(() => 0);
  const value = new Float64Array(size);
  const used = new Int32Array(size);
  let rows = 0;
  for (let draw = 0; draw < draws; draw += stride) {
    row.fill(draw, value);
    rows++;
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
  const best: { score: number; coefficients: Float64Array }[] = targets.map(() => ({
    score: Number.POSITIVE_INFINITY,
    coefficients: new Float64Array(size),
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
      if (score < (best[option]?.score ?? 0)) best[option] = { score, coefficients };
    });
  }
  return targets.map((target, option) => (target === undefined ? undefined : best[option]?.coefficients));
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
