import { stream } from "../random/stream.ts";
import { sobolPoints } from "./points.ts";

/** Dimensions that share one set of points, and points that change places among themselves. */
const together = 4;
const block = 64;

/** `count` points from the one numbered `start` on; chunks made apart fit together. */
export type SupercubeRequest = {
  readonly dimensions: number;
  readonly count: number;
  readonly seed?: number;
  readonly start?: number;
};

/**
 * Points in many dimensions for few draws: Latin supercube sampling (A. B. Owen, "Latin supercube sampling for very
 * high-dimensional simulations", ACM TOMACS 8(1), 1998). Far dimensions of one Sobol' sequence repeat each other in its
 * first hundreds of points, so that one input passes for another in any analysis of what a result leans on. Here every
 * four dimensions are the first four of a scrambling of their own, and each aligned block of 64 points is put in an order
 * of its own for each four: balance within the four stays, and the fours are independent of each other.
 */
export function supercubePoints({ dimensions, count, seed = 0, start = 0 }: SupercubeRequest): Float64Array[] {
  const first = Math.floor(start / block);
  const last = Math.ceil((start + count) / block);
  const columns: Float64Array[] = [];
  for (let group = 0; columns.length < dimensions; group++) {
    const width = Math.min(together, dimensions - columns.length);
    const own = Array.from({ length: width }, () => new Float64Array((last - first) * block));
    for (let at = first; at < last; at++) {
      const points = sobolPoints({ dimensions: width, count: block, start: at * block, seed, scrambling: group });
      const order = stream(seed, `order of dimensions ${group}`, at).shuffle(
        Array.from({ length: block }, (_, place) => place),
      );
      own.forEach((column, dimension) => {
        const values = points[dimension] as Float64Array;
        for (let place = 0; place < block; place++)
          column[(at - first) * block + place] = values[order[place] as number] as number;
      });
    }
    columns.push(...own.map((column) => column.slice(start - first * block, start - first * block + count)));
  }
  return columns;
}
