/**
 * Iterative proportional fitting (Deming and Stephan 1940): scales rows and columns of a positive table in turn until
 * both sets of margins hold. Margins must have the same sum. In place; row-major; errors below 1e-13 of a margin, and
 * the rows exact to rounding.
 */
export function fitToMargins(table: Float64Array, rows: ArrayLike<number>, columns: ArrayLike<number>): Float64Array {
  const width = columns.length;
  for (let round = 0; round < 500; round++) {
    let worst = 0;
    for (let column = 0; column < width; column++) {
      let sum = 0;
      for (let row = 0; row < rows.length; row++) sum += table[row * width + column] as number;
      const factor = (columns[column] as number) / sum;
      worst = Math.max(worst, Math.abs(factor - 1));
      for (let row = 0; row < rows.length; row++)
        table[row * width + column] = (table[row * width + column] as number) * factor;
    }
    for (let row = 0; row < rows.length; row++) {
      let sum = 0;
      for (let column = 0; column < width; column++) sum += table[row * width + column] as number;
      const factor = (rows[row] as number) / sum;
      worst = Math.max(worst, Math.abs(factor - 1));
      for (let column = 0; column < width; column++)
        table[row * width + column] = (table[row * width + column] as number) * factor;
    }
    if (worst < 1e-13) break;
  }
  return table;
}

/** The values scaled to a sum. */
export function scaledTo(values: readonly number[], sum: number): number[] {
  const total = values.reduce((before, value) => before + value, 0);
  return values.map((value) => (value * sum) / total);
}
