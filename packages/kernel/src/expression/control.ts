import type { BatchMachine } from "./batch.ts";
import type { Program } from "./program.ts";
import { doubtName } from "./schemes.ts";

/** How often a step is cut where its estimated error asks for it: each draw stops at the first that is good enough. */
export const refinements: readonly number[] = [1, 4, 16, 64];
/** Estimated relative error of the integral of the responsive stocks that is good enough; twice that is promised. */
export const tolerance = 5e-4;

/** What a machine does once: the draws listed, so many steps, results into their places. */
type Pass = (list: Uint32Array, count: number, steps: number, every: number) => void;

/**
 * Runs all draws at the whole step, then those whose estimated error is too large at a quarter of it, and so on. Whether
 * a draw is run again depends on that draw alone, so the digits do not depend on how draws are grouped.
 */
export function controlled(
  program: Program,
  {
    capacity,
    inputs,
    outputs,
  }: { readonly capacity: number; readonly inputs: Float64Array; readonly outputs: Float64Array },
  pass: Pass,
): BatchMachine["run"] {
  const doubtAt = program.outputs.findIndex(({ name }) => name === doubtName) * capacity;
  const stepAt = program.inputs.indexOf("dt") * capacity;
  const list = new Uint32Array(capacity + 1);
  const whole = new Float64Array(capacity);
  return (draws, steps, every = 0, levels = refinements, only) => {
    let count = only?.length ?? draws;
    if (only) list.set(only);
    else for (let draw = 0; draw < draws; draw++) list[draw] = draw;
    if (doubtAt < 0 || stepAt < 0) return pass(list, count, steps, every);
    whole.set(inputs.subarray(stepAt, stepAt + draws));
    for (const level of levels) {
      for (let index = 0; index < count; index++) {
        const draw = list[index] as number;
        inputs[stepAt + draw] = (whole[draw] as number) / level;
      }
      pass(list, count, steps * level, every * level);
      let kept = 0;
      for (let index = 0; index < count; index++) {
        const draw = list[index] as number;
        const doubt = outputs[doubtAt + draw] as number;
        // What is not a number even with finer steps cannot start or leaves the model; still finer ones do not help.
        if (!(doubt <= tolerance) && !(Number.isNaN(doubt) && level > 1)) list[kept++] = draw;
      }
      count = kept;
      if (count === 0) break;
    }
    inputs.set(whole.subarray(0, draws), stepAt);
  };
}
