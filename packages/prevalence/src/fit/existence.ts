import { size } from "../model/sets.ts";
import { addSubsets } from "./lattice.ts";
import { hasPositiveSolution } from "./positive-solution.ts";

/**
 * Whether a (finite) maximum likelihood estimate exists, given the kept parameters and cells of the extended estimate.
 *
 * It does exactly if no direction d of the coefficients leaves every cell that has people alone, lowers none that is empty
 * (f(w) = sum of d_h over h in w is 0 on the first and never negative on the second) and moves at least one empty cell
 * (Fienberg and Rinaldo 2012). f is known from its values on the kept sets themselves, by Moebius inversion, so only the
 * kept sets without people are free: one column of whole numbers each. Eliminating the equations leaves a few unknowns z
 * with G z >= 0; by Stiemke's theorem there is no such z but 0 exactly if G'y = 0 has a solution with every y > 0.
 */
export function estimateExists(
  kept: readonly number[],
  cells: number,
  isAlive: (cell: number) => boolean,
  hasPeople: (cell: number) => boolean,
): boolean {
  const inModel = new Set(kept);
  const free = kept.filter((set) => set === 0 || !hasPeople(set));
  const columns = free.map((set) => {
    const column = new Float64Array(cells);
    for (const other of kept) if ((other & set) === set) column[other] = size(other ^ set) % 2 === 0 ? 1 : -1;
    addSubsets(column, cells);
    return column;
  });
  const equations: number[][] = [];
  const inequalities: number[][] = [];
  for (let cell = 1; cell < cells; cell++) {
    if (!isAlive(cell)) continue;
    const row = columns.map((column) => column[cell] as number);
    if (hasPeople(cell)) {
      if (!inModel.has(cell)) equations.push(row);
    } else inequalities.push(row);
  }
  const basis = nullSpace(equations, free.length);
  const rows = inequalities
    .map((row) =>
      basis.map((direction) => direction.reduce((sum, value, index) => sum + value * (row[index] as number), 0)),
    )
    .filter((row) => row.some((value) => Math.abs(value) > 1e-9));
  return rows.length === 0 || hasPositiveSolution(rows, basis.length);
}

/** Directions that satisfy every equation, by elimination with full pivoting; the entries are small whole numbers. */
function nullSpace(equations: readonly (readonly number[])[], unknowns: number): number[][] {
  const rows = equations.map((row) => [...row]);
  const pivotOf = new Int32Array(unknowns).fill(-1);
  let used = 0;
  for (let column = 0; column < unknowns && used < rows.length; column++) {
    let best = used;
    for (let row = used + 1; row < rows.length; row++)
      if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[best]?.[column] ?? 0)) best = row;
    const pivotRow = rows[best];
    if (pivotRow === undefined || Math.abs(pivotRow[column] ?? 0) < 1e-9) continue;
    rows[best] = rows[used] as number[];
    rows[used] = pivotRow;
    const scale = 1 / (pivotRow[column] as number);
    for (let k = 0; k < unknowns; k++) pivotRow[k] = (pivotRow[k] as number) * scale;
    for (const row of rows) {
      const factor = row[column] as number;
      if (row === pivotRow || factor === 0) continue;
      for (let k = 0; k < unknowns; k++) row[k] = (row[k] as number) - factor * (pivotRow[k] as number);
    }
    pivotOf[column] = used;
    used++;
  }
  const basis: number[][] = [];
  for (let column = 0; column < unknowns; column++) {
    if ((pivotOf[column] as number) >= 0) continue;
    basis.push(
      Array.from({ length: unknowns }, (_, k) => {
        if (k === column) return 1;
        const row = pivotOf[k] as number;
        return row >= 0 ? -(rows[row]?.[column] ?? 0) : 0;
      }),
    );
  }
  return basis;
}
