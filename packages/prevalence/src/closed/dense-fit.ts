import { exp, log } from "@counterweight/kernel";
import { solveInPlace, substitute } from "../fit/cholesky.ts";

export type DenseFit = {
  readonly converged: boolean;
  readonly coefficients: Float64Array;
  /** Sum of N log mu - mu over the cells, without the factorials. */
  readonly likelihood: number;
  /** First diagonal entry of the inverse information, taken where R's `glm` stops (see Fitter.interceptVariance). */
  readonly interceptVariance: number;
};

/**
 * Poisson regression with a log link on a few columns; the first is the intercept. Iteratively reweighted least squares
 * from means N + 0.1, which after the first step is Newton's method, with step halving.
 */
export function fitDense(columns: readonly Float64Array[], counts: Float64Array): DenseFit {
  const width = columns.length;
  const cells = counts.length;
  const coefficients = new Float64Array(width);
  const means = counts.map((count) => count + 0.1);
  const information = new Float64Array((width * (width + 1)) / 2);
  const step = new Float64Array(width);
  const unit = new Float64Array(width);
  const evaluate = (): number => {
    let value = 0;
    for (let cell = 0; cell < cells; cell++) {
      let eta = 0;
      for (let j = 0; j < width; j++)
        eta += (coefficients[j] as number) * ((columns[j] as Float64Array)[cell] as number);
      const mean = exp(Math.min(eta, 700));
      means[cell] = mean;
      value += (counts[cell] as number) * eta - mean;
    }
    return value;
  };
  const fillInformation = () => {
    let at = 0;
    for (const left of columns.keys())
      for (let right = 0; right <= left; right++) {
        const a = columns[left] as Float64Array;
        const b = columns[right] as Float64Array;
        let sum = 0;
        for (let cell = 0; cell < cells; cell++)
          sum += (means[cell] as number) * (a[cell] as number) * (b[cell] as number);
        information[at++] = sum;
      }
  };
  const saturated = counts.reduce((sum, count) => sum + (count > 0 ? count * log(count) - count : 0), 0);
  let value = counts.reduce((sum, count) => sum + count * log(count + 0.1) - (count + 0.1), 0);
  let interceptVariance = Number.NaN;
  let settled = false;
  let converged = false;
  for (let round = 0; round < 100 && !converged; round++) {
    const score = columns.map((column) =>
      column.reduce((sum, x, cell) => {
        const mean = means[cell] as number;
        return sum + x * ((round === 0 ? mean * log(mean) : 0) + (counts[cell] as number) - mean);
      }, 0),
    );
    step.set(score);
    fillInformation();
    if (!solveInPlace(information, step, width)) break;
    if (!settled) {
      unit.fill(0);
      unit[0] = 1;
      substitute(information, unit, width);
      interceptVariance = unit[0] ?? Number.NaN;
    }
    const decrement = step.reduce((sum, change, j) => sum + change * (score[j] ?? 0), 0);
    converged = round > 0 && decrement < 1e-14 * (1 + Math.abs(value));
    const before = Float64Array.from(coefficients);
    let next = Number.NEGATIVE_INFINITY;
    for (let fraction = 1; fraction > 1e-12; fraction /= 2) {
      for (let j = 0; j < width; j++) coefficients[j] = (before[j] as number) + fraction * (step[j] as number);
      next = evaluate();
      if (round === 0 || next >= value - 1e-10 * Math.abs(value)) break;
    }
    settled ||= (2 * Math.abs(next - value)) / (2 * Math.abs(saturated - next) + 0.1) < 1e-8;
    value = next;
  }
  return { converged, coefficients, likelihood: value, interceptVariance };
}
