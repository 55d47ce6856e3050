/**
 * Whether G'y = 0 has a solution with every y > 0 (G has one row a y and `width` columns). Equivalent to y = 1 + u with
 * u >= 0, so it is the first phase of a simplex on `width` equations. Bland's rule, which cannot cycle.
 */
export function hasPositiveSolution(rows: readonly (readonly number[])[], width: number): boolean {
  const count = rows.length;
  const scaled = rows.map((row) => {
    const largest = Math.max(...row.map(Math.abs));
    return row.map((value) => value / largest);
  });
  // One equation a column of G: sum of G[r][c] u_r + artificial = -sum of G[r][c], signs turned so that the right side is >= 0.
  const tableau: Float64Array[] = [];
  for (let c = 0; c < width; c++) {
    const equation = new Float64Array(count + width + 1);
    let right = 0;
    for (let r = 0; r < count; r++) right -= scaled[r]?.[c] as number;
    const sign = right < 0 ? -1 : 1;
    for (let r = 0; r < count; r++) equation[r] = sign * (scaled[r]?.[c] as number);
    equation[count + c] = 1;
    equation[count + width] = sign * right;
    tableau.push(equation);
  }
  const last = count + width;
  const objective = new Float64Array(last + 1);
  for (const equation of tableau)
    for (let k = 0; k <= last; k++)
      if (k < count || k === last) objective[k] = (objective[k] as number) + (equation[k] as number);
  const basic = Array.from({ length: width }, (_, c) => count + c);
  for (let step = 0; step < 50_000; step++) {
    if ((objective[last] as number) < 1e-9) return true;
    let entering = -1;
    for (let k = 0; k < count && entering < 0; k++) if ((objective[k] as number) > 1e-10) entering = k;
    if (entering < 0) return false;
    let leaving = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let c = 0; c < width; c++) {
      const slope = tableau[c]?.[entering] as number;
      if (slope <= 1e-10) continue;
      const ratio = (tableau[c]?.[last] as number) / slope;
      if (
        ratio < least - 1e-12 ||
        (ratio <= least + 1e-12 && leaving >= 0 && (basic[c] as number) < (basic[leaving] as number))
      ) {
        least = Math.min(least, ratio);
        leaving = c;
      }
    }
    if (leaving < 0) return false;
    pivot(tableau, objective, leaving, entering, last);
    basic[leaving] = entering;
  }
  return false;
}

function pivot(
  tableau: Float64Array[],
  objective: Float64Array,
  leaving: number,
  entering: number,
  last: number,
): void {
  const chosen = tableau[leaving] as Float64Array;
  const scale = 1 / (chosen[entering] as number);
  for (let k = 0; k <= last; k++) chosen[k] = (chosen[k] as number) * scale;
  for (const row of [...tableau, objective]) {
    const factor = row[entering] as number;
    if (row === chosen || factor === 0) continue;
    for (let k = 0; k <= last; k++) row[k] = (row[k] as number) - factor * (chosen[k] as number);
  }
}
