import { describe, expect, test } from "vitest";
import { batchInterpreter, lower, readModel, wasmMachine } from "../index.ts";

/** A model whose only purpose is to use every operation, with state, and with edge cases of exp and log. */
const model = readModel(
  "all operations",
  `
## 1. All
parameter a[j] a | 1 | >= -1e9 | Any number.
parameter b[j] b | 1 | >= -1e9 | Any number.
auxiliary power power | 1 | sum(max(a, 0)^b) | Power.
auxiliary root[j] root | 1 | sqrt(max(a, -a)) + a/b | Root and quotient.
auxiliary logs[j] logs | 1 | log(a) + log(y) | Logarithms.
auxiliary exps[j] exps | 1 | exp(a*b) - exp(-y) | Exponentials.
auxiliary cases[j] cases | 1 | ifZero(b, a, y) + ifZero(y, 3, a) + min(a, b)*max(b, a) | Choices.
stock y[j] y | 1 | A stock.
  starts = b
  rate = min(max(a - y, -2), 2)*exp(-max(y, -y)/9) + 0*power
  response = -1
total area[j] area | 1 | Area.
  of = y
`,
);
const outputs = ["power", "root", "logs", "exps", "cases", "y", "area"];
const edges = [
  0,
  -0,
  1,
  -1,
  0.5,
  708.3,
  -708.3,
  709.9,
  -709.9,
  745,
  1e-310,
  2.2250738585072014e-308,
  1e300,
  -1e300,
  1e-300,
  Math.PI,
  7,
];
const draws = edges.length * edges.length;

describe.each(["simd", "scalar"] as const)("%s", (kind) => {
  test.each(["reference", "default"] as const)(
    "gives the digits of the interpreter in every edge case (%s)",
    (scheme) => {
      const program = lower(model, { segments: 2, scheme, outputs });
      const machines = [
        batchInterpreter(program, { capacity: draws, moments: 2 }),
        wasmMachine(program, { capacity: draws, moments: 2 }, kind),
      ] as const;
      for (const machine of machines) {
        for (let draw = 0; draw < draws; draw++) {
          const [a, b] = [edges[draw % edges.length], edges[Math.floor(draw / edges.length)]] as [number, number];
          const values: Record<string, number> = { "a[0]": a, "b[0]": b, "a[1]": b, "b[1]": 0.5, dt: 0.25 };
          program.inputs.forEach((name, i) => (machine.inputs[i * machine.capacity + draw] = values[name] as number));
        }
        machine.run(draws, 8, 4);
      }
      const [plain, fast] = machines;
      const differences: string[] = [];
      const compare = (a: Float64Array, b: Float64Array, rows: number, label: string) => {
        for (let row = 0; row < rows; row++)
          for (let draw = 0; draw < draws; draw++) {
            const [x, y] = [a[row * plain.capacity + draw], b[row * fast.capacity + draw]];
            if (!Object.is(x, y)) differences.push(`${label} ${row} of draw ${draw}: ${x} and ${y}`);
          }
      };
      compare(plain.outputs, fast.outputs, program.outputs.length, "output");
      compare(plain.series, fast.series, 2 * program.outputs.length, "series");
      expect(differences.slice(0, 5)).toEqual([]);
    },
  );
});
