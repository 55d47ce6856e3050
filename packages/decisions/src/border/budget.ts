import { allocate } from "../budget/allocate.ts";
import type { BudgetProblem, Lever, Objective } from "../budget/problem.ts";
import type { Solver } from "../budget/solver.ts";
import { readKnown, readList, readNames, readNumber, readNumbers, readObject, readWhole } from "./reader.ts";

/** `{budget, objective, levers: [{name, levels: [{cost, effect: [per scenario]}]}]}` to the best level of each lever. */
export function analyzeBudget(input: unknown, where: string, solve: Solver) {
  const problem = readBudget(input, where);
  const { levels, value, cost, optimal, bound } = allocate(problem, solve);
  return {
    allocation: Object.fromEntries(problem.levers.map(({ name }, lever) => [name, levels[lever]])),
    value,
    cost,
    optimal,
    bound,
    note: "Leans most on effects adding up: what one lever does is taken to be the same whatever the others do.",
  };
}

function readBudget(input: unknown, where: string): BudgetProblem {
  const fields = readObject(input, where, ["budget", "objective", "levers"], ["seed"]);
  readWhole(fields.seed, `${where}, seed`, 0, Number.MAX_SAFE_INTEGER, 1);
  const budget = readNumber(fields.budget, `${where}, budget`);
  const objective = readKnown(
    fields.objective,
    ["mean", "maxmin", "regret"],
    `${where}, objective`,
    "objective",
  ) as Objective;
  const entries = readList(fields.levers, `${where}, levers`, "levers").map((lever, index) =>
    readObject(lever, `${where}, levers[${index}]`, ["name", "levels"]),
  );
  const names = readNames(
    entries.map(({ name }) => name),
    `${where}, levers`,
  );
  let scenarios: number | undefined;
  const levers = entries.map((entry, index): Lever => {
    const at = `${where}, levers[${index}], levels`;
    const levels = readList(entry.levels, at, 'levels, each with "cost" and "effect"').map((level, k) => {
      const { cost, effect } = readObject(level, `${at}[${k}]`, ["cost", "effect"]);
      const column = readNumbers(effect, `${at}[${k}], effect`, scenarios);
      scenarios = column.length;
      return { cost: readNumber(cost, `${at}[${k}], cost`), effect: Array.from(column) };
    });
    return { name: names[index] as string, levels };
  });
  return { budget, objective, levers };
}
