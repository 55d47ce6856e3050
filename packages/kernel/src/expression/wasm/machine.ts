import { type BatchMachine, type BatchOptions, carefulCapacity } from "../batch.ts";
import { controlled, type Runner } from "../control.ts";
import { passesOf } from "../interpret.ts";
import type { Program } from "../program.ts";
import { emit, type Layout } from "./emit.ts";

/** Draws a call of the code runs: few, so that the browser's faster code, ready after some calls, comes into use soon. */
const drawsPerCall = 8;
const page = 65_536;

type Run = (from: number, to: number, passes: number, skip: number, every: number, single: number) => void;

/** A module that uses one SIMD instruction: `i32.const 0; i8x16.splat; drop`. */
const probe = Uint8Array.from([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 10, 9, 1, 7, 0, 0x41, 0, 0xfd, 15, 0x1a, 11,
]);
let simdWorks: boolean | undefined;

/** Whether this browser or runtime has 128-bit SIMD in WebAssembly. */
export function hasSimd(): boolean {
  return (simdWorks ??= WebAssembly.validate(probe));
}

/** A machine that runs the program as WebAssembly, written for it at run time; same digits as `batchInterpreter`. */
export function wasmMachine(
  program: Program,
  { capacity, moments = 0, careful }: BatchOptions,
  kind: "simd" | "scalar" = hasSimd() ? "simd" : "scalar",
): BatchMachine {
  const main = runner(program, capacity, moments, kind);
  const run = controlled(main, careful && (() => runner(careful(), carefulCapacity, moments, kind)));
  const { inputs, outputs, series } = main;
  return { kind, capacity: main.capacity, inputs, outputs, series, run };
}

function runner(program: Program, wanted: number, moments: number, kind: "simd" | "scalar"): Runner {
  const capacity = wanted + (wanted % 2);
  const counts = [program.inputs.length, program.outputs.length, moments * program.outputs.length] as const;
  const layout: Layout = {
    capacity,
    inputs: 0,
    outputs: counts[0] * capacity * 8,
    series: (counts[0] + counts[1]) * capacity * 8,
    list: (counts[0] + counts[1] + counts[2]) * capacity * 8,
  };
  const memory = new WebAssembly.Memory({ initial: Math.ceil((layout.list + 4 * (capacity + 2)) / page) });
  const view = (address: number, count: number) => new Float64Array(memory.buffer, address, count * capacity);
  const module = new WebAssembly.Module(emit(program, layout, kind));
  const instance = new WebAssembly.Instance(module, { engine: { memory } });
  const code = instance.exports["run"] as Run;
  const places = new Uint32Array(memory.buffer, layout.list, capacity + 2);
  const { passes, extraSteps } = program;
  const pass: Runner["pass"] = (list, count, steps, every, narrow) => {
    places.set(list.subarray(0, count));
    // An odd one out fills both lanes.
    places[count] = list[count - 1] ?? 0;
    const [all, moment, single] = [passesOf(program, steps, narrow), every * passes, narrow * passes];
    for (let from = 0; from < count; from += drawsPerCall)
      code(from, Math.min(from + drawsPerCall, count), all, extraSteps, moment, single);
  };
  return {
    program,
    capacity,
    inputs: view(layout.inputs, counts[0]),
    outputs: view(layout.outputs, counts[1]),
    series: view(layout.series, counts[2]),
    pass,
  };
}
