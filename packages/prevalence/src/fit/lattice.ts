/**
 * Sums over the lattice of list sets, in place: t 2^(t-1) additions instead of 4^t. With lists as bits, "every subset" and
 * "every superset" are one pass a bit. These two transforms replace all matrix products of a log-linear fit.
 */
export function addSubsets(values: Float64Array, cells: number): void {
  for (let bit = 1; bit < cells; bit <<= 1) {
    for (let block = 0; block < cells; block += bit << 1) {
      const end = block + bit;
      for (let low = block; low < end; low++)
        values[low + bit] = (values[low + bit] as number) + (values[low] as number);
    }
  }
}

/** Afterwards each cell holds the sum over all cells that contain it. */
export function addSupersets(values: Float64Array, cells: number): void {
  for (let bit = 1; bit < cells; bit <<= 1) {
    for (let block = 0; block < cells; block += bit << 1) {
      const end = block + bit;
      for (let low = block; low < end; low++) values[low] = (values[low] as number) + (values[low + bit] as number);
    }
  }
}
