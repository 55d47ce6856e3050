import type { Instruction, Program } from "../program.ts";
import { type Arithmetic, emitExp, emitLog, type Places, scalar, simd } from "./arithmetic.ts";
import { section, signed, text, unsigned, vector } from "./bytes.ts";

/** Byte addresses in the memory a machine shares with its code. */
export type Layout = {
  readonly capacity: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly series: number;
  /** Draws to run, 32-bit numbers. */
  readonly list: number;
};

const get = (local: number) => [0x20, ...unsigned(local)];
const set = (local: number) => [0x21, ...unsigned(local)];
const int = (value: number) => [0x41, ...signed(BigInt(value))];
const load32 = (offset: number) => [0x28, 2, ...unsigned(offset)];
const op32 = { add: 0x6a, subtract: 0x6b, multiply: 0x6c, remainder: 0x6f, less: 0x48, isZero: 0x45 };
const [block, loop, end, branchIf, empty, i32] = [0x02, 0x03, 0x0b, 0x0d, 0x40, 0x7f];
/** Arguments: first and last-plus-one place in the list, loop passes, passes before the first record counts, passes a record. */
const argument = { from: 0, to: 1, passes: 2, skip: 3, every: 4 };
const counter = { at: 5, first: 6, second: 7, pass: 8, record: 9 };

/**
 * Writes a program as a WebAssembly module with one function `run(from, to, passes, skip, every)` over the imported memory
 * `engine.memory`. With SIMD two draws run in the lanes of each instruction; the segments, laid side by side by `lower`,
 * keep the processor busy while one of them waits for a result.
 */
export function emit(program: Program, layout: Layout, kind: "simd" | "scalar"): Uint8Array<ArrayBuffer> {
  const code = functionBody(program, layout, kind === "simd" ? simd : scalar);
  const functionType = [0x60, ...vector(Array.from({ length: 5 }, () => [i32])), 0];
  return join([
    [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    section(1, vector([functionType])),
    section(2, vector([[...text("engine"), ...text("memory"), 0x02, 0x00, 0x01]])),
    section(3, vector([[0]])),
    section(7, vector([[...text("run"), 0x00, 0x00]])),
    [10, ...unsigned(1 + unsigned(code.length).length + code.length), 1, ...unsigned(code.length)],
    code,
  ]);
}

function functionBody(program: Program, layout: Layout, op: Arithmetic): Uint8Array {
  const { instructions, states, outputs } = program;
  const types = Object.keys(counter).map(() => i32);
  const newLocal = (type: number) => Object.keys(argument).length + types.push(type) - 1;

  /** Constants are set once, before everything else, and live in locals. */
  const start: number[][] = [];
  const constants = new Map<string, number[]>();
  const constant = (key: string, bytes: number[], type: number): number[] => {
    const known = constants.get(key);
    if (known) return known;
    const local = newLocal(type);
    start.push(bytes, set(local));
    constants.set(key, get(local));
    return get(local);
  };
  const places: Places = {
    hold: (type = op.type) => {
      const local = newLocal(type);
      return { set: set(local), get: get(local) };
    },
    constant: (value) => constant(Object.is(value, -0) ? "-0" : `${value}`, op.constant(value), op.type),
    bits: (value) => constant(`bits ${value}`, op.bitConstant(value), op.bitsType),
  };

  const stateLocals = states.map(() => newLocal(op.type));
  const locals = new Map<number, number>();
  const value = (place: number): number[] => {
    const local = locals.get(place);
    if (local !== undefined) return get(local);
    const instruction = instructions[place] as Instruction;
    if (instruction.operation === "constant") return places.constant(instruction.value);
    if (instruction.operation === "state") return get(stateLocals[instruction.value] as number);
    return compute(instruction, value, op, places);
  };
  const keep = (place: number, bytes: number[]): number[] => {
    const local = newLocal(op.type);
    locals.set(place, local);
    return [...bytes, ...set(local)];
  };
  const once = usedOnceNearby(program);
  const run = (list: readonly number[]) =>
    list.filter((place) => !once.has(place)).map((place) => keep(place, value(place)));
  /** All are read before any is set: a state may become another one's old value. */
  const setStates = (sources: readonly number[]) => [...sources.map(value), ...stateLocals.toReversed().map(set)];

  const inputs = [...usedInputs(program)].map((place) =>
    keep(place, loadLanes(op, layout.inputs + (instructions[place] as Instruction).value * layout.capacity * 8)),
  );
  const prelude = run(program.prelude);
  const initial = setStates(states.map((state) => state.initial));
  const step = run(program.step);
  const next = setStates(states.map((state) => state.next));
  const lane = newLocal(op.type);
  const store = (base: number, offset: number[]) =>
    outputs.flatMap(({ from, at }, index) => [
      ...(from === "state" ? get(stateLocals[at] as number) : value(at)),
      ...set(lane),
      ...storeLanes(op, lane, base + index * layout.capacity * 8, offset),
    ]);
  const { at, first, second, pass, record } = counter;
  const address = (offset: number) => [
    ...get(at),
    ...int(4),
    op32.multiply,
    ...load32(layout.list + offset),
    ...int(8),
    op32.multiply,
  ];
  const sinceSkip = [...get(pass), ...get(argument.skip), op32.subtract];
  const increase = (local: number, by: number) => [...get(local), ...int(by), op32.add, ...set(local)];
  const body = [
    [...get(argument.from), ...set(at), loop, empty],
    [...address(0), ...set(first), ...address(4 * (op.lanes - 1)), ...set(second)],
    ...inputs,
    ...prelude,
    ...initial,
    [...int(0), ...set(pass), ...int(0), ...set(record), loop, empty],
    ...step,
    ...next,
    increase(pass, 1),
    // Recorded where every > 0, pass > skip and every divides pass - skip.
    [block, empty, ...get(argument.every), op32.isZero, branchIf, 0],
    [...sinceSkip, ...int(1), op32.less, branchIf, 0],
    [...sinceSkip, ...get(argument.every), op32.remainder, branchIf, 0],
    store(layout.series, [...get(record), ...int(outputs.length * layout.capacity * 8), op32.multiply]),
    [...increase(record, 1), end],
    [...get(pass), ...get(argument.passes), op32.less, branchIf, 0, end],
    store(layout.outputs, int(0)),
    increase(at, op.lanes),
    [...get(at), ...get(argument.to), op32.less, branchIf, 0, end, end],
  ];
  return join([vector(types.map((type) => [1, type])), ...start, ...body]);
}

/** The code of one instruction, operands first. */
function compute(
  { operation, a, b, c }: Instruction,
  value: (place: number) => number[],
  op: Arithmetic,
  places: Places,
): number[] {
  const binary = (code: readonly number[]) => [...value(a), ...value(b), ...code];
  switch (operation) {
    case "add":
      return binary(op.add);
    case "subtract":
      return binary(op.subtract);
    case "multiply":
      return binary(op.multiply);
    case "divide":
      return binary(op.divide);
    case "min":
      return binary(op.smaller(places));
    case "max":
      return binary(op.larger(places));
    case "sqrt":
      return [...value(a), ...op.sqrt];
    case "exp":
      return [...value(a), ...emitExp(op, places)];
    case "log":
      return [...value(a), ...emitLog(op, places)];
    case "ifZero":
      return [...value(b), ...value(c), ...value(a), ...places.constant(0), ...op.equal, ...op.choose];
    default:
      throw new Error(`${operation} is not computed`);
  }
}

/** Values used by one other instruction of the same part: computed where they are used, without a local. */
function usedOnceNearby({ instructions, prelude, step, states, outputs }: Program): ReadonlySet<number> {
  const users = new Map<number, number>();
  const inStep = new Set(step);
  const use = (place: number, by: number): void => {
    users.set(place, (users.get(place) ?? 0) + by);
  };
  for (const place of [...prelude, ...step]) {
    const { a, b, c } = instructions[place] as Instruction;
    for (const operand of [a, b, c]) if (operand >= 0) use(operand, inStep.has(operand) === inStep.has(place) ? 1 : 2);
  }
  for (const { initial, next } of states) for (const place of [initial, next]) use(place, 2);
  for (const { from, at } of outputs) if (from === "step") use(at, 2);
  return new Set([...prelude, ...step].filter((place) => users.get(place) === 1));
}

function usedInputs({ instructions, prelude, step, states, outputs }: Program): Set<number> {
  const used = new Set<number>();
  const see = (place: number): void => {
    if (place >= 0 && (instructions[place] as Instruction).operation === "input") used.add(place);
  };
  for (const place of [...prelude, ...step]) {
    const { a, b, c } = instructions[place] as Instruction;
    for (const operand of [a, b, c]) see(operand);
  }
  for (const { initial, next } of states) for (const place of [initial, next]) see(place);
  for (const { from, at } of outputs) if (from === "step") see(at);
  return used;
}

/** The number at base + address for each lane. */
function loadLanes(op: Arithmetic, base: number): number[] {
  const at = [3, ...unsigned(base)];
  if (op.lanes === 1) return [...get(counter.first), 0x2b, ...at];
  return [...get(counter.second), ...get(counter.first), 0xfd, 0x5d, ...at, 0xfd, 0x57, ...at, 1];
}

function storeLanes(op: Arithmetic, lane: number, base: number, offset: number[]): number[] {
  const at = [3, ...unsigned(base)];
  const address = (draw: number) => [...get(draw), ...offset, op32.add, ...get(lane)];
  if (op.lanes === 1) return [...address(counter.first), 0x39, ...at];
  return [...address(counter.first), 0xfd, 0x5b, ...at, 0, ...address(counter.second), 0xfd, 0x5b, ...at, 1];
}

function join(parts: readonly ArrayLike<number>[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
