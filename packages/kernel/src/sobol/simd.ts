import { section, signed, text, unsigned, vector } from "../expression/wasm/bytes.ts";

/** Points made at a time: 32 kB of results, which stay in the nearest cache until they are copied to their column. */
export const chunk = 4096;

/** Fills the start of `results` with `count` (a multiple of 4) scrambled coordinates from a place that is a multiple of 4. */
export type SimdPoints = {
  readonly results: Float64Array;
  /** `reversed`: direction numbers, digits reversed; `word`: the bare, reversed word at `start`. */
  readonly prepare: (reversed: Int32Array) => void;
  readonly run: (count: number, start: number, word: number, seed: number) => void;
};

let made: SimdPoints | undefined | null;

/** The WebAssembly SIMD loop behind `sobolPoints`, four points at once and the same digits; undefined where there is none. */
export function simdPoints(): SimdPoints | undefined {
  if (made === undefined) made = make() ?? null;
  return made ?? undefined;
}

const tableAt = 0;
const offsetsAt = 128;
const resultsAt = 1024;

function make(): SimdPoints | undefined {
  if (typeof WebAssembly === "undefined") return undefined;
  try {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const instance = new WebAssembly.Instance(new WebAssembly.Module(moduleBytes()), { m: { m: memory } });
    const loop = instance.exports.f as (end: number, block: number, word: number, seed: number, factor: number) => void;
    const table = new Int32Array(memory.buffer, tableAt, 34);
    const offsets = new Int32Array(memory.buffer, offsetsAt, 4);
    return {
      results: new Float64Array(memory.buffer, resultsAt, chunk),
      prepare: (reversed) => {
        table.set(reversed);
        // Gray codes of 0, 1, 2, 3 are 0, 1, 3, 2.
        const [first = 0, second = 0] = reversed;
        offsets.set([0, first, first ^ second, second]);
      },
      run: (count, start, word, seed) => loop(resultsAt + 8 * count, start / 4, word, seed, (seed >>> 16) | 1),
    };
  } catch {
    return undefined;
  }
}

/** One function: end of the results, number of the first block of four, word, seed, factor. Locals: out, lanes. */
function moduleBytes(): Uint8Array<ArrayBuffer> {
  const i32 = 0x7f;
  const v128 = 0x7b;
  const [end, block, word, seed, factor, out, lanes] = [0, 1, 2, 3, 4, 5, 6];
  const get = (local: number) => [0x20, local];
  const set = (local: number) => [0x21, local];
  const tee = (local: number) => [0x22, local];
  const integer = (value: number) => [0x41, ...signed(BigInt(value | 0))];
  const simd = (opcode: number, ...immediate: number[]) => [0xfd, ...unsigned(opcode), ...immediate];
  const bytes = (values: readonly number[]) => simd(12, ...values);
  const doubles = (value: number) => bytes([...new Uint8Array(Float64Array.of(value, value).buffer)]);
  const splat = simd(17);
  const multiply = simd(181);
  const exclusiveOr = simd(81);
  /** lanes ^= lanes * constant */
  const mix = (constant: number) => [
    ...get(lanes),
    ...get(lanes),
    ...integer(constant),
    ...splat,
    ...multiply,
    ...exclusiveOr,
    ...set(lanes),
  ];
  const nibbles = Array.from({ length: 16 }, (_, n) => ((n & 1) << 3) | ((n & 2) << 1) | ((n & 4) >> 1) | (n >> 3));
  const lowMask = bytes(Array.from({ length: 16 }, () => 15));
  const swapBytes = [3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12];
  const upperHalf = [8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15];
  /** (x + 1/2) 2^-32 of the two lower lanes, stored at out + offset. */
  const store = (value: number[], offset: number) => [
    ...get(out),
    ...value,
    ...simd(255),
    ...doubles(0.5),
    ...simd(240),
    ...doubles(2 ** -32),
    ...simd(242),
    ...simd(11, 3, ...unsigned(offset)),
  ];
  const body = [
    [...integer(resultsAt), ...set(out)],
    [0x03, 0x40], // loop
    [...get(word), ...splat, ...integer(0), ...simd(0, 4, ...unsigned(offsetsAt)), ...exclusiveOr, ...set(lanes)],
    mix(0x3d20adea),
    [...get(lanes), ...get(seed), ...splat, ...simd(174), ...get(factor), ...splat, ...multiply, ...set(lanes)],
    mix(0x05526c56),
    mix(0x53a22864),
    // Bits reversed: bytes swapped in each lane, the two halves of each byte looked up and swapped.
    [...get(lanes), ...get(lanes), ...simd(13, ...swapBytes), ...set(lanes)],
    [...bytes(nibbles.map((n) => n << 4)), ...get(lanes), ...lowMask, ...simd(78), ...simd(14)],
    [...bytes(nibbles), ...get(lanes), ...integer(4), ...simd(109), ...simd(14)],
    [...simd(80), ...set(lanes)],
    store(get(lanes), 0),
    store([...get(lanes), ...get(lanes), ...simd(13, ...upperHalf)], 16),
    // word ^= V1 ^ V[2 + trailing zeros of the next block]
    [...get(block), ...integer(1), 0x6a, ...tee(block), 0x68, ...integer(2), 0x74, 0x28, 2, ...unsigned(tableAt + 8)],
    [...get(word), 0x73, ...integer(0), 0x28, 2, ...unsigned(tableAt + 4), 0x73, ...set(word)],
    // on while out + 32 < end
    [...get(out), ...integer(32), 0x6a, ...tee(out), ...get(end), 0x49, 0x0d, 0],
    [0x0b, 0x0b],
  ].flat();
  const locals = vector([
    [1, i32],
    [1, v128],
  ]);
  const code = [...locals, ...body];
  return Uint8Array.from([
    0,
    0x61,
    0x73,
    0x6d,
    1,
    0,
    0,
    0,
    ...section(1, vector([[0x60, ...vector(Array.from({ length: 5 }, () => [i32])), 0]])),
    ...section(2, vector([[...text("m"), ...text("m"), 2, 0, 1]])),
    ...section(3, vector([[0]])),
    ...section(7, vector([[...text("f"), 0, 0]])),
    ...section(10, vector([[...unsigned(code.length), ...code]])),
  ]);
}
