/**
 * Solves H x = g for a symmetric positive definite H, given as the lower triangle packed by rows (entry (i, j) at
 * i (i + 1) / 2 + j). H is overwritten by its Cholesky factor with the diagonal inverted, g by x. Gives false where H is
 * not numerically positive definite.
 */
export function solveInPlace(h: Float64Array, g: Float64Array, size: number): boolean {
  let row = 0;
  for (let i = 0; i < size; i++) {
    let other = 0;
    const original = h[row + i] as number;
    for (let j = 0; j < i; j++) {
      let sum = h[row + j] as number;
      for (let k = 0; k < j; k++) sum -= (h[row + k] as number) * (h[other + k] as number);
      h[row + j] = sum * (h[other + j] as number);
      other += j + 1;
    }
    let pivot = original;
    for (let k = 0; k < i; k++) pivot -= (h[row + k] as number) * (h[row + k] as number);
    if (!(pivot > original * 1e-14)) return false;
    h[row + i] = 1 / Math.sqrt(pivot);
    row += i + 1;
  }
  substitute(h, g, size);
  return true;
}

/** Solves with a factor that `solveInPlace` left behind. */
export function substitute(factor: Float64Array, g: Float64Array, size: number): void {
  let row = 0;
  for (let i = 0; i < size; i++) {
    let sum = g[i] as number;
    for (let k = 0; k < i; k++) sum -= (factor[row + k] as number) * (g[k] as number);
    g[i] = sum * (factor[row + i] as number);
    row += i + 1;
  }
  for (let i = size - 1; i >= 0; i--) {
    row -= i + 1;
    const value = (g[i] as number) * (factor[row + i] as number);
    g[i] = value;
    for (let k = 0; k < i; k++) g[k] = (g[k] as number) - (factor[row + k] as number) * value;
  }
}
