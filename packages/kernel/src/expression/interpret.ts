import { exp, log } from "../elementary.ts";
import { operations, type Program } from "./program.ts";

/** Runs a program for one set of inputs at a time: plain TypeScript, no allocation after it is made, the oracle of the engine. */
export type Interpreter = {
  /** Fill in the order of `program.inputs` before each run. */
  readonly inputs: Float64Array;
  /** In the order of `program.outputs`; valid after a run. */
  readonly outputs: Float64Array;
  /**
   * Takes so many whole steps. With `series`, the outputs are also written there after each `every` whole steps, one
   * moment after the other (steps / every times as many numbers as there are outputs). After `narrow` whole steps each pass
   * counts for two (see `narrowName`; `every` and what is left of `steps` must then be even).
   */
  readonly run: (steps: number, series?: Float64Array, every?: number, narrow?: number) => void;
};

/** Passes of the loop for so many whole steps, of which those after `narrow` are taken two at a time. */
export function passesOf({ passes, extraSteps }: Program, steps: number, narrow = steps): number {
  return (narrow + (steps - narrow) / 2) * passes + extraSteps;
}

export type Tape = { readonly code: Uint8Array; readonly at: Int32Array };

export function tapeOf(program: Program, places: readonly number[]): Tape {
  const code = new Uint8Array(places.length);
  const at = new Int32Array(places.length * 4);
  places.forEach((place, index) => {
    const { operation, a, b, c } = program.instructions[place] as Program["instructions"][number];
    code[index] = operations[operation];
    at.set([place, a, b, c], index * 4);
  });
  return { code, at };
}

/** Makes the interpreter of a program. Cost: about five nanoseconds an instruction, twenty more for exp and log. */
export function interpreter(program: Program): Interpreter {
  const values = new Float64Array(program.instructions.length);
  const inputs = new Float64Array(program.inputs.length);
  const outputs = new Float64Array(program.outputs.length);
  const inputPlaces = new Int32Array(program.inputs.length).fill(-1);
  const statePlaces = new Int32Array(program.states.length).fill(-1);
  program.instructions.forEach(({ operation, value }, place) => {
    if (operation === "constant") values[place] = value;
    else if (operation === "input") inputPlaces[value] = place;
    else if (operation === "state" && value >= 0) statePlaces[value] = place;
  });
  const prelude = tapeOf(program, program.prelude);
  const step = tapeOf(program, program.step);
  const states = new Float64Array(program.states.length);
  const initial = Int32Array.from(program.states, (state) => state.initial);
  const next = Int32Array.from(program.states, (state) => state.next);
  const outputPlaces = Int32Array.from(program.outputs, ({ from, at }) => (from === "state" ? -1 - at : at));

  const readOutputs = (into: Float64Array, offset: number): void => {
    for (let i = 0; i < outputPlaces.length; i++) {
      const at = outputPlaces[i] as number;
      into[offset + i] = (at < 0 ? states[-1 - at] : values[at]) as number;
    }
  };

  const run = (steps: number, series?: Float64Array, every = 1, narrow = steps): void => {
    for (let i = 0; i < inputs.length; i++) {
      const place = inputPlaces[i] as number;
      if (place >= 0) values[place] = inputs[i] as number;
    }
    play(prelude, values);
    for (let i = 0; i < states.length; i++) states[i] = values[initial[i] as number] as number;
    const passes = passesOf(program, steps, narrow);
    const single = narrow * program.passes;
    const moment = every * program.passes;
    let written = 0;
    for (let pass = 1; pass <= passes; pass++) {
      for (let i = 0; i < states.length; i++) {
        const place = statePlaces[i] as number;
        if (place >= 0) values[place] = states[i] as number;
      }
      play(step, values);
      for (let i = 0; i < states.length; i++) states[i] = values[next[i] as number] as number;
      const since = pass - program.extraSteps;
      const whole = since + Math.max(since - single, 0);
      if (series && whole > 0 && whole % moment === 0) {
        readOutputs(series, written);
        written += outputPlaces.length;
      }
    }
    readOutputs(outputs, 0);
  };
  return { inputs, outputs, run };
}

/** The numbers in `case` are those of `operations`. */
export function play({ code, at }: Tape, values: Float64Array): void {
  for (let index = 0, i = 0; index < code.length; index++, i += 4) {
    const a = values[at[i + 1] as number] as number;
    let result: number;
    switch (code[index]) {
      case 3:
        result = a + (values[at[i + 2] as number] as number);
        break;
      case 4:
        result = a - (values[at[i + 2] as number] as number);
        break;
      case 5:
        result = a * (values[at[i + 2] as number] as number);
        break;
      case 6:
        result = a / (values[at[i + 2] as number] as number);
        break;
      case 7: {
        const b = values[at[i + 2] as number] as number;
        result = b < a ? b : a;
        break;
      }
      case 8: {
        const b = values[at[i + 2] as number] as number;
        result = a < b ? b : a;
        break;
      }
      case 9:
        result = Math.sqrt(a);
        break;
      case 10:
        result = exp(a);
        break;
      case 11:
        result = log(a);
        break;
      default:
        result = values[(a === 0 ? at[i + 2] : at[i + 3]) as number] as number;
    }
    values[at[i] as number] = result;
  }
}
