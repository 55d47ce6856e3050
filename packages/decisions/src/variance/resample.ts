import type { Stream } from "@counterweight/kernel";

/** How often each of `count` rows is drawn when as many are drawn with replacement (at most 255, which never happens). */
export function resampleCounts(source: Stream, count: number): Uint8Array {
  const counts = new Uint8Array(count);
  const scale = count * 2 ** -32;
  for (let draw = 0; draw < count; draw++) {
    const row = (source.word() * scale) >>> 0;
    counts[row] = (counts[row] as number) + 1;
  }
  return counts;
}
