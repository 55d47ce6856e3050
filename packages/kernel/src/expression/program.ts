import { exp, log } from "../elementary.ts";

/** The instructions a lowered model is made of; their numbers are the opcodes of the interpreter. */
export const operations = {
  input: 0,
  constant: 1,
  state: 2,
  add: 3,
  subtract: 4,
  multiply: 5,
  divide: 6,
  min: 7,
  max: 8,
  sqrt: 9,
  exp: 10,
  log: 11,
  ifZero: 12,
} as const;

export type Operation = keyof typeof operations;

/** One instruction; its place in `Program.instructions` is the name of its value. */
export type Instruction = {
  readonly operation: Operation;
  /** Operands: places of earlier instructions. */
  readonly a: number;
  readonly b: number;
  readonly c: number;
  /** The value of a constant, the place of an input or of a state. */
  readonly value: number;
};

/** One number carried from step to step: where it starts and what it becomes (places of instructions). */
export type State = { readonly name: string; readonly initial: number; readonly next: number };

/** A result: an instruction's value in the last step, or a state after it. */
export type Output = {
  readonly name: string;
  readonly from: "step" | "state";
  readonly at: number;
  /** Wanted at the end of a run only: recorded moments need not hold it. */
  readonly endOnly?: boolean;
};

/**
 * A model for a number of segments and a scheme, as straight-line code over single numbers: run `prelude` once, set the
 * states, run `step` as often as wanted with all states updated together at its end, read the outputs. The interpreter and
 * the WebAssembly emitter both follow it instruction by instruction, which is why they agree to the last bit.
 */
export type Program = {
  readonly inputs: readonly string[];
  readonly instructions: readonly Instruction[];
  readonly prelude: readonly number[];
  readonly step: readonly number[];
  readonly states: readonly State[];
  readonly outputs: readonly Output[];
  /** Passes of the loop beyond those of the whole steps (a scheme may start with some shorter ones). */
  readonly extraSteps: number;
  /** Passes of the loop for each step: more than one where a scheme comes nearer to each step's end by and by. */
  readonly passes: number;
};

/** The value of one operation; the smaller and the larger are chosen by one comparison, as SIMD does it. */
export function apply(operation: Operation, a: number, b: number, c: number): number {
  switch (operation) {
    case "add":
      return a + b;
    case "subtract":
      return a - b;
    case "multiply":
      return a * b;
    case "divide":
      return a / b;
    case "min":
      return b < a ? b : a;
    case "max":
      return a < b ? b : a;
    case "sqrt":
      return Math.sqrt(a);
    case "exp":
      return exp(a);
    case "log":
      return log(a);
    case "ifZero":
      return a === 0 ? b : c;
    default:
      throw new Error(`${operation} is not computed`);
  }
}
