import { gradientMachine, interpreter, lower } from "@counterweight/kernel";
import { expect, test } from "vitest";
import { inputsOf, marketModel, referenceParameters } from "./index.ts";

test.each(["reference", "default"] as const)(
  "the gradient of person-years and profit by every input agrees with central differences to 1e-6: scheme %s",
  (scheme) => {
    const program = lower(marketModel, { segments: 2, scheme, outputs: ["personYears", "profit"] });
    const known = inputsOf(marketModel);
    const at = program.inputs.map((name) => {
      const [symbol = "", segment] = name.split(/[[\]]/);
      if (symbol === "dt") return 0.25;
      const value = referenceParameters[symbol];
      if (value !== undefined) return typeof value === "number" ? value : (value[Number(segment)] ?? Number.NaN);
      // Levers a little off their neutral values: away from the steady state and from kinks.
      const neutral = known.get(symbol)?.neutral ?? 0.3;
      return neutral === 0 ? 0.03 : 0.97 * neutral;
    });
    const weights = [1, 1, 1e-5, 1e-5];
    const machine = gradientMachine(program);
    machine.inputs.set(at);
    machine.run(120, weights);

    const plain = interpreter(program);
    const value = (changed: number, by: number): number => {
      plain.inputs.set(at);
      plain.inputs[changed] = (at[changed] ?? 0) + by;
      plain.run(120);
      return weights.reduce((sum, weight, output) => sum + weight * (plain.outputs[output] ?? 0), 0);
    };
    const level = Math.abs(value(0, 0));
    let told = 0;
    for (let input = 0; input < at.length; input++) {
      const size = Math.max(Math.abs(at[input] ?? 0), 0.1);
      const central = (step: number) => (value(input, step) - value(input, -step)) / (2 * step);
      // Richardson's extrapolation: an error of fourth order in the step.
      const slope = (4 * central(5e-4 * size) - central(1e-3 * size)) / 3;
      const found = machine.gradient[input] ?? Number.NaN;
      // An input that hardly matters cannot be told from the rounding of the differences.
      if (!(Math.abs(slope) * size > 1e-3 * level)) continue;
      told++;
      expect(`${program.inputs[input]}: ${Math.abs(found / slope - 1) < 1e-6}`).toBe(`${program.inputs[input]}: true`);
    }
    expect(told).toBeGreaterThan(40);
  },
);
