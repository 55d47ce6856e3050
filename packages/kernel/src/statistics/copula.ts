import { normalProbability, normalQuantile } from "../distributions/normal.ts";
import { Problem } from "../problem.ts";
import { cholesky } from "./cholesky.ts";

/**
 * Turns independent uniform columns into columns with this correlation of their normal scores (the Gaussian copula);
 * each stays uniform. Columns are changed in place: `columns[i][draw]`, correlation `[i][j]` with 1 on the diagonal.
 * @throws Problem when the matrix is not symmetric and positive definite.
 */
export function gaussianCopula(columns: readonly Float64Array[], correlation: readonly (readonly number[])[]): void {
  const n = columns.length;
  const wrong = (what: string, expected: string) =>
    new Problem({ code: "copula.correlation", what, where: "correlation matrix", expected });
  for (let row = 0; row < n; row++) {
    if (correlation.length !== n || correlation[row]?.length !== n)
      throw wrong("the shape does not fit", `${n} rows of ${n} numbers`);
    if (correlation[row]?.[row] !== 1) throw wrong(`entry ${row + 1}, ${row + 1} is not 1`, "1 on the diagonal");
    for (let column = 0; column < row; column++)
      if (!(correlation[row]?.[column] === correlation[column]?.[row]))
        throw wrong(`entries ${row + 1}, ${column + 1} and ${column + 1}, ${row + 1} differ`, "a symmetric matrix");
  }
  const lower = cholesky(correlation.flat(), n);
  if (lower === undefined)
    throw wrong("these correlations contradict one another", "a positive definite matrix: weaken some of them");
  const scores = new Float64Array(n);
  for (let draw = 0; draw < (columns[0]?.length ?? 0); draw++) {
    for (let row = 0; row < n; row++) scores[row] = normalQuantile((columns[row] as Float64Array)[draw] as number);
    for (let row = n - 1; row >= 0; row--) {
      let sum = 0;
      for (let k = 0; k <= row; k++) sum += (lower[row * n + k] as number) * (scores[k] as number);
      (columns[row] as Float64Array)[draw] = normalProbability(sum);
    }
  }
}
