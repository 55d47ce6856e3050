/**
 * exp and log from additions, multiplications, divisions and bits alone. `Math.exp` differs in its last digit between
 * Node and Chromium; these give the same digits everywhere, and the WebAssembly emitter repeats them operation by
 * operation. Errors stay below one unit in the last place (tested against 50-digit values).
 *
 * exp: n = round(x / ln 2), r = x - n ln 2, polynomial of degree 11 (Chebyshev interpolation of (e^r - 1 - r)/r^2).
 * log: after FreeBSD's e_log.c (Sun Microsystems, 1993, free to use with this notice), branches removed.
 */
const float = new Float64Array(1);
const words = new Int32Array(float.buffer);

/** The numbers both routines are made of; the emitter writes the same ones into its code. */
export const elementary = {
  log2e: Math.LOG2E,
  /** Adding and subtracting 1.5 x 2^52 rounds to the nearest whole number, ties to even. */
  roundingShift: 6755399441055744,
  ln2High: 6.9314718036912381649e-1,
  ln2Low: 1.90821492927058770002e-10,
  /** Below, exp is 0; above the other, Infinity. */
  expLowest: -708,
  expHighest: 709.782712893384,
  expPolynomial: [
    0.5000000000000001, 0.16666666666666669, 0.04166666666662413, 0.008333333333330062, 0.0013888888917213717,
    0.00019841269863053618, 2.4801521295954376e-5, 2.7557268459997064e-6, 2.7620088445409746e-7, 2.510038549551032e-8,
  ],
  /** Smallest normal number: log of anything smaller is -Infinity (zero) or NaN (negative). */
  logLowest: 2.2250738585072014e-308,
  logPolynomial: [
    6.66666666666673513e-1, 3.999999999940941908e-1, 2.857142874366239149e-1, 2.222219843214978396e-1,
    1.818357216161805012e-1, 1.531383769920937332e-1, 1.479819860511658591e-1,
  ],
} as const;

const { log2e, roundingShift, ln2High, ln2Low } = elementary;
const [e0, e1, e2, e3, e4, e5, e6, e7, e8, e9] = elementary.expPolynomial;
const [g1, g2, g3, g4, g5, g6, g7] = elementary.logPolynomial;

/** e^x. Results below 3.3e-308 are given as 0. Error below one unit in the last place. */
export function exp(x: number): number {
  if (x < elementary.expLowest) return 0;
  if (x > elementary.expHighest) return Number.POSITIVE_INFINITY;
  if (x !== x) return Number.NaN;
  const n = x * log2e + roundingShift - roundingShift;
  const r = x - n * ln2High - n * ln2Low;
  const r2 = r * r;
  const r4 = r2 * r2;
  const q = e0 + e1 * r + (e2 + e3 * r) * r2 + (e4 + e5 * r + (e6 + e7 * r) * r2) * r4 + (e8 + e9 * r) * (r4 * r4);
  float[0] = r + r2 * q + 1;
  words[1] = (words[1] as number) + (n << 20);
  return float[0];
}

/** Natural logarithm. Subnormal numbers count as 0, whose logarithm is -Infinity; below 0 it is NaN. */
export function log(x: number): number {
  if (!(x >= elementary.logLowest)) return x >= 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  float[0] = x;
  // Moves the mantissa into [sqrt(1/2), sqrt 2).
  const high = (words[1] as number) + 0x95f62;
  const k = (high >>> 20) - 1023;
  words[1] = (high & 0xfffff) + 0x3fe6a09e;
  const f = float[0] - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (g2 + w * (g4 + w * g6));
  const odd = z * (g1 + w * (g3 + w * (g5 + w * g7)));
  const half = 0.5 * f * f;
  return k * ln2High - (half - (s * (half + (even + odd)) + k * ln2Low) - f);
}

/** x^y for x >= 0, as exp(y log x); relative error about |y log x| units in the last place. x^0 is 1, also for x = 0. */
export function pow(x: number, y: number): number {
  return y === 0 ? 1 : exp(y * log(x));
}

/** log(1 + x), exact for small x too (Kahan's correction). */
export function log1p(x: number): number {
  const u = 1 + x;
  if (u === 1) return x;
  return u === Number.POSITIVE_INFINITY ? u : (log(u) * x) / (u - 1);
}

/** e^x - 1, exact for small x too (Kahan's correction). */
export function expm1(x: number): number {
  const u = exp(x);
  if (u === 1) return x;
  const m = u - 1;
  return m === -1 || u === Number.POSITIVE_INFINITY ? m : (m * x) / log(u);
}
