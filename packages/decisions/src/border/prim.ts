import { prim } from "../discovery/prim.ts";
import { primStability } from "../discovery/stability.ts";
import { readNamed, readNumber, readNumbers, readObject, readWhole, wrongInput } from "./reader.ts";

/** `{inputs: {name: [N]}, target: [0|1 x N]}` to boxes of inputs in which the target is mostly 1. */
export function analyzePrim(input: unknown, where: string) {
  const optional = ["seed", "alpha", "leastMass", "boxes", "resamples"];
  const fields = readObject(input, where, ["inputs", "target"], optional);
  const target = readNumbers(fields.target, `${where}, target`, undefined, 2);
  target.forEach((value, index) => {
    if (value !== 0 && value !== 1) throw wrongInput(`${where}, target[${index}]`, `this is ${value}`, "0 or 1");
  });
  const inputs = readNamed(fields.inputs, `${where}, inputs`, "input").map(
    ([name, column]) => [name, readNumbers(column, `${where}, inputs.${name}`, target.length)] as const,
  );
  const options = {
    ...(fields.alpha === undefined ? {} : { alpha: readNumber(fields.alpha, `${where}, alpha`, 0.001, 0.5) }),
    ...(fields.leastMass === undefined ? {} : { leastMass: readNumber(fields.leastMass, `${where}, leastMass`, 0, 1) }),
    boxes: readWhole(fields.boxes, `${where}, boxes`, 1, 20, 3),
  };
  const seed = readWhole(fields.seed, `${where}, seed`, 0, Number.MAX_SAFE_INTEGER, 1);
  const resamples = readWhole(fields.resamples, `${where}, resamples`, 0, 1000, 0);
  const columns = inputs.map(([, column]) => column);
  const named = <Value>(values: readonly Value[]) => Object.fromEntries(inputs.map(([name], k) => [name, values[k]]));
  const boxes = prim(columns, target, options).map((box) => ({
    limits: named(box.limits),
    coverage: box.coverage,
    density: box.density,
    mass: box.mass,
    restricted: box.restricted.map((k) => inputs[k]?.[0]),
    quasiP: named(box.quasiP),
  }));
  return {
    boxes,
    ...(resamples === 0 ? {} : { stability: named(primStability(columns, target, { ...options, resamples, seed })) }),
    note:
      boxes.length === 0
        ? "No box stands out from chance."
        : "Leans most on the line drawn between cases of interest (1) and others (0), and on how the inputs were sampled.",
  };
}
