import { section, signed, text, unsigned, vector } from "../expression/wasm/bytes.ts";
import { blockRows, type ColumnBlocks } from "./plain.ts";

/** Bytes of one column of a block. */
const stride = 8 * blockRows;

type Loops = {
  readonly rows: (columns: number, weights: number, sums: number, bytes: number) => void;
  readonly alike: (columns: number, weights: number, sums: number, bytes: number) => void;
  readonly compare: (a: number, b: number, aheadOfA: number, aheadOfB: number, bytes: number) => void;
};

/** Two rows at once in WebAssembly SIMD; undefined where there is none, or for more columns than loops are unrolled for. */
export function simdBlocks(groups: number, count: number): ColumnBlocks | undefined {
  if (typeof WebAssembly === "undefined" || count > 24) return undefined;
  try {
    const columnsAt = 0;
    const weightsAt = groups * count * stride;
    const sumsAt = weightsAt + count * stride;
    const aheadAt = sumsAt + groups * stride;
    const alikeAt = aheadAt + groups * stride;
    const memory = new WebAssembly.Memory({ initial: Math.ceil((alikeAt + 8 * count) / 65536) });
    const loops = new WebAssembly.Instance(moduleOf(count), { m: { m: memory } }).exports as Loops;
    const doubles = (at: number, length: number) => new Float64Array(memory.buffer, at, length);
    const list = (howMany: number, at: number) =>
      Array.from({ length: howMany }, (_, k) => doubles(at + k * stride, blockRows));
    const all = Array.from({ length: groups }, (_, group) => columnsAt + group * count * stride);
    const alikeWeights = doubles(alikeAt, count);
    // Rows come in pairs; the odd one out is computed from whatever stands there and never read.
    const bytesOf = (rows: number) => 16 * Math.ceil(rows / 2);
    return {
      columns: all.map((at) => list(count, at)),
      weights: list(count, weightsAt),
      sums: list(groups, sumsAt),
      ahead: Array.from(
        { length: groups },
        (_, group) => new Int32Array(memory.buffer, aheadAt + group * stride, 2 * blockRows),
      ),
      weighRows: (rows) =>
        all.forEach((at, group) => loops.rows(at, weightsAt, sumsAt + group * stride, bytesOf(rows))),
      weighAlike: (weights, rows) => {
        alikeWeights.set(weights);
        all.forEach((at, group) => loops.alike(at, alikeAt, sumsAt + group * stride, bytesOf(rows)));
      },
      compare: (rows) => {
        new Uint8Array(memory.buffer, aheadAt, groups * stride).fill(0);
        for (let a = 1; a < groups; a++)
          for (let b = 0; b < a; b++)
            loops.compare(
              sumsAt + a * stride,
              sumsAt + b * stride,
              aheadAt + a * stride,
              aheadAt + b * stride,
              bytesOf(rows),
            );
      },
    };
  } catch {
    return undefined;
  }
}

const modules = new Map<number, WebAssembly.Module>();

function moduleOf(count: number): WebAssembly.Module {
  const module = modules.get(count) ?? new WebAssembly.Module(moduleBytes(count));
  modules.set(count, module);
  return module;
}

const i32 = 0x7f;
const v128 = 0x7b;
const get = (local: number) => [0x20, ...unsigned(local)];
const set = (local: number) => [0x21, ...unsigned(local)];
const simd = (opcode: number, ...immediate: number[]) => [0xfd, ...unsigned(opcode), ...immediate];
const load = (offset: number) => simd(0, 3, ...unsigned(offset));
const store = simd(11, 3, 0);
const [add, multiply, lessThan, subtractWhole] = [simd(240), simd(242), simd(73), simd(209)];
const plus = 0x6a;

/** A function body: `count` locals of each kind, and a loop that counts local `at` up by 16 to local `end`. */
function looped(locals: number[][], before: number[], body: number[], at: number, end: number): number[] {
  const next = [...get(at), 0x41, ...signed(16n), plus, 0x22, ...unsigned(at), ...get(end), 0x49, 0x0d, 0];
  const code = [...vector(locals), ...before, 0x03, 0x40, ...body, ...next, 0x0b, 0x0b];
  return [...unsigned(code.length), ...code];
}

/** Loops for `count` columns, unrolled; products are added in order, as the plain loop adds them. */
function moduleBytes(count: number): Uint8Array<ArrayBuffer> {
  const at = 4;
  const from = (base: number) => [...get(base), ...get(at), plus];
  const ks = Array.from({ length: count }, (_, k) => k);
  const sum = (weight: (k: number) => number[]) =>
    // Starting from 0 makes -0 the same as in the plain loop.
    ks.flatMap((k) => [
      ...(k === 0 ? simd(12, ...Array.from({ length: 16 }, () => 0)) : []),
      ...from(0),
      ...load(k * stride),
      ...weight(k),
      ...multiply,
      ...add,
    ]);
  const rows = looped([[1, i32]], [], [...from(2), ...sum((k) => [...from(1), ...load(k * stride)]), ...store], at, 3);
  const splats = ks.flatMap((k) => [...get(1), ...simd(10, 3, ...unsigned(8 * k)), ...set(5 + k)]);
  const alike = looped(
    [
      [1, i32],
      [...unsigned(count), v128],
    ],
    splats,
    [...from(2), ...sum((k) => get(5 + k)), ...store],
    at,
    3,
  );
  // Locals of the comparison: a, b, ahead of a, ahead of b, end, then the counter.
  const here = (base: number) => [...get(base), ...get(5), plus];
  const behind = (one: number, other: number, counter: number) => [
    ...[here(counter), here(counter), load(0)].flat(),
    ...[here(one), load(0), here(other), load(0), lessThan].flat(),
    // A comparison that holds is -1 in every bit.
    ...[subtractWhole, store].flat(),
  ];
  const compare = looped([[1, i32]], [], [...behind(0, 1, 2), ...behind(1, 0, 3)], 5, 4);
  const type = (parameters: number) => [0x60, ...vector(Array.from({ length: parameters }, () => [i32])), 0];
  return Uint8Array.from([
    0,
    0x61,
    0x73,
    0x6d,
    1,
    0,
    0,
    0,
    ...section(1, vector([type(4), type(5)])),
    ...section(2, vector([[...text("m"), ...text("m"), 2, 0, 1]])),
    ...section(3, vector([[0], [0], [1]])),
    ...section(7, vector(["rows", "alike", "compare"].map((name, index) => [...text(name), 0, index]))),
    ...section(10, vector([rows, alike, compare])),
  ]);
}
