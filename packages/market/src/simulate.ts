import { type BatchMachine, batchInterpreter, lower, Problem, type Program } from "@counterweight/kernel";
import { type Run, readRequest } from "./request.ts";
import { modelOf } from "./structures.ts";

/** What `counterweight simulate` gives for one request. */
export type SimulationResult = {
  /** Summed over segments, person-years. */
  readonly person_years: number;
  /** Persons in exploitation after the last step, for each segment. */
  readonly exploited_at_end: readonly number[];
  /** $ over the run, after expected sanction, summed over segments. */
  readonly profit: number;
  /** Persons who entered exploitation, re-trafficked people included. */
  readonly newly_exploited: number;
  readonly convictions: number;
  /** $ per person-year, computed inside the last step; so are the next two. */
  readonly price_last_step: readonly number[];
  readonly expected_sanction_last_step: readonly number[];
  readonly gross_margin_last_step: readonly number[];
  /** Persons at raised risk after the last step. */
  readonly at_risk_at_end: number;
};

const outputs = ["personYears", "X", "profit", "entered", "convictions", "p", "Psi", "g", "V", "surplus0", "new0"];
const machines = new Map<string, { program: Program; machine: BatchMachine }>();

function machineFor({ structure, segments, scheme }: Run) {
  const key = `${structure === "W" ? "W" : ""} ${segments} ${scheme}`;
  let made = machines.get(key);
  if (!made) {
    const program = lower(modelOf(structure), { segments, scheme, outputs });
    made = { program, machine: batchInterpreter(program, { capacity: 1 }) };
    machines.set(key, made);
  }
  return made;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Runs one request that was read by `readRequest`. */
export function simulateRun(run: Run, where: string): SimulationResult {
  const { program, machine } = machineFor(run);
  program.inputs.forEach((name, index) => {
    const [symbol, segment] = name.split(/[[\]]/);
    machine.inputs[index] =
      name === "dt" ? run.step : (run.values.get(symbol as string)?.[Number(segment ?? 0)] as number);
  });
  machine.run(1, run.steps);
  const all = new Map<string, number[]>(outputs.map((symbol) => [symbol, []]));
  program.outputs.forEach(({ name }, index) =>
    all.get(name.split("[")[0] as string)?.push(machine.outputs[index] as number),
  );
  const get = (symbol: string) => all.get(symbol) as number[];
  refuseImpossible(where, get);
  const result = {
    person_years: sum(get("personYears")),
    exploited_at_end: get("X"),
    profit: sum(get("profit")),
    newly_exploited: sum(get("entered")),
    convictions: sum(get("convictions")),
    price_last_step: get("p"),
    expected_sanction_last_step: get("Psi"),
    gross_margin_last_step: get("g"),
    at_risk_at_end: get("V")[0] as number,
  };
  if (!Object.values(result).flat().every(Number.isFinite) || get("X").some((exploited) => exploited < 0))
    throw new Problem({
      code: "simulate.diverges",
      where,
      what: "the run leaves the range of the model (a stock becomes negative or a number infinite)",
      doThis: run.scheme === "reference" ? 'use the scheme "default" or a smaller step' : "use smaller levers",
    });
  return result;
}

function refuseImpossible(where: string, get: (symbol: string) => number[]): void {
  get("surplus0").forEach((surplus, segment) => {
    if (!(surplus > 0))
      throw new Problem({
        code: "simulate.surplus",
        where: `${where}, parameters`,
        what: `exploitation earns nothing in segment ${segment} at the start (the surplus per person is ${surplus.toPrecision(3)} $)`,
        expected: "p0 above costs, expected sanction and acquisition",
      });
  });
  get("new0").forEach((intake, segment) => {
    if (!(intake > 0))
      throw new Problem({
        code: "simulate.intake",
        where: `${where}, parameters`,
        what: `returns alone exceed all exits in segment ${segment} at the start (first recruitment is ${intake.toPrecision(3)} persons a year)`,
        expected: "smaller kA or kU",
      });
  });
}

/**
 * Reads requests, one JSON object a line, and gives results, one a line, in the same order. Everything is read and run before
 * anything is given back: one bad line, and there is no output at all.
 */
export function simulateLines(text: string, file: string): string {
  const lines = text.replace(/^\uFEFF/, "").split("\n");
  const runs = lines.flatMap((line, index) => {
    if (line.trim() === "") return [];
    const where = `${file}, line ${index + 1}`;
    let request: unknown;
    try {
      request = JSON.parse(line);
    } catch (error) {
      throw new Problem({
        code: "simulate.json",
        where,
        what: "the line is not JSON",
        expected: 'one object a line, such as {"id": 1, "structure": "D", "levers": {"det": 1}}',
        cause: error,
      });
    }
    return [{ run: readRequest(request, where), where }];
  });
  return runs.map(({ run, where }) => `${JSON.stringify({ id: run.id, ...simulateRun(run, where) })}\n`).join("");
}
