/**
 * The lower triangle L with L L' = matrix, both row by row in one array of n x n; undefined when the symmetric matrix is
 * not positive definite.
 */
export function cholesky(matrix: ArrayLike<number>, n: number): Float64Array | undefined {
  const lower = new Float64Array(n * n);
  for (let row = 0; row < n; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * n + column] as number;
      for (let k = 0; k < column; k++) sum -= (lower[row * n + k] as number) * (lower[column * n + k] as number);
      if (row !== column) lower[row * n + column] = sum / (lower[column * n + column] as number);
      else if (sum > 0) lower[row * n + row] = Math.sqrt(sum);
      else return undefined;
    }
  }
  return lower;
}

/** x with L L' x = b, by forward and back substitution. */
export function choleskySolve(lower: ArrayLike<number>, n: number, b: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(b);
  for (let row = 0; row < n; row++) {
    let sum = x[row] as number;
    for (let k = 0; k < row; k++) sum -= (lower[row * n + k] as number) * (x[k] as number);
    x[row] = sum / (lower[row * n + row] as number);
  }
  for (let row = n - 1; row >= 0; row--) {
    let sum = x[row] as number;
    for (let k = row + 1; k < n; k++) sum -= (lower[k * n + row] as number) * (x[k] as number);
    x[row] = sum / (lower[row * n + row] as number);
  }
  return x;
}
