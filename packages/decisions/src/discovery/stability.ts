import { stream } from "@counterweight/kernel";
import { type PrimOptions, prim } from "./prim.ts";

/** How one input fared over resamples. */
export type Stability = {
  /** Share of resamples in whose first box the input was restricted. */
  readonly restricted: number;
  /** Least and greatest lower and upper limit over those; undefined when it never was. */
  readonly low?: readonly [number, number];
  readonly high?: readonly [number, number];
};

/**
 * Resampling stability after Bryant and Lempert (2010): the first box is sought again in random halves of the points,
 * and a restriction that does not come back was luck.
 */
export function primStability(
  inputs: readonly ArrayLike<number>[],
  target: ArrayLike<number>,
  options: PrimOptions & { resamples?: number; seed?: number } = {},
): Stability[] {
  const { resamples = 10, seed = 1 } = options;
  const limits = inputs.map(() => [] as (readonly [number, number])[]);
  const order = Uint32Array.from({ length: target.length }, (_, index) => index);
  const half = Math.ceil(target.length / 2);
  for (let resample = 0; resample < resamples; resample++) {
    stream(seed, "prim halves", resample).shuffle(order);
    const rows = order.subarray(0, half);
    const take = (column: ArrayLike<number>) => Float64Array.from(rows, (row) => column[row] as number);
    const kept = take(target);
    if (kept.every((value) => value === kept[0])) continue;
    const [box] = prim(inputs.map(take), kept, { ...options, boxes: 1 });
    box?.restricted.forEach((input) => limits[input]?.push(box.limits[input] as readonly [number, number]));
  }
  return limits.map((found) => {
    if (found.length === 0) return { restricted: 0 };
    const ends = (side: 0 | 1): [number, number] => {
      const values = found.map((pair) => pair[side]);
      return [Math.min(...values), Math.max(...values)];
    };
    return { restricted: found.length / resamples, low: ends(0), high: ends(1) };
  });
}
