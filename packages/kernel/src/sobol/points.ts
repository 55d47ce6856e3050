import { Problem } from "../problem.ts";
import { philox } from "../random/philox.ts";
import { directions } from "./directions.ts";
import { chunk, simdPoints } from "./simd.ts";

/** What points to make: `count` of them (2^k keeps their balance) in so many dimensions. */
export type SobolRequest = {
  readonly dimensions: number;
  readonly count: number;
  /** Which randomization; the same seed and scrambling always give the same points. */
  readonly seed?: number;
  /** Number of the independent randomization, from 0; 8 to 16 of them give error bars. */
  readonly scrambling?: number;
  /** The first point's place in the sequence, so that chunks made apart fit together. Default 0; point 0 is kept. */
  readonly start?: number;
  /** False gives the bare sequence, whose first point is the origin. Default true. */
  readonly scrambled?: boolean;
};

/**
 * Sobol' points, one `Float64Array` of `count` coordinates per dimension. Scrambled coordinates lie in (0, 1), never at
 * its ends. Scrambling is Owen's nested uniform one, by hashing the reversed digits: B. Burley, "Practical hash-based
 * Owen scrambling", J. Computer Graphics Techniques 9(4) (2020), after Laine and Karras (2011).
 * @throws Problem for too many dimensions, or a count that is not a power of 2 when the points start at 0.
 */
export function sobolPoints(request: SobolRequest): Float64Array[] {
  const { dimensions, count, start = 0, seed = 0, scrambling = 0, scrambled = true } = request;
  check(request);
  return Array.from({ length: dimensions }, (_, dimension) => {
    const column = new Float64Array(count);
    if (scrambled) scrambledColumn(column, directions(dimension), start, scramblingSeed(seed, scrambling, dimension));
    else bareColumn(column, directions(dimension), start);
    return column;
  });
}

function check({ dimensions, count, start = 0, seed = 0, scrambling = 0 }: SobolRequest): void {
  const whole = (value: number, least: number, most: number, what: string) => {
    if (!Number.isInteger(value) || value < least || value > most)
      throw new Problem({
        code: "sobol.request",
        what: `${what} is ${value}`,
        expected: `a whole number from ${least} to ${most}`,
      });
  };
  whole(dimensions, 1, Number.MAX_SAFE_INTEGER, "the number of dimensions of the Sobol' points");
  directions(dimensions - 1);
  whole(start, 0, 2 ** 32 - 1, "the place of the first Sobol' point");
  whole(count, 1, 2 ** 32 - start, "the number of Sobol' points");
  whole(seed, 0, Number.MAX_SAFE_INTEGER, "the seed");
  whole(scrambling, 0, 2 ** 32 - 1, "the number of the scrambling");
  if (start === 0 && 2 ** Math.round(Math.log2(count)) !== count)
    throw new Problem({
      code: "sobol.count",
      what: `${count} Sobol' points were asked for`,
      expected: "a power of 2, which alone keeps the points balanced",
    });
}

/** The word that picks one dimension's scrambling: a Philox word, so that seeds and dimensions never coincide. */
export function scramblingSeed(seed: number, scrambling: number, dimension: number): number {
  const words = new Uint32Array(4);
  philox(dimension, scrambling, 0x50b01, 0, seed >>> 0, Math.floor(seed / 4294967296), words);
  return words[0] ?? 0;
}

/** Points in Gray-code order (Antonov and Saleev 1979): each differs from the one before by one direction number. */
function bareColumn(column: Float64Array, numbers: Uint32Array, start: number): void {
  let word = at(numbers, start);
  for (let place = 0; place < column.length; place++) {
    column[place] = (word >>> 0) * 2 ** -32;
    word ^= numbers[lowestZero(start + place)] ?? 0;
  }
}

function scrambledColumn(column: Float64Array, numbers: Uint32Array, start: number, seed: number): void {
  // Kept with the digits reversed, as the hash wants them: only the result is turned round.
  const reversed = Int32Array.from(numbers, reverse);
  const simd = column.length >= 256 && column.length % 4 === 0 && start % 4 === 0 ? simdPoints() : undefined;
  if (simd === undefined) return scrambledPlainly(column, reversed, start, reverse(at(numbers, start)), seed);
  simd.prepare(reversed);
  for (let done = 0; done < column.length; done += chunk) {
    const count = Math.min(chunk, column.length - done);
    simd.run(count, start + done, reverse(at(numbers, start + done)), seed);
    column.set(count === chunk ? simd.results : simd.results.subarray(0, count), done);
  }
}

/** The loop in plain TypeScript: the oracle of the other, and what runs where there is no SIMD. */
export function scrambledPlainly(
  column: Float64Array,
  reversed: Int32Array,
  start: number,
  first: number,
  seed: number,
): void {
  const factor = (seed >>> 16) | 1;
  let word = first;
  for (let place = 0; place < column.length; place++) {
    // Each step lets a digit be changed only by the digits before it, which is what makes the scrambling nested.
    // Constants of N. Vegdahl, "Building a better LK hash" (2021): fewer flaws than the published ones.
    let hash = word ^ Math.imul(word, 0x3d20adea);
    hash = Math.imul(hash + seed, factor);
    hash ^= Math.imul(hash, 0x05526c56);
    hash ^= Math.imul(hash, 0x53a22864);
    column[place] = ((reverse(hash) >>> 0) + 0.5) * 2 ** -32;
    word ^= reversed[lowestZero(start + place)] ?? 0;
  }
}

/** The bare sequence's word at a place, without walking there. */
function at(numbers: Uint32Array, place: number): number {
  let word = 0;
  let gray = (place ^ (place >>> 1)) >>> 0;
  for (let digit = 0; gray !== 0; digit++, gray >>>= 1) if (gray & 1) word ^= numbers[digit] ?? 0;
  return word;
}

function lowestZero(place: number): number {
  return 31 - Math.clz32(~place & (place + 1));
}

function reverse(word: number): number {
  let bits = ((word >>> 1) & 0x55555555) | ((word & 0x55555555) << 1);
  bits = ((bits >>> 2) & 0x33333333) | ((bits & 0x33333333) << 2);
  bits = ((bits >>> 4) & 0x0f0f0f0f) | ((bits & 0x0f0f0f0f) << 4);
  bits = ((bits >>> 8) & 0x00ff00ff) | ((bits & 0x00ff00ff) << 8);
  return (bits >>> 16) | (bits << 16);
}
