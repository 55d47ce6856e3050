import { elementary } from "../../elementary.ts";
import { bits64, double, signed, unsigned } from "./bytes.ts";

/**
 * The same operations for two draws at a time (SIMD) and for one, so that one emitter serves both. Each takes its operands
 * from the stack. `choose` picks the first operand where the condition holds.
 */
export type Arithmetic = {
  readonly lanes: 1 | 2;
  readonly type: number;
  readonly constant: (value: number) => number[];
  readonly bitConstant: (value: bigint) => number[];
  readonly add: readonly number[];
  readonly subtract: readonly number[];
  readonly multiply: readonly number[];
  readonly divide: readonly number[];
  readonly sqrt: readonly number[];
  readonly equal: readonly number[];
  readonly less: readonly number[];
  readonly greater: readonly number[];
  readonly atLeast: readonly number[];
  readonly choose: readonly number[];
  /** Both of two conditions; and whether a condition holds for all draws, as a 32-bit truth. */
  readonly both: readonly number[];
  readonly all: readonly number[];
  /** Whole-number operations on the bits of a number; `toBits` and `fromBits` stand around them. */
  readonly toBits: readonly number[];
  readonly fromBits: readonly number[];
  readonly bitsType: number;
  readonly bitAdd: readonly number[];
  readonly bitAnd: readonly number[];
  readonly bitOr: readonly number[];
  /** The smaller (larger) of the two on top of the stack, the deeper one where they are equal or not comparable. */
  readonly smaller: (places: Places) => number[];
  readonly larger: (places: Places) => number[];
  readonly shiftLeft: (by: number) => number[];
  readonly shiftRight: (by: number) => number[];
};

const vectorOp = (code: number) => [0xfd, ...unsigned(code)];
const integer = (value: number) => [0x41, ...signed(BigInt(value))];

export const simd: Arithmetic = {
  lanes: 2,
  type: 0x7b,
  constant: (value) => [...vectorOp(0x0c), ...double(value), ...double(value)],
  bitConstant: (value) => [...vectorOp(0x0c), ...bits64(value), ...bits64(value)],
  add: vectorOp(0xf0),
  subtract: vectorOp(0xf1),
  multiply: vectorOp(0xf2),
  divide: vectorOp(0xf3),
  sqrt: vectorOp(0xef),
  equal: vectorOp(0x47),
  less: vectorOp(0x49),
  greater: vectorOp(0x4a),
  atLeast: vectorOp(0x4c),
  choose: vectorOp(0x52),
  both: vectorOp(0x4e),
  all: vectorOp(0xc3),
  toBits: [],
  fromBits: [],
  bitsType: 0x7b,
  bitAdd: vectorOp(0xce),
  bitAnd: vectorOp(0x4e),
  bitOr: vectorOp(0x50),
  smaller: () => vectorOp(0xf6),
  larger: () => vectorOp(0xf7),
  shiftLeft: (by) => [...integer(by), ...vectorOp(0xcb)],
  shiftRight: (by) => [...integer(by), ...vectorOp(0xcd)],
};

const longInteger = (value: number) => [0x42, ...signed(BigInt(value))];

/** b where b (compare) a, else a; with a deeper in the stack. */
function chosen(places: Places, compare: readonly number[]): number[] {
  const [a, b] = [places.hold(), places.hold()];
  return [...b.set, ...a.set, ...b.get, ...a.get, ...b.get, ...a.get, ...compare, 0x1b];
}

export const scalar: Arithmetic = {
  lanes: 1,
  type: 0x7c,
  constant: (value) => [0x44, ...double(value)],
  bitConstant: (value) => [0x42, ...signed(BigInt.asIntN(64, value))],
  add: [0xa0],
  subtract: [0xa1],
  multiply: [0xa2],
  divide: [0xa3],
  sqrt: [0x9f],
  equal: [0x61],
  less: [0x63],
  greater: [0x64],
  atLeast: [0x66],
  choose: [0x1b],
  both: [0x71],
  all: [],
  toBits: [0xbd],
  fromBits: [0xbf],
  bitsType: 0x7e,
  bitAdd: [0x7c],
  bitAnd: [0x83],
  bitOr: [0x84],
  smaller: (places) => chosen(places, [0x63]),
  larger: (places) => chosen(places, [0x64]),
  shiftLeft: (by) => [...longInteger(by), 0x86],
  shiftRight: (by) => [...longInteger(by), 0x88],
};

/** Where code keeps numbers: `hold` is a new place, set from the top of the stack and read; `constant` reads a constant. */
export type Places = {
  readonly hold: (type?: number) => Place;
  readonly constant: (value: number) => number[];
  readonly bits: (value: bigint) => number[];
};
export type Place = { readonly set: number[]; readonly get: number[] };

/**
 * One call: `code` leaves the stack as it was; then `value` is right for an `x` that needs no care, `careful` for any. Where
 * both hold they have the same bits, so that a group of calls asks once whether care is needed (see `carefree`).
 */
export type Call = {
  readonly code: number[];
  readonly x: number[];
  readonly value: number[];
  readonly careful: number[];
};

/** Collects code; each part gets a place for its value. */
function collected({ hold }: Places) {
  const code: number[] = [];
  const nextOf = (type: number | undefined, ...bytes: (readonly number[])[]): number[] => {
    const place = hold(type);
    code.push(...bytes.flat(), ...place.set);
    return place.get;
  };
  return { code, nextOf, next: (...bytes: (readonly number[])[]) => nextOf(undefined, ...bytes) };
}

const { expPolynomial: e, logPolynomial: g } = elementary;

/** e^x, operation by operation as `exp` in elementary.ts. */
export function emitExp(op: Arithmetic, places: Places, operand: number[]): Call {
  const { constant: k } = places;
  const { code, next } = collected(places);
  const times = (a: number[], b: number[]) => [...a, ...b, ...op.multiply];
  const plus = (a: number[], b: number[]) => [...a, ...b, ...op.add];
  const x = next(operand);
  const shifted = next(plus(times(x, k(elementary.log2e)), k(elementary.roundingShift)));
  const n = next(shifted, k(elementary.roundingShift), op.subtract);
  const near = next(x, times(n, k(elementary.ln2High)), op.subtract);
  const r = next(near, times(n, k(elementary.ln2Low)), op.subtract);
  const pair = (low: number, high: number) => plus(k(low), times(k(high), r));
  const r2 = next(times(r, r));
  const top = next(pair(e[8], e[9]));
  const r4 = next(times(r2, r2));
  const third = next(plus(pair(e[4], e[5]), times(pair(e[6], e[7]), r2)));
  const second = next(plus(pair(e[0], e[1]), times(pair(e[2], e[3]), r2)));
  const lower = next(plus(second, times(third, r4)));
  const q = next(plus(lower, times(top, times(r4, r4))));
  const sum = next(plus(plus(r, times(r2, q)), k(1)));
  const value = next(sum, op.toBits, shifted, op.toBits, op.shiftLeft(52), op.bitAdd, op.fromBits);
  const notLow = [...k(0), ...value, ...x, ...k(elementary.expLowest), ...op.less, ...op.choose];
  const tooHigh = [...x, ...k(elementary.expHighest), ...op.greater];
  return { code, x, value, careful: [...k(Number.POSITIVE_INFINITY), ...notLow, ...tooHigh, ...op.choose] };
}

/** The natural logarithm, operation by operation as `log` in elementary.ts. */
export function emitLog(op: Arithmetic, places: Places, operand: number[]): Call {
  const { constant: k, bits } = places;
  const { code, next, nextOf } = collected(places);
  const horner = (w: number[], [first, ...rest]: readonly number[]): number[] =>
    rest.length === 0
      ? k(first as number)
      : [...k(first as number), ...w, ...horner(w, rest), ...op.multiply, ...op.add];
  const x = next(operand);
  const high = nextOf(op.bitsType, x, op.toBits, bits(0x95f62n << 32n), op.bitAdd);
  const mantissa = [...high, ...bits((1n << 52n) - 1n), ...op.bitAnd, ...bits(0x3fe6a09en << 32n), ...op.bitAdd];
  const f = next(mantissa, op.fromBits, k(1), op.subtract);
  const s = next(f, k(2), f, op.add, op.divide);
  const exponent = [...high, ...op.shiftRight(52), ...bits(0x433n << 52n), ...op.bitOr, ...op.fromBits];
  const n = next(exponent, k(2 ** 52 + 1023), op.subtract);
  const half = next(k(0.5), f, op.multiply, f, op.multiply);
  const z = next(s, s, op.multiply);
  const w = next(z, z, op.multiply);
  const even = next(w, horner(w, [g[1], g[3], g[5]]), op.multiply);
  const odd = next(z, horner(w, [g[0], g[2], g[4], g[6]]), op.multiply);
  const inner = next(s, half, even, odd, op.add, op.add, op.multiply);
  const rest = next(half, inner, n, k(elementary.ln2Low), op.multiply, op.add, op.subtract);
  const value = next(n, k(elementary.ln2High), op.multiply, rest, f, op.subtract, op.subtract);
  const below = [...k(Number.NEGATIVE_INFINITY), ...k(Number.NaN), ...x, ...k(0), ...op.atLeast, ...op.choose];
  const proper = [...value, ...below, ...x, ...k(elementary.logLowest), ...op.atLeast, ...op.choose];
  return {
    code,
    x,
    value,
    careful: [...x, ...proper, ...x, ...k(Number.POSITIVE_INFINITY), ...op.equal, ...op.choose],
  };
}

/** Whether no operand of a group of calls needs care, as a 32-bit truth. One that is not a number needs it for log only. */
export function carefree(op: Arithmetic, places: Places, operation: "exp" | "log", all: readonly number[][]): number[] {
  const { constant: k } = places;
  const fold = (bytes: () => readonly number[]) => all.flatMap((x, index) => (index === 0 ? x : [...x, ...bytes()]));
  const smallest = fold(() => op.smaller(places));
  const [least, most] =
    operation === "exp"
      ? [elementary.expLowest, [...k(elementary.expHighest), ...fold(() => op.larger(places)), ...op.atLeast]]
      : [elementary.logLowest, [...fold(() => op.add), ...k(Number.POSITIVE_INFINITY), ...op.less]];
  return [...smallest, ...k(least), ...op.atLeast, ...most, ...op.both, ...op.all];
}
