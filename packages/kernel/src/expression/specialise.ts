import { Builder } from "./builder.ts";
import { finish } from "./lower.ts";
import type { Program } from "./program.ts";

/**
 * The same program where some inputs are known to be the same number in every draw: what they switch off is left out. The
 * digits are those of the program itself wherever its numbers are finite (0 times anything finite is 0, and nothing is
 * added where 0 is), because no operation is replaced by another one. Inputs keep their places; the known ones are not read.
 */
export function specialise(program: Program, known: ReadonlyMap<string, number>): Program {
  const builder = new Builder({ invert: false });
  for (const name of program.inputs) builder.input(name);
  const constant = (place: number) => {
    const instruction = builder.instructions[place];
    return instruction?.operation === "constant" ? instruction.value : undefined;
  };
  const now: number[] = [];
  for (const { operation, a, b, c, value } of program.instructions) {
    const name = program.inputs[value] as string;
    if (operation === "constant") now.push(builder.constant(value));
    else if (operation === "state") now.push(builder.state(value));
    else if (operation === "input") {
      const fixed = known.get(name);
      now.push(fixed === undefined ? builder.input(name) : builder.constant(fixed));
    } else {
      const [x, y, z] = [a, b, c].map((operand) => (operand < 0 ? -1 : (now[operand] as number))) as [
        number,
        number,
        number,
      ];
      // Zero over anything: a divisor of the model is never 0 where a run can start.
      now.push(operation === "divide" && constant(x) === 0 ? x : builder.op(operation, x, y, z));
    }
  }
  const states = program.states.map(({ name, initial, next }) => ({
    name,
    initial: now[initial] as number,
    next: now[next] as number,
  }));
  const outputs = program.outputs.map((output) =>
    output.from === "state" ? output : { ...output, at: now[output.at] as number },
  );
  return finish(builder, states, outputs, program);
}
