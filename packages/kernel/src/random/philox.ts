/**
 * Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as
 * 1, 2, 3" (SC 2011). Four words of output are a pure function of a four-word counter and a two-word key, so a number
 * depends on its place and never on who asked first.
 */
export function philox(
  counter0: number,
  counter1: number,
  counter2: number,
  counter3: number,
  key0: number,
  key1: number,
  output: Uint32Array | Int32Array,
): void {
  let a = counter0 | 0;
  let b = counter1 | 0;
  let c = counter2 | 0;
  let d = counter3 | 0;
  let left = key0 | 0;
  let right = key1 | 0;
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(a, 0x1f53, 0xd251);
    const low0 = Math.imul(a, 0xd2511f53);
    const high1 = multiplyHigh(c, 0x8d57, 0xcd9e);
    const low1 = Math.imul(c, 0xcd9e8d57);
    a = high1 ^ b ^ left;
    b = low1;
    c = high0 ^ d ^ right;
    d = low0;
    left = (left + 0x9e3779b9) | 0;
    right = (right + 0xbb67ae85) | 0;
  }
  output[0] = a;
  output[1] = b;
  output[2] = c;
  output[3] = d;
}

/** The upper 32 bits of an unsigned 32 x 32 product, from 16-bit halves because JavaScript keeps only 53 bits. */
function multiplyHigh(a: number, low: number, high: number): number {
  const al = a & 0xffff;
  const ah = a >>> 16;
  const first = (Math.imul(ah, low) >>> 0) + (Math.imul(al, low) >>> 16);
  const second = (Math.imul(al, high) >>> 0) + (first & 0xffff);
  return (Math.imul(ah, high) + (first >>> 16) + (second >>> 16)) | 0;
}
