import { size } from "../model/sets.ts";
import { addSubsets } from "./lattice.ts";

/**
 * Whether the kept parameters can be told apart on the kept cells (full column rank), in whole numbers and one transform.
 *
 * The kept sets K form a simplicial complex, and the cell of every kept non-empty set is kept. On those cells alone the
 * design is triangular with ones on the diagonal, so the rank falls short by at most one, and the only candidate for a
 * null vector is a_h = (-1)^|h|. It survives exactly if every other kept cell w has sum over kept h in w of (-1)^|h| = 0.
 */
export function isIdentifiable(
  kept: Int32Array,
  count: number,
  alive: (cell: number) => boolean,
  scratch: Float64Array,
): boolean {
  const cells = scratch.length;
  scratch.fill(0);
  for (let j = 0; j < count; j++) {
    const set = kept[j] as number;
    scratch[set] = size(set) % 2 === 0 ? 1 : -1;
  }
  addSubsets(scratch, cells);
  for (let cell = 1; cell < cells; cell++) if (scratch[cell] !== 0 && alive(cell)) return true;
  return false;
}
