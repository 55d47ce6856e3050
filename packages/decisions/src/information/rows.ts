import { stream } from "@counterweight/kernel";

/**
 * At most `most` of `count` rows, one at random in each of as many equal stretches: spread over data that are sorted,
 * and out of step with points that come in a pattern, as Sobol' points do. The same rows every time.
 */
export function spreadRows(count: number, most: number): Uint32Array {
  if (count <= most) return Uint32Array.from({ length: count }, (_, row) => row);
  const source = stream(1, "spread rows");
  return Uint32Array.from({ length: most }, (_, k) => Math.floor(((k + source.uniform()) * count) / most));
}
