/** Rows worked on together: columns of this length stay in the nearest cache. */
export const blockRows = 512;

/**
 * Weighted sums of columns, and how often one sum is below another, for a block of rows at a time. `columns[group][k]`,
 * `weights[k]` and `sums[group]` have `blockRows` places; fill the first two, call, read the third. `ahead[group]` has two
 * entries a row: at the even ones stands how many groups have a greater sum.
 */
export type ColumnBlocks = {
  readonly columns: readonly (readonly Float64Array[])[];
  readonly weights: readonly Float64Array[];
  readonly sums: readonly Float64Array[];
  readonly ahead: readonly Int32Array[];
  /** sums[group] = sum over k of columns[group][k] x weights[k], row by row, for the first `rows`. */
  readonly weighRows: (rows: number) => void;
  /** The same with one set of weights for all rows. */
  readonly weighAlike: (weights: ArrayLike<number>, rows: number) => void;
  /** Fills `ahead` from `sums`. */
  readonly compare: (rows: number) => void;
};

/** In plain TypeScript: the oracle of the other. */
export function plainBlocks(groups: number, count: number): ColumnBlocks {
  const columnsOf = (howMany: number) => Array.from({ length: howMany }, () => new Float64Array(blockRows));
  const columns = Array.from({ length: groups }, () => columnsOf(count));
  const weights = columnsOf(count);
  const sums = columnsOf(groups);
  const ahead = sums.map(() => new Int32Array(2 * blockRows));
  const weighRows = (rows: number): void => {
    columns.forEach((own, group) => {
      const sum = sums[group] as Float64Array;
      sum.fill(0);
      own.forEach((column, k) => addProducts(sum, column, weights[k] as Float64Array, rows));
    });
  };
  return {
    columns,
    weights,
    sums,
    ahead,
    weighRows,
    weighAlike: (alike, rows) => {
      weights.forEach((column, k) => column.fill(alike[k] as number));
      weighRows(rows);
    },
    compare: (rows) => {
      for (const column of ahead) column.fill(0);
      for (let a = 1; a < groups; a++)
        for (let b = 0; b < a; b++)
          compareTwo(
            sums[a] as Float64Array,
            sums[b] as Float64Array,
            ahead[a] as Int32Array,
            ahead[b] as Int32Array,
            rows,
          );
    },
  };
}

function addProducts(sum: Float64Array, column: Float64Array, weight: Float64Array, rows: number): void {
  for (let row = 0; row < rows; row++)
    sum[row] = (sum[row] as number) + (column[row] as number) * (weight[row] as number);
}

/** Adds 1 for whichever is behind, without a branch: which one it is cannot be guessed. */
function compareTwo(a: Float64Array, b: Float64Array, aheadOfA: Int32Array, aheadOfB: Int32Array, rows: number): void {
  for (let row = 0; row < rows; row++) {
    const x = a[row] as number;
    const y = b[row] as number;
    aheadOfA[2 * row] = (aheadOfA[2 * row] as number) + +(x < y);
    aheadOfB[2 * row] = (aheadOfB[2 * row] as number) + +(y < x);
  }
}
