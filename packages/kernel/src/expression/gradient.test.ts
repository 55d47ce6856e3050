import { describe, expect, test } from "vitest";
import { gradientMachine, interpreter, lower, type Program, readModel } from "./index.ts";

/** Every operation there is, with a stock that answers itself and totals. */
const model = readModel(
  "bent",
  `
## 1. Bent
parameter s[j] start | 1 | > 0 | Start.
parameter k k | 1 | > 0 | Rate.
parameter m m | 1 | > 0 | Most.
parameter q q | 1 | >= 0 | Power.
auxiliary pull[j] pull | 1 | min(k*x, m) + sqrt(x)/3 - log(1 + x)*q | Pull.
auxiliary all all | 1 | sum(pull) | All.
auxiliary end[j] end | 1 | exp(-x/5) + max(x, 2*k)^q + ifZero(q, x, all/x) | At the end.
stock x[j] x | 1 | Stock.
  starts = s*(1 + q)
  rate = all/4 - pull
  response = -k
total sum[j] sumX | 1 | Sum.
  rate = x*pull
`.replaceAll("sum[j] sumX", "area[j] sumX"),
);

const given: Record<string, number> = { "s[0]": 9, "s[1]": 4, k: 0.4, m: 2.5, q: 0.7, dt: 0.25 };

function differences(program: Program, steps: number, weights: number[]): number[] {
  const machine = interpreter(program);
  const value = (changed: number, by: number) => {
    program.inputs.forEach((name, i) => {
      machine.inputs[i] = (given[name] ?? Number.NaN) + (i === changed ? by : 0);
    });
    machine.run(steps);
    return weights.reduce((sum, weight, i) => sum + weight * (machine.outputs[i] ?? 0), 0);
  };
  return program.inputs.map((name, i) => {
    // Richardson's extrapolation of central differences: error of fourth order.
    const h = 1e-3 * (given[name] ?? 1);
    const central = (by: number) => (value(i, by) - value(i, -by)) / (2 * by);
    return (4 * central(h / 2) - central(h)) / 3;
  });
}

describe.each(["reference", "default"] as const)("gradients under the %s scheme", (scheme) => {
  test.each([0, 1, 20])("agree with central differences to 1e-6 after %d steps", (steps) => {
    const program = lower(model, { segments: 2, scheme, outputs: ["x", "area", "end"] });
    const weights = [1, -0.5, 0.2, 0.3, 1.7, -1.1];
    const machine = gradientMachine(program);
    program.inputs.forEach((name, i) => {
      machine.inputs[i] = given[name] ?? Number.NaN;
    });
    machine.run(steps, weights);
    const wanted = differences(program, steps, weights);
    wanted.forEach((slope, i) => {
      expect(Math.abs((machine.gradient[i] ?? Number.NaN) - slope)).toBeLessThan(1e-6 * Math.max(1, Math.abs(slope)));
    });
    expect(wanted.some((slope) => Math.abs(slope) > 0.1)).toBe(true);
    const plain = interpreter(program);
    plain.inputs.set(machine.inputs);
    plain.run(steps);
    expect([...machine.outputs]).toEqual([...plain.outputs]);
  });
});
