import { normalQuantile } from "../distributions/normal.ts";
import { log } from "../elementary.ts";
import { Problem } from "../problem.ts";
import { binomial } from "./binomial.ts";
import { gamma } from "./gamma.ts";
import { philox } from "./philox.ts";
import { poisson } from "./poisson.ts";

/**
 * Random numbers that are a pure function of (seed, purpose, index) and of the order of calls on this one object: the
 * same on any machine, in any browser, with any number of workers. Make one per task, never share one between tasks.
 */
export class Stream {
  readonly #seedLow: number;
  readonly #seedHigh: number;
  readonly #index: number;
  readonly #purpose: number;
  readonly #words = new Uint32Array(4);
  #block = 0;
  #epoch = 0;
  #used = 4;

  /** @throws Problem unless the seed is a whole number from 0 to 2^53 - 1 and the index one from 0 to 2^32 - 1. */
  constructor(seed: number, purpose: string, index = 0) {
    if (!Number.isSafeInteger(seed) || seed < 0)
      throw new Problem({
        code: "seed",
        what: `the seed is ${seed}`,
        expected: "a whole number from 0 to 9007199254740991",
      });
    if (!Number.isInteger(index) || index < 0 || index > 0xffffffff)
      throw new Problem({
        code: "stream.index",
        what: `the index of the random stream is ${index}`,
        expected: "a whole number from 0 to 4294967295",
      });
    const [first, second] = hash(purpose);
    this.#seedLow = (seed >>> 0) ^ second;
    this.#seedHigh = Math.floor(seed / 4294967296);
    this.#index = index;
    this.#purpose = first;
  }

  /** The next 32 random bits, as a whole number from 0 to 2^32 - 1. */
  word(): number {
    if (this.#used === 4) {
      philox(this.#block, this.#epoch, this.#index, this.#purpose, this.#seedLow, this.#seedHigh, this.#words);
      this.#block = (this.#block + 1) >>> 0;
      if (this.#block === 0) this.#epoch = (this.#epoch + 1) >>> 0;
      this.#used = 0;
    }
    return this.#words[this.#used++] ?? 0;
  }

  /** Uniform on (0, 1), never 0 and never 1: an odd multiple of 2^-53. */
  uniform(): number {
    const high = this.word() >>> 6;
    return (high * 67108864 + (this.word() >>> 6) + 0.5) * 2 ** -52;
  }

  /** A whole number from 0 to `bound` - 1, each equally likely (Lemire 2019: multiply, and reject the uneven rest). */
  integer(bound: number): number {
    const limit = 4294967296 - (4294967296 % bound);
    for (;;) {
      const word = this.word();
      if (word < limit) return word % bound;
    }
  }

  /** Standard normal, by inversion, so that one uniform makes one normal. */
  normal(): number {
    return normalQuantile(this.uniform());
  }

  /** Exponential with mean 1. */
  exponential(): number {
    return -log(this.uniform());
  }

  /** Gamma with the shape (above 0) and scale 1. */
  gamma(shape: number): number {
    return gamma(this, shape);
  }

  /** Beta with shapes `a` and `b`, both above 0. */
  beta(a: number, b: number): number {
    const first = gamma(this, a);
    const second = gamma(this, b);
    // Shapes below about 0.001 can underflow both; then all mass stands at the ends, `a` : `b`.
    if (first + second === 0) return this.uniform() * (a + b) < a ? 1 : 0;
    return first / (first + second);
  }

  /** Successes in `trials` independent trials of probability `p`. */
  binomial(trials: number, p: number): number {
    return binomial(this, trials, p);
  }

  /** Poisson count with the mean (0 or more). */
  poisson(mean: number): number {
    return poisson(this, mean);
  }

  /** How `trials` fall into cells with these weights (0 or more; they need not sum to 1), one count a cell. */
  multinomial(trials: number, weights: ArrayLike<number>): number[] {
    const counts = Array.from(weights, () => 0);
    // Suffix sums, not a running difference, so that a last cell of weight 0 never receives a count by rounding.
    const rest = new Float64Array(weights.length + 1);
    for (let cell = weights.length - 1; cell >= 0; cell--) rest[cell] = (rest[cell + 1] ?? 0) + (weights[cell] ?? 0);
    let left = trials;
    for (let cell = 0; cell < weights.length && left > 0; cell++) {
      const weight = weights[cell] ?? 0;
      const count = (rest[cell + 1] ?? 0) === 0 ? left : binomial(this, left, weight / (rest[cell] ?? 1));
      if (weight === 0) continue;
      counts[cell] = count;
      left -= count;
    }
    return counts;
  }

  /** Shares that sum to 1, Dirichlet with these shapes (all above 0). */
  dirichlet(shapes: ArrayLike<number>): number[] {
    const parts = Array.from(shapes, (shape) => gamma(this, shape));
    const sum = parts.reduce((total, part) => total + part, 0);
    if (sum === 0) {
      const chosen = this.multinomial(1, shapes);
      return chosen;
    }
    return parts.map((part) => part / sum);
  }

  /** Puts the items into random order, in place (Fisher and Yates), and gives them back. */
  shuffle<Items extends { length: number; [index: number]: unknown }>(items: Items): Items {
    for (let last = items.length - 1; last > 0; last--) {
      const other = this.integer(last + 1);
      const held = items[last];
      items[last] = items[other];
      items[other] = held;
    }
    return items;
  }
}

/** The random stream for one task: a pure function of the three. `purpose` names what the numbers are for. */
export function stream(seed: number, purpose: string, index = 0): Stream {
  return new Stream(seed, purpose, index);
}

/** FNV-1a over UTF-16 units with two bases, each finished as in MurmurHash3, so that near names lie far apart. */
function hash(text: string): [number, number] {
  let first = 0x811c9dc5;
  let second = 0x01000193;
  for (let place = 0; place < text.length; place++) {
    const unit = text.charCodeAt(place);
    first = Math.imul(first ^ unit, 0x01000193);
    second = Math.imul(second ^ unit, 0x5bd1e995) ^ (second >>> 15);
  }
  return [finish(first), finish(second)];
}

function finish(word: number): number {
  let bits = word ^ (word >>> 16);
  bits = Math.imul(bits, 0x85ebca6b);
  bits ^= bits >>> 13;
  bits = Math.imul(bits, 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
