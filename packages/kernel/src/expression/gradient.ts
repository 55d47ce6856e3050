import { play, type Tape, tapeOf } from "./interpret.ts";
import type { Program } from "./program.ts";

/** Runs a program forward and back: outputs, and how a weighted sum of them answers to every input. */
export type GradientMachine = {
  /** Fill in the order of `program.inputs` before each run. */
  readonly inputs: Float64Array;
  /** In the order of `program.outputs`; valid after a run. */
  readonly outputs: Float64Array;
  /** The derivative of sum(weights x outputs) by each input, in the order of `program.inputs`; valid after a run. */
  readonly gradient: Float64Array;
  /** Takes so many whole steps and comes back; `weights` are in the order of `program.outputs`, 0 where missing. */
  readonly run: (steps: number, weights: ArrayLike<number>) => void;
};

/**
 * Reverse-mode differentiation of a lowered model (Speelpenning 1980; Griewank and Walther 2008): the states before every
 * step are kept, and on the way back each step is computed again and its derivatives are collected. Any number of inputs
 * costs about four runs. Where min, max and ifZero change branch the derivative is that of the branch taken.
 */
export function gradientMachine(program: Program): GradientMachine {
  const size = program.instructions.length;
  const values = new Float64Array(size);
  const slopes = new Float64Array(size);
  const inputs = new Float64Array(program.inputs.length);
  const outputs = new Float64Array(program.outputs.length);
  const gradient = new Float64Array(program.inputs.length);
  const inputPlaces = new Int32Array(inputs.length).fill(-1);
  const statePlaces = new Int32Array(program.states.length).fill(-1);
  program.instructions.forEach(({ operation, value }, place) => {
    if (operation === "constant") values[place] = value;
    else if (operation === "input") inputPlaces[value] = place;
    else if (operation === "state" && value >= 0) statePlaces[value] = place;
  });
  const prelude = tapeOf(program, program.prelude);
  const step = tapeOf(program, program.step);
  const stepPlaces = Int32Array.from(program.step);
  const count = program.states.length;
  const initial = Int32Array.from(program.states, (state) => state.initial);
  const next = Int32Array.from(program.states, (state) => state.next);

  const stepFrom = (kept: Float64Array, at: number): void => {
    for (let i = 0; i < count; i++)
      if ((statePlaces[i] as number) >= 0) values[statePlaces[i] as number] = kept[at + i] as number;
    play(step, values);
  };

  /** States before each pass and after the last, side by side. */
  const forward = (passes: number): Float64Array => {
    inputPlaces.forEach((place, i) => {
      if (place >= 0) values[place] = inputs[i] as number;
    });
    play(prelude, values);
    const kept = new Float64Array((passes + 1) * count);
    for (let i = 0; i < count; i++) kept[i] = values[initial[i] as number] as number;
    for (let pass = 0; pass < passes; pass++) {
      stepFrom(kept, pass * count);
      for (let i = 0; i < count; i++) kept[(pass + 1) * count + i] = values[next[i] as number] as number;
    }
    return kept;
  };

  const run = (steps: number, weights: ArrayLike<number>): void => {
    const passes = steps * program.passes + program.extraSteps;
    const kept = forward(passes);
    const carried = new Float64Array(count);
    slopes.fill(0);
    program.outputs.forEach(({ from, at }, i) => {
      outputs[i] = (from === "state" ? kept[passes * count + at] : values[at]) as number;
      if (from === "state") carried[at] = (carried[at] as number) + (weights[i] ?? 0);
    });
    for (let pass = passes - 1; pass >= 0; pass--) {
      if (pass < passes - 1) stepFrom(kept, pass * count);
      for (let k = 0; k < stepPlaces.length; k++) slopes[stepPlaces[k] as number] = 0;
      for (let i = 0; i < count; i++) if ((statePlaces[i] as number) >= 0) slopes[statePlaces[i] as number] = 0;
      for (let i = 0; i < count; i++) addTo(slopes, next[i] as number, carried[i] as number);
      if (pass === passes - 1) seedStepOutputs(program, slopes, weights);
      back(step, values, slopes);
      for (let i = 0; i < count; i++)
        carried[i] = (statePlaces[i] as number) < 0 ? 0 : (slopes[statePlaces[i] as number] as number);
    }
    if (passes === 0) seedStepOutputs(program, slopes, weights);
    for (let i = 0; i < count; i++) addTo(slopes, initial[i] as number, carried[i] as number);
    back(prelude, values, slopes);
    inputPlaces.forEach((place, i) => {
      gradient[i] = place < 0 ? 0 : (slopes[place] as number);
    });
  };
  return { inputs, outputs, gradient, run };
}

function seedStepOutputs(program: Program, slopes: Float64Array, weights: ArrayLike<number>): void {
  program.outputs.forEach(({ from, at }, i) => {
    if (from === "step") addTo(slopes, at, weights[i] ?? 0);
  });
}

function addTo(column: Float64Array, at: number, amount: number): void {
  column[at] = (column[at] as number) + amount;
}

/** One tape from its end to its start; the numbers in `case` are those of `operations`. */
function back({ code, at }: Tape, values: Float64Array, slopes: Float64Array): void {
  for (let index = code.length - 1, i = 4 * index; index >= 0; index--, i -= 4) {
    const place = at[i] as number;
    const slope = slopes[place] as number;
    // Nothing hangs on it; and 0 times an infinite derivative, as of sqrt at 0, must stay 0.
    if (slope === 0) continue;
    const first = at[i + 1] as number;
    const second = at[i + 2] as number;
    const a = values[first] as number;
    const b = values[second] as number;
    switch (code[index]) {
      case 3:
        addTo(slopes, first, slope);
        addTo(slopes, second, slope);
        break;
      case 4:
        addTo(slopes, first, slope);
        addTo(slopes, second, -slope);
        break;
      case 5:
        addTo(slopes, first, slope * b);
        addTo(slopes, second, slope * a);
        break;
      case 6:
        addTo(slopes, first, slope / b);
        addTo(slopes, second, (-slope * (values[place] as number)) / b);
        break;
      case 7:
        addTo(slopes, b < a ? second : first, slope);
        break;
      case 8:
        addTo(slopes, a < b ? second : first, slope);
        break;
      case 9:
        addTo(slopes, first, (0.5 * slope) / (values[place] as number));
        break;
      case 10:
        addTo(slopes, first, slope * (values[place] as number));
        break;
      case 11:
        addTo(slopes, first, slope / a);
        break;
      default:
        addTo(slopes, a === 0 ? second : (at[i + 3] as number), slope);
    }
  }
}
