import type { Instruction, Program } from "../program.ts";
import { type Arithmetic, carefree, emitExp, emitLog, type Place, type Places, scalar, simd } from "./arithmetic.ts";
import { section, signed, text, unsigned, vector } from "./bytes.ts";
import { isLong, schedule } from "./schedule.ts";
import { carriedOn, recordedOf, usedInputs, usedOnceNearby } from "./usage.ts";

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
const op32 = {
  add: 0x6a,
  subtract: 0x6b,
  multiply: 0x6c,
  remainder: 0x6f,
  less: 0x48,
  isZero: 0x45,
  equal: 0x46,
  or: 0x72,
};
const [block, loop, conditional, end, branchIf, empty, i32] = [0x02, 0x03, 0x04, 0x0b, 0x0d, 0x40, 0x7f];
/**
 * Arguments: first and last-plus-one place in the list, loop passes, passes before the first record counts, passes a record,
 * passes after which each counts for two.
 */
const argument = { from: 0, to: 1, passes: 2, skip: 3, every: 4, single: 5 };
const counter = { at: 6, first: 7, second: 8, pass: 9, record: 10, recorded: 11, since: 12 };

/**
 * Writes a program as a WebAssembly module with one function `run(from, to, passes, skip, every, single)` over the imported memory
 * `engine.memory`. With SIMD two draws run in the lanes of each instruction; the segments, laid side by side by `lower`,
 * keep the processor busy while one of them waits for a result.
 */
export function emit(program: Program, layout: Layout, kind: "simd" | "scalar"): Uint8Array<ArrayBuffer> {
  const code = functionBody(program, layout, kind === "simd" ? simd : scalar);
  const functionType = [0x60, ...vector(Object.keys(argument).map(() => [i32])), 0];
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
  /** Places that calls of exp and log work in: one set for each call of a group, shared by all groups. */
  const workplaces: Reusable[] = [];
  const checkplaces = reusable(places);
  const sideBySide = (group: readonly number[]): number[] => {
    const calls = group.map((place, index) => {
      const { operation, a } = instructions[place] as Instruction;
      workplaces[index] ??= reusable(places);
      return { place, ...(operation === "exp" ? emitExp : emitLog)(op, workplaces[index].again(), value(a)) };
    });
    const { operation } = instructions[group[0] as number] as { operation: "exp" | "log" };
    const good = carefree(
      op,
      checkplaces.again(),
      operation,
      calls.map(({ x }) => x),
    );
    return [
      ...calls.flatMap(({ code }) => code),
      ...calls.flatMap(({ place, value: quick }) => keep(place, quick)),
      ...good,
      op32.isZero,
      conditional,
      empty,
      ...calls.flatMap(({ place, careful }) => [...careful, ...set(locals.get(place) as number)]),
      end,
    ];
  };
  const run = (list: readonly number[]) =>
    schedule(program, list).flatMap((group) => {
      const [place] = group as [number];
      if (isLong((instructions[place] as Instruction).operation)) return [sideBySide(group)];
      return once.has(place) ? [] : [keep(place, value(place))];
    });
  /** All are read before any is set: a state may become another one's old value. */
  const setStates = (sources: readonly number[]) => [...sources.map(value), ...stateLocals.toReversed().map(set)];

  const inputs = [...usedInputs(program)].map((place) =>
    keep(place, loadLanes(op, layout.inputs + (instructions[place] as Instruction).value * layout.capacity * 8)),
  );
  const prelude = run(program.prelude);
  const initial = setStates(states.map((state) => state.initial));
  const carried = carriedOn(program);
  const step = run(program.step.filter((place) => carried.has(place)));
  const recordedPlaces = recordedOf(program);
  const results = program.step.filter((place) => !carried.has(place));
  const shown = run(results.filter((place) => recordedPlaces.has(place)));
  const shownAtEnd = run(results.filter((place) => !recordedPlaces.has(place)));
  const next = setStates(states.map((state) => state.next));
  const lane = newLocal(op.type);
  const store = (which: "state" | "step", base: number, offset: number[]) =>
    outputs.flatMap(({ from, at, endOnly }, index) =>
      from !== which || (base === layout.series && endOnly === true)
        ? []
        : [
            ...(from === "state" ? get(stateLocals[at] as number) : value(at)),
            ...set(lane),
            ...storeLanes(op, lane, base + index * layout.capacity * 8, offset),
          ],
    );
  const { at, first, second, pass, record, recorded, since } = counter;
  const address = (offset: number) => [
    ...get(at),
    ...int(4),
    op32.multiply,
    ...load32(layout.list + offset),
    ...int(8),
    op32.multiply,
  ];
  const beyond = [...get(since), ...get(argument.single), op32.subtract];
  const increase = (local: number, by: number) => [...get(local), ...int(by), op32.add, ...set(local)];
  const moment = [...get(record), ...int(outputs.length * layout.capacity * 8), op32.multiply];
  const when = (condition: number[], ...code: number[][]) => [...condition, conditional, empty, ...code.flat(), end];
  const isLast = [...get(pass), ...get(argument.passes), op32.equal];
  const body = [
    [...get(argument.from), ...set(at), loop, empty],
    [...address(0), ...set(first), ...address(4 * (op.lanes - 1)), ...set(second)],
    ...inputs,
    ...prelude,
    ...initial,
    [...int(0), ...set(pass), ...int(0), ...set(record), loop, empty],
    ...step,
    increase(pass, 1),
    // Recorded where every > 0, pass > skip and every divides pass - skip, passes beyond `single` counted twice.
    [...int(0), ...set(recorded), block, empty, ...get(argument.every), op32.isZero, branchIf, 0],
    [...get(pass), ...get(argument.skip), op32.subtract, ...set(since)],
    [...get(since), ...int(1), op32.less, branchIf, 0],
    when([...get(argument.single), ...get(since), op32.less], [...get(since), ...beyond, op32.add, ...set(since)]),
    [...get(since), ...get(argument.every), op32.remainder, op32.isZero, ...set(recorded), end],
    // What only results need is computed only where they are taken, before the states move on.
    when(
      [...get(recorded), ...isLast, op32.or],
      ...shown,
      when(get(recorded), store("step", layout.series, moment)),
      when(isLast, ...shownAtEnd, store("step", layout.outputs, int(0))),
    ),
    ...next,
    when(get(recorded), store("state", layout.series, moment), increase(record, 1)),
    [...get(pass), ...get(argument.passes), op32.less, branchIf, 0, end],
    store("state", layout.outputs, int(0)),
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
    case "ifZero":
      return [...value(b), ...value(c), ...value(a), ...places.constant(0), ...op.equal, ...op.choose];
    default:
      throw new Error(`${operation} is not computed`);
  }
}

type Reusable = Places & { readonly again: () => Places };

/** The same places again and again: what one group of calls left in them is no longer needed. */
function reusable({ hold, constant, bits }: Places): Reusable {
  const made = new Map<number | undefined, Place[]>();
  const taken = new Map<number | undefined, number>();
  const places: Places = {
    constant,
    bits,
    hold: (type) => {
      const known = made.get(type) ?? [];
      made.set(type, known);
      const at = taken.get(type) ?? 0;
      taken.set(type, at + 1);
      return (known[at] ??= hold(type));
    },
  };
  return {
    ...places,
    again: () => {
      taken.clear();
      return places;
    },
  };
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
