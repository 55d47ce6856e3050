import { exp, log, type Stream } from "@counterweight/kernel";

/**
 * The random source inside one chain: xoshiro128** (Blackman and Vigna 2018), its state drawn from a stream of the kernel,
 * so that a chain is a pure function of (seed, chain) as everywhere, but at a third of the cost of the counter-based
 * generator. A sweep draws a hundred gammas.
 */
export class ChainRandom {
  private readonly state = new Int32Array(4);

  constructor(source: Stream) {
    for (let place = 0; place < 4; place++) this.state[place] = source.word();
    this.state[3] = (this.state[3] as number) | 1;
  }

  word(): number {
    const state = this.state;
    const b = state[1] as number;
    const five = Math.imul(b, 5);
    const result = Math.imul((five << 7) | (five >>> 25), 9);
    const c = (state[2] as number) ^ (state[0] as number);
    const d = (state[3] as number) ^ b;
    state[1] = b ^ c;
    state[0] = (state[0] as number) ^ d;
    state[2] = c ^ (b << 9);
    state[3] = (d << 11) | (d >>> 21);
    return result;
  }

  /** Uniform on (0, 1). */
  uniform(): number {
    return ((this.word() >>> 6) * 67108864 + (this.word() >>> 6) + 0.5) * 2 ** -52;
  }

  /** Uniform on (0, 1) in steps of 2^-32: enough where it only accepts, rejects or picks. */
  coarse(): number {
    return ((this.word() >>> 0) + 0.5) * 2 ** -32;
  }

  /** Standard normal: ratio of uniforms with quick bounds (Leva 1992), almost never a logarithm. */
  normal(): number {
    for (;;) {
      const u = this.coarse();
      const v = 1.7156 * (this.coarse() - 0.5);
      const x = u - 0.449871;
      const y = Math.abs(v) + 0.386595;
      const q = x * x + y * (0.196 * y - 0.25472 * x);
      if (q < 0.27597 || (q <= 0.27846 && v * v <= -4 * log(u) * u * u)) return v / u;
    }
  }

  /** Gamma with scale 1 and shape at least 1 (Marsaglia and Tsang 2000). */
  gammaAboveOne(shape: number): number {
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const root = 1 + c * x;
      if (root <= 0) continue;
      const v = root * root * root;
      const u = this.coarse();
      const square = x * x;
      if (u < 1 - 0.0331 * square * square || log(u) < 0.5 * square + d * (1 - v + log(v))) return d * v;
    }
  }

  /** Logarithm of a Gamma with scale 1: a shape near 0 gives values far below the smallest number. */
  logGammaDraw(shape: number): number {
    return shape >= 1
      ? log(this.gammaAboveOne(shape))
      : log(this.gammaAboveOne(shape + 1)) + log(this.uniform()) / shape;
  }

  /** Beta with both shapes at least 1. */
  beta(a: number, b: number): number {
    if (a === 1) return b === 1 ? this.coarse() : 1 - exp(log(this.coarse()) / b);
    if (b === 1) return exp(log(this.coarse()) / a);
    const first = this.gammaAboveOne(a);
    return first / (first + this.gammaAboveOne(b));
  }

  /** Successes in `trials`: inversion while few are expected, else transformed rejection (Hoermann 1993, BTRS). */
  binomial(trials: number, p: number): number {
    if (!(p > 0) || trials === 0) return 0;
    if (p >= 1) return trials;
    if (p > 0.5) return trials - this.binomial(trials, 1 - p);
    const expected = trials * p;
    if (expected < 12) {
      const u = this.coarse();
      // (1 - p)^n >= 1 - n p, so most of the time no power has to be taken to see that nothing happened.
      if (u < 1 - expected) return 0;
      return invert(u, trials, p);
    }
    return this.rejectBinomial(trials, p);
  }

  private rejectBinomial(trials: number, p: number): number {
    const spread = Math.sqrt(trials * p * (1 - p));
    const b = 1.15 + 2.53 * spread;
    const a = -0.0873 + 0.0248 * b + 0.01 * p;
    const c = trials * p + 0.5;
    const alpha = (2.83 + 5.1 / b) * spread;
    const vr = 0.92 - 4.2 / b;
    const mode = Math.floor((trials + 1) * p);
    const logOdds = log(p / (1 - p));
    const h = logFactorial(mode) + logFactorial(trials - mode);
    for (;;) {
      const u = this.coarse() - 0.5;
      const v = this.coarse();
      const us = 0.5 - Math.abs(u);
      const k = Math.floor(((2 * a) / us + b) * u + c);
      if (us >= 0.07 && v <= vr) return k;
      if (k < 0 || k > trials) continue;
      const bound = log((v * alpha) / (a / (us * us) + b));
      if (bound <= h - logFactorial(k) - logFactorial(trials - k) + (k - mode) * logOdds) return k;
    }
  }

  /** Poisson: inversion for small means, else transformed rejection (Hoermann 1993, PTRS). */
  poisson(mean: number): number {
    if (mean < 12) {
      let mass = exp(-mean);
      let u = this.uniform();
      let k = 0;
      while (u > mass && k < 500) {
        u -= mass;
        k++;
        mass *= mean / k;
      }
      return k;
    }
    const root = Math.sqrt(mean);
    const b = 0.931 + 2.53 * root;
    const a = -0.059 + 0.02483 * b;
    const inverse = 1.1239 + 1.1328 / (b - 3.4);
    const vr = 0.9277 - 3.6224 / (b - 2);
    const logMean = log(mean);
    for (;;) {
      const u = this.coarse() - 0.5;
      const v = this.coarse();
      const us = 0.5 - Math.abs(u);
      const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
      if (us >= 0.07 && v <= vr) return k;
      if (k < 0 || (us < 0.013 && v > us)) continue;
      if (log((v * inverse) / (a / (us * us) + b)) <= k * logMean - mean - logFactorial(k)) return k;
    }
  }
}

const HALF_LOG_TWO_PI = 0.9189385332046728;

function invert(first: number, trials: number, p: number): number {
  const odds = p / (1 - p);
  let mass = exp(trials * log(1 - p));
  let u = first;
  let k = 0;
  while (u > mass && k < trials) {
    u -= mass;
    k++;
    mass *= (odds * (trials - k + 1)) / k;
  }
  return k;
}

const factorials = new Float64Array(1 << 15);
let known = 1;

/** log k!, from a table that grows as asked up to 32,767, beyond by Stirling's series. */
function logFactorial(k: number): number {
  if (k < known) return factorials[k] as number;
  if (k >= factorials.length) {
    const x = k + 1;
    return (x - 0.5) * log(x) - x + HALF_LOG_TWO_PI + 1 / (12 * x) - 1 / (360 * x * x * x);
  }
  for (; known <= k; known++) factorials[known] = (factorials[known - 1] as number) + log(known);
  return factorials[k] as number;
}
