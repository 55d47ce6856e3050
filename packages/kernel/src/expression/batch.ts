import { controlled, type Runner } from "./control.ts";
import { interpreter } from "./interpret.ts";
import type { Program } from "./program.ts";

/**
 * Runs a program for many draws. Input i of draw d stands at `inputs[i * capacity + d]`, output o at
 * `outputs[o * capacity + d]`, and output o after the m-th recorded moment at `series[(m * outputs + o) * capacity + d]`.
 * Every implementation gives the same digits, for any number of draws at a time and in any order.
 */
export type BatchMachine = {
  readonly kind: "interpreter" | "simd" | "scalar";
  readonly capacity: number;
  readonly inputs: Float64Array;
  readonly outputs: Float64Array;
  readonly series: Float64Array;
  /**
   * Draws 0 to draws - 1, so many whole steps; with `every` > 0 the outputs are recorded after each `every` steps. Draws
   * whose estimated error is too large are run again with steps cut by the next of `levels` (`refinements` if absent;
   * `[1]` for one pass), and after the last refinement with the careful program. Schemes without an estimate run once. With `only`, the other draws are left as they are: what one
   * pass left open is settled by the later levels, to the digits of a run with all levels.
   */
  readonly run: (draws: number, steps: number, every?: number, levels?: readonly number[], only?: Uint32Array) => void;
};

export type BatchOptions = {
  /** Most draws at a time. */
  readonly capacity: number;
  /** Most moments to record. */
  readonly moments?: number;
  /** The same model with the careful scheme, made only when a draw needs it. */
  readonly careful?: (() => Program) | undefined;
};

/** Draws the careful program runs at a time: few need it. */
export const carefulCapacity = 64;

/** The plain TypeScript machine. */
export function batchInterpreter(program: Program, { capacity, moments = 0, careful }: BatchOptions): BatchMachine {
  const main = runner(program, capacity, moments);
  const run = controlled(main, careful && (() => runner(careful(), carefulCapacity, moments)));
  const { inputs, outputs, series } = main;
  return { kind: "interpreter", capacity, inputs, outputs, series, run };
}

function runner(program: Program, capacity: number, moments: number): Runner {
  const single = interpreter(program);
  const inputs = new Float64Array(program.inputs.length * capacity);
  const outputs = new Float64Array(program.outputs.length * capacity);
  const series = new Float64Array(moments * program.outputs.length * capacity);
  const oneSeries = new Float64Array(moments * program.outputs.length);
  const pass: Runner["pass"] = (list, count, steps, every, narrow) => {
    for (let index = 0; index < count; index++) {
      const draw = list[index] as number;
      for (let i = 0; i < single.inputs.length; i++) single.inputs[i] = inputs[i * capacity + draw] as number;
      if (every > 0) single.run(steps, oneSeries, every, narrow);
      else single.run(steps, undefined, 1, narrow);
      for (let i = 0; i < single.outputs.length; i++) outputs[i * capacity + draw] = single.outputs[i] as number;
      if (every > 0) for (let i = 0; i < oneSeries.length; i++) series[i * capacity + draw] = oneSeries[i] as number;
    }
  };
  return { program, capacity, inputs, outputs, series, pass };
}
