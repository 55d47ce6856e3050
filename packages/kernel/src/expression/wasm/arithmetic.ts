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

/** Where code keeps numbers: `hold` takes the top of the stack into a new place, `get` reads it, `constant` reads a constant. */
export type Places = {
  readonly hold: (type?: number) => { readonly set: number[]; readonly get: number[] };
  readonly constant: (value: number) => number[];
  readonly bits: (value: bigint) => number[];
};

const { expPolynomial: e, logPolynomial: g } = elementary;

/** e^x of the top of the stack, operation by operation as `exp` in elementary.ts. */
export function emitExp(op: Arithmetic, places: Places): number[] {
  const { constant: k } = places;
  const [x, shifted, n, r, r2, r4] = [
    places.hold(),
    places.hold(),
    places.hold(),
    places.hold(),
    places.hold(),
    places.hold(),
  ];
  const pair = (low: number, high: number) => [...k(low), ...k(high), ...r.get, ...op.multiply, ...op.add];
  const power = [
    pair(e[0], e[1]),
    [...pair(e[2], e[3]), ...r2.get, ...op.multiply, ...op.add],
    [...pair(e[4], e[5]), ...pair(e[6], e[7]), ...r2.get, ...op.multiply, ...op.add, ...r4.get, ...op.multiply],
    op.add,
    [...pair(e[8], e[9]), ...r4.get, ...r4.get, ...op.multiply, ...op.multiply, ...op.add],
  ].flat();
  return [
    x.set,
    [...k(Number.POSITIVE_INFINITY), ...k(0)],
    [...x.get, ...k(elementary.log2e), ...op.multiply, ...k(elementary.roundingShift), ...op.add, ...shifted.set],
    [...shifted.get, ...k(elementary.roundingShift), ...op.subtract, ...n.set],
    [...x.get, ...n.get, ...k(elementary.ln2High), ...op.multiply, ...op.subtract],
    [...n.get, ...k(elementary.ln2Low), ...op.multiply, ...op.subtract, ...r.set],
    [...r.get, ...r.get, ...op.multiply, ...r2.set, ...r2.get, ...r2.get, ...op.multiply, ...r4.set],
    [...r.get, ...r2.get, ...power, ...op.multiply, ...op.add, ...k(1), ...op.add, ...op.toBits],
    [...shifted.get, ...op.toBits, ...op.shiftLeft(52), ...op.bitAdd, ...op.fromBits],
    [...x.get, ...k(elementary.expLowest), ...op.less, ...op.choose],
    [...x.get, ...k(elementary.expHighest), ...op.greater, ...op.choose],
  ].flat();
}

/** The natural logarithm of the top of the stack, operation by operation as `log` in elementary.ts. */
export function emitLog(op: Arithmetic, places: Places): number[] {
  const { constant: k, bits } = places;
  const [x, n, f, s, z, w, half] = Array.from({ length: 7 }, () => places.hold()) as [
    Place,
    Place,
    Place,
    Place,
    Place,
    Place,
    Place,
  ];
  const high = places.hold(op.bitsType);
  const horner = (coefficients: readonly number[]): number[] =>
    coefficients.length === 1
      ? k(coefficients[0] as number)
      : [...k(coefficients[0] as number), ...w.get, ...horner(coefficients.slice(1)), ...op.multiply, ...op.add];
  return [
    x.set,
    [...x.get, ...op.toBits, ...bits(0x95f62n << 32n), ...op.bitAdd, ...high.set],
    [...high.get, ...op.shiftRight(52), ...bits(0x433n << 52n), ...op.bitOr, ...op.fromBits],
    [...k(2 ** 52 + 1023), ...op.subtract, ...n.set],
    [...high.get, ...bits((1n << 52n) - 1n), ...op.bitAnd, ...bits(0x3fe6a09en << 32n), ...op.bitAdd, ...op.fromBits],
    [...k(1), ...op.subtract, ...f.set],
    [...f.get, ...k(2), ...f.get, ...op.add, ...op.divide, ...s.set],
    [...s.get, ...s.get, ...op.multiply, ...z.set, ...z.get, ...z.get, ...op.multiply, ...w.set],
    [...k(0.5), ...f.get, ...op.multiply, ...f.get, ...op.multiply, ...half.set],
    // choose(x, choose(value, choose(-inf, nan, x >= 0), x >= lowest), x = inf)
    x.get,
    [...n.get, ...k(elementary.ln2High), ...op.multiply],
    half.get,
    [...s.get, ...half.get, ...w.get, ...horner([g[1], g[3], g[5]]), ...op.multiply],
    [...z.get, ...horner([g[0], g[2], g[4], g[6]]), ...op.multiply, ...op.add, ...op.add, ...op.multiply],
    [...n.get, ...k(elementary.ln2Low), ...op.multiply, ...op.add, ...op.subtract],
    [...f.get, ...op.subtract, ...op.subtract],
    [...k(Number.NEGATIVE_INFINITY), ...k(Number.NaN), ...x.get, ...k(0), ...op.atLeast, ...op.choose],
    [...x.get, ...k(elementary.logLowest), ...op.atLeast, ...op.choose],
    [...x.get, ...k(Number.POSITIVE_INFINITY), ...op.equal, ...op.choose],
  ].flat();
}

type Place = ReturnType<Places["hold"]>;
