import type { Instruction, Program } from "../program.ts";

/** Values used by one other instruction of the same part: computed where they are used, without a local. */
export function usedOnceNearby({ instructions, prelude, step, states, outputs }: Program): ReadonlySet<number> {
  const users = new Map<number, number>();
  const inStep = new Set(step);
  const use = (place: number, by: number): void => {
    users.set(place, (users.get(place) ?? 0) + by);
  };
  for (const place of [...prelude, ...step]) {
    const { a, b, c } = instructions[place] as Instruction;
    for (const operand of [a, b, c]) if (operand >= 0) use(operand, inStep.has(operand) === inStep.has(place) ? 1 : 2);
  }
  for (const { initial, next } of states) for (const place of [initial, next]) use(place, 2);
  for (const { from, at } of outputs) if (from === "step") use(at, 2);
  return new Set([...prelude, ...step].filter((place) => users.get(place) === 1));
}

/** What the states of the next step need; the rest of a step serves results alone. */
export function carriedOn(program: Program): ReadonlySet<number> {
  return neededInStep(
    program,
    program.states.map(({ next }) => next),
  );
}

/** What recorded moments need of a step. */
export function recordedOf(program: Program): ReadonlySet<number> {
  return neededInStep(
    program,
    program.outputs.flatMap(({ from, at, endOnly }) => (from === "step" && endOnly !== true ? [at] : [])),
  );
}

function neededInStep({ instructions, step }: Program, places: readonly number[]): ReadonlySet<number> {
  const inStep = new Set(step);
  const needed = new Set<number>();
  const visit = (place: number): void => {
    if (!inStep.has(place) || needed.has(place)) return;
    needed.add(place);
    const { a, b, c } = instructions[place] as Instruction;
    for (const operand of [a, b, c]) visit(operand);
  };
  for (const place of places) visit(place);
  return needed;
}

/** The inputs that are read at all. */
export function usedInputs({ instructions, prelude, step, states, outputs }: Program): Set<number> {
  const used = new Set<number>();
  const see = (place: number): void => {
    if (place >= 0 && (instructions[place] as Instruction).operation === "input") used.add(place);
  };
  for (const place of [...prelude, ...step]) {
    const { a, b, c } = instructions[place] as Instruction;
    for (const operand of [a, b, c]) see(operand);
  }
  for (const { initial, next } of states) for (const place of [initial, next]) see(place);
  for (const { from, at } of outputs) if (from === "step") see(at);
  return used;
}
