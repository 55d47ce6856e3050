import { sobolPoints } from "@counterweight/kernel";
import type { SaltelliOutputs } from "./sobol-indices.ts";

/** A row of inputs, each uniform on (0, 1): turn them into quantities by their quantile functions. */
export type Model = (row: Float64Array) => number;

/**
 * Runs a model on Saltelli's design (2010): scrambled Sobol' points in twice as many dimensions as there are inputs make A
 * and B; `count` x (inputs + 2) runs. `count` must be a power of 2; another `scrambling` gives an independent repetition.
 */
export function saltelli(
  model: Model,
  design: { readonly inputs: number; readonly count: number; readonly seed?: number; readonly scrambling?: number },
): SaltelliOutputs {
  const { inputs, count, seed = 1, scrambling = 0 } = design;
  const points = sobolPoints({ dimensions: 2 * inputs, count, seed, scrambling });
  const row = new Float64Array(inputs);
  const runs = (dimensionOf: (input: number) => number): Float64Array => {
    const columns = Array.from({ length: inputs }, (_, input) => points[dimensionOf(input)] as Float64Array);
    return Float64Array.from({ length: count }, (_, place) => {
      for (let input = 0; input < inputs; input++) row[input] = (columns[input] as Float64Array)[place] as number;
      return model(row);
    });
  };
  return {
    a: runs((input) => input),
    b: runs((input) => inputs + input),
    ab: Array.from({ length: inputs }, (_, changed) => runs((input) => (input === changed ? inputs + input : input))),
  };
}
