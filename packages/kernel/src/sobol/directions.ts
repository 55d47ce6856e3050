import { Problem } from "../problem.ts";
import { directionsTable } from "./directions-table.ts";

const rows = directionsTable.trim().split(/,\s*/);

/** How many dimensions the table of direction numbers reaches. */
export const mostDimensions = rows.length + 1;

const made = new Map<number, Uint32Array>();

/**
 * The 32 direction numbers of a dimension (counted from 0), as 32-bit words with the first binary digit on top. Worked
 * out from the primitive polynomial and initial numbers by Bratley and Fox, "Algorithm 659" (1988).
 */
export function directions(dimension: number): Uint32Array {
  const known = made.get(dimension);
  if (known !== undefined) return known;
  const result = new Uint32Array(32);
  if (dimension === 0) for (let digit = 0; digit < 32; digit++) result[digit] = 2 ** (31 - digit);
  else fill(result, dimension);
  made.set(dimension, result);
  return result;
}

function fill(result: Uint32Array, dimension: number): void {
  const row = rows[dimension - 1];
  if (row === undefined)
    throw new Problem({
      code: "sobol.dimensions",
      what: `Sobol' points were asked for in dimension ${dimension + 1}`,
      expected: `at most ${mostDimensions} dimensions`,
    });
  const [polynomial = 0, ...initial] = row.split(" ").map((word) => Number.parseInt(word, 36));
  const degree = initial.length;
  for (let digit = 0; digit < 32; digit++) {
    if (digit < degree) {
      result[digit] = (initial[digit] ?? 0) << (31 - digit);
      continue;
    }
    const oldest = result[digit - degree] ?? 0;
    let word = oldest ^ (oldest >>> degree);
    for (let back = 1; back < degree; back++)
      if ((polynomial >>> (degree - back)) & 1) word ^= result[digit - back] ?? 0;
    result[digit] = word;
  }
}
