import type { BatchMachine } from "./batch.ts";
import type { Program } from "./program.ts";
import { doubtName, heldName, narrowName, narrowYears } from "./scheme.ts";

/** How the production scheme cuts a step where its estimated error asks for it. */
export const refinements: readonly number[] = [1, 4];
/** How the careful scheme, which takes over after the last of them, cuts it until two runs agree. */
export const carefulCuts: readonly number[] = [2, 4, 8, 16, 32];
/** Estimated relative error of the integral of the responsive stocks that is good enough at whole steps, and at cut ones. */
export const tolerance = 1e-4;
const cutTolerance = 5e-5;
/** How far, relative to that integral, two runs of the careful scheme may differ. */
const agreement = 5e-4;

/** One program made ready to run: the draws listed, so many steps, results into their places. */
export type Runner = Pick<BatchMachine, "inputs" | "outputs" | "series" | "capacity"> & {
  readonly program: Program;
  /** After `narrow` whole steps each pass of the loop counts for two. */
  readonly pass: (list: Uint32Array, count: number, steps: number, every: number, narrow: number) => void;
};

/** Where a runner keeps one of its hidden outputs; -1 if its program has none. */
const placeOf = ({ program, capacity }: Runner, name: string): number =>
  program.outputs.findIndex((output) => output.name === name) * capacity;

/**
 * Runs all draws at the whole step, then those whose estimated error is too large at a quarter of it, then what is left with
 * the careful scheme until two runs agree. Whether a draw is run again depends on that draw alone, so the digits do not depend
 * on how draws are grouped.
 */
export function controlled(main: Runner, carefully: (() => Runner) | undefined): BatchMachine["run"] {
  const { capacity, inputs, outputs } = main;
  const doubtAt = placeOf(main, doubtName);
  const stepAt = main.program.inputs.indexOf("dt") * capacity;
  const narrowAt = main.program.inputs.indexOf(narrowName) * capacity;
  const list = new Uint32Array(capacity + 1);
  const whole = new Float64Array(capacity);
  let careful: ((list: Uint32Array, steps: number, every: number) => void) | undefined;
  return (draws, steps, every = 0, levels = refinements, only) => {
    let count = only?.length ?? draws;
    if (only) list.set(only);
    else for (let draw = 0; draw < draws; draw++) list[draw] = draw;
    if (doubtAt < 0 || stepAt < 0) return main.pass(list, count, steps, every, steps);
    whole.set(inputs.subarray(stepAt, stepAt + draws));
    const narrow = narrowSteps(whole[list[0] ?? 0] as number, steps, every);
    for (let draw = 0; draw < draws; draw++)
      inputs[narrowAt + draw] = narrow < steps ? narrow * (whole[draw] as number) : 0;
    for (const level of levels) {
      for (let index = 0; index < count; index++) {
        const draw = list[index] as number;
        inputs[stepAt + draw] = (whole[draw] as number) / level;
      }
      main.pass(list, count, steps * level, every * level, narrow * level);
      const enough = level === 1 ? tolerance : cutTolerance;
      let kept = 0;
      for (let index = 0; index < count; index++) {
        const draw = list[index] as number;
        if (!((outputs[doubtAt + draw] as number) <= enough)) list[kept++] = draw;
      }
      count = kept;
      if (count === 0) break;
    }
    inputs.set(whole.subarray(0, draws), stepAt);
    if (count === 0 || carefully === undefined || levels.at(-1) !== refinements.at(-1)) return;
    careful ??= agreed(main, carefully());
    careful(list.slice(0, count), steps, every);
  };
}

/** How many whole steps come before the longer ones: all where records or the end would fall between two of those. */
export function narrowSteps(step: number, steps: number, every: number): number {
  const unit = Math.max(every, 2);
  const narrow = Math.ceil(narrowYears / step / unit) * unit;
  return every % 2 === 0 && narrow < steps && (steps - narrow) % 2 === 0 ? narrow : steps;
}

/**
 * Runs draws with the careful scheme at ever finer steps until a run agrees with the one before, that of the production scheme
 * to begin with, and puts the last run into the main runner's results with that difference as its estimated error.
 */
function agreed(main: Runner, careful: Runner): (list: Uint32Array, steps: number, every: number) => void {
  const [doubtAt, heldAt, carefulHeldAt] = [
    placeOf(main, doubtName),
    placeOf(main, heldName),
    placeOf(careful, heldName),
  ];
  const stepAt = careful.program.inputs.indexOf("dt") * careful.capacity;
  const inputs = careful.program.inputs.map((name) => main.program.inputs.indexOf(name));
  const outputs = careful.program.outputs.map(({ name }) => main.program.outputs.findIndex((one) => one.name === name));
  const moments = main.series.length / (main.program.outputs.length * main.capacity);
  const slots = new Uint32Array(careful.capacity + 1);
  const takeIn = (draw: number, slot: number): void =>
    inputs.forEach((from, to) => {
      careful.inputs[to * careful.capacity + slot] = main.inputs[from * main.capacity + draw] as number;
    });
  const giveOut = (slot: number, draw: number, recorded: number): void =>
    outputs.forEach((to, from) => {
      main.outputs[to * main.capacity + draw] = careful.outputs[from * careful.capacity + slot] as number;
      for (let moment = 0; moment < recorded; moment++)
        main.series[(moment * main.program.outputs.length + to) * main.capacity + draw] = careful.series[
          (moment * outputs.length + from) * careful.capacity + slot
        ] as number;
    });
  return (all, steps, every) => {
    for (let start = 0; start < all.length; start += careful.capacity) {
      const draws = all.subarray(start, start + careful.capacity);
      draws.forEach(takeIn);
      const whole = careful.inputs.slice(stepAt, stepAt + draws.length);
      let count = draws.length;
      for (let slot = 0; slot < count; slot++) slots[slot] = slot;
      for (const cut of carefulCuts) {
        for (let index = 0; index < count; index++) {
          const slot = slots[index] as number;
          careful.inputs[stepAt + slot] = (whole[slot] as number) / cut;
        }
        careful.pass(slots, count, steps * cut, every * cut, steps * cut);
        let kept = 0;
        for (let index = 0; index < count; index++) {
          const slot = slots[index] as number;
          const draw = draws[slot] as number;
          const held = careful.outputs[carefulHeldAt + slot] as number;
          const difference = Math.abs((main.outputs[heldAt + draw] as number) / held - 1);
          giveOut(slot, draw, every > 0 ? moments : 0);
          main.outputs[doubtAt + draw] = difference;
          // What is not a number with the careful scheme either cannot start, or leaves the model; finer steps do not help.
          if (!(difference <= agreement) && !Number.isNaN(held)) slots[kept++] = slot;
        }
        count = kept;
        if (count === 0) break;
      }
    }
  };
}
