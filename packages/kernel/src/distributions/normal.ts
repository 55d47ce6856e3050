import { exp, log } from "../elementary.ts";

/**
 * Quantile of the standard normal: Wichura, "Algorithm AS 241" (1988), PPND16, relative error about 1e-16. Gives
 * -Infinity at 0, Infinity at 1, NaN outside.
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (q >= -0.425 && q <= 0.425) {
    const r = 0.180625 - q * q;
    return (
      (q *
        (((((((2509.0809287301227 * r + 33430.57558358813) * r + 67265.7709270087) * r + 45921.95393154987) * r +
          13731.69376550946) *
          r +
          1971.5909503065513) *
          r +
          133.14166789178438) *
          r +
          3.3871328727963665)) /
      (((((((5226.495278852854 * r + 28729.085735721943) * r + 39307.89580009271) * r + 21213.794301586597) * r +
        5394.196021424751) *
        r +
        687.1870074920579) *
        r +
        42.31333070160091) *
        r +
        1)
    );
  }
  const tail = q < 0 ? p : 1 - p;
  if (!(tail > 0)) return tail === 0 ? (q < 0 ? -Infinity : Infinity) : Number.NaN;
  let r = Math.sqrt(-log(tail));
  let value: number;
  if (r <= 5) {
    r -= 1.6;
    value =
      (((((((0.0007745450142783414 * r + 0.022723844989269184) * r + 0.2417807251774506) * r + 1.2704582524523684) * r +
        3.6478483247632045) *
        r +
        5.769497221460691) *
        r +
        4.630337846156546) *
        r +
        1.4234371107496835) /
      (((((((1.0507500716444169e-9 * r + 0.0005475938084995345) * r + 0.015198666563616457) * r + 0.14810397642748008) *
        r +
        0.6897673349851) *
        r +
        1.6763848301838038) *
        r +
        2.053191626637759) *
        r +
        1);
  } else {
    r -= 5;
    value =
      (((((((2.0103343992922881e-7 * r + 0.000027115555687434876) * r + 0.0012426609473880784) * r +
        0.026532189526576124) *
        r +
        0.29656057182850487) *
        r +
        1.7848265399172913) *
        r +
        5.463784911164114) *
        r +
        6.657904643501103) /
      (((((((2.0442631033899397e-15 * r + 1.421511758316446e-7) * r + 0.000018463183175100548) * r +
        0.0007868691311456133) *
        r +
        0.014875361290850615) *
        r +
        0.1369298809227358) *
        r +
        0.599832206555888) *
        r +
        1);
  }
  return q < 0 ? -value : value;
}

/** Density of the standard normal. */
export function normalDensity(x: number): number {
  return exp(-0.5 * x * x) * 0.3989422804014327;
}

/** Probability of the standard normal below `x`, with full relative accuracy in the lower tail: Cody (1969). */
export function normalProbability(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  const y = Math.abs(x);
  // Below the smallest number there is, and beyond the reach of the polynomials.
  if (y > 38.6) return x > 0 ? 1 : 0;
  if (y <= 0.67448975) {
    const square = y > 1.11e-16 ? x * x : 0;
    let top = CENTRE_TOP[4] * square;
    let bottom = square;
    for (let term = 0; term < 3; term++) {
      top = (top + (CENTRE_TOP[term] ?? 0)) * square;
      bottom = (bottom + (CENTRE_BOTTOM[term] ?? 0)) * square;
    }
    return 0.5 + (x * (top + CENTRE_TOP[3])) / (bottom + CENTRE_BOTTOM[3]);
  }
  let tail: number;
  if (y <= 5.656854249492381) {
    let top = MIDDLE_TOP[8] * y;
    let bottom = y;
    for (let term = 0; term < 7; term++) {
      top = (top + (MIDDLE_TOP[term] ?? 0)) * y;
      bottom = (bottom + (MIDDLE_BOTTOM[term] ?? 0)) * y;
    }
    tail = (top + MIDDLE_TOP[7]) / (bottom + MIDDLE_BOTTOM[7]);
  } else {
    const square = 1 / (x * x);
    let top = FAR_TOP[5] * square;
    let bottom = square;
    for (let term = 0; term < 4; term++) {
      top = (top + (FAR_TOP[term] ?? 0)) * square;
      bottom = (bottom + (FAR_BOTTOM[term] ?? 0)) * square;
    }
    tail = (square * (top + FAR_TOP[4])) / (bottom + FAR_BOTTOM[4]);
    tail = (0.3989422804014327 - tail) / y;
  }
  // exp(-y^2 / 2) in two parts keeps its relative accuracy in the far tail.
  const rounded = Math.trunc(y * 16) / 16;
  tail *= exp(-rounded * rounded * 0.5) * exp(-(y - rounded) * (y + rounded) * 0.5);
  return x > 0 ? 1 - tail : tail;
}

const CENTRE_TOP = [
  2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356, 0.06568233791820745,
] as const;
const CENTRE_BOTTOM = [47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673] as const;
const MIDDLE_TOP = [
  0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002, 2494.5375852903726, 6848.190450536283,
  11602.65143764735, 9842.714838383978, 1.0765576773720192e-8,
] as const;
const MIDDLE_BOTTOM = [
  22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097, 34900.95272114598,
  38912.00328609327, 19685.429676859992,
] as const;
const FAR_TOP = [
  0.215898534057957, 0.12740116116024736, 0.022235277870649807, 0.0014216191932278934, 0.000029112874951168793,
  0.023073441764940174,
] as const;
const FAR_BOTTOM = [
  1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824, 0.00007297515550839662,
] as const;
