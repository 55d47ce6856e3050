import { type Input, nearest, Problem, type Range, type Scheme } from "@counterweight/kernel";
import { referenceParameters, referenceStructures, type Value } from "./reference.ts";
import { inputsOf, modelOf, type Structure, structureNames } from "./structures.ts";

/** One run, every value given for every segment. */
export type Run = {
  readonly id: string | number;
  readonly structure: Structure | undefined;
  readonly segments: number;
  readonly scheme: Scheme;
  readonly step: number;
  readonly steps: number;
  /** By symbol: one number for a per-run input, one for each segment otherwise. */
  readonly values: ReadonlyMap<string, readonly number[]>;
};

const keys = ["id", "structure", "parameters", "levers", "levers_in", "step", "years", "scheme"];
const mostSegments = 64;
const mostSteps = 1_000_000;

function fault(where: string, what: string, expected?: string): Problem {
  return new Problem({ code: "simulate.request", where, what, ...(expected === undefined ? {} : { expected }) });
}

function show(value: unknown): string {
  const text = typeof value === "number" ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function unknown(where: string, key: string, known: readonly string[]): Problem {
  const close = nearest(key, known, 1)[0];
  return fault(`${where}, ${key}`, "the key is not known", close ?? (known.length < 12 ? known.join(", ") : undefined));
}

function record(where: string, value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw fault(where, `${show(value)} stands here`, "an object");
  return value as Record<string, unknown>;
}

function number(where: string, value: unknown, range: Range): number {
  if (typeof value !== "number" || !Number.isFinite(value))
    throw fault(where, `${show(value)} stands here`, "a finite number");
  const { least, above, most, below } = range;
  if ((least !== undefined && value < least) || (above !== undefined && value <= above))
    throw fault(where, `${value} is too small`, above === undefined ? `at least ${least}` : `more than ${above}`);
  if ((most !== undefined && value > most) || (below !== undefined && value >= below))
    throw fault(where, `${value} is too large`, below === undefined ? `at most ${most}` : `less than ${below}`);
  return value;
}

/** One number stands for all segments; a list has one for each. */
function spread(where: string, value: unknown, input: Input, segments: number): number[] {
  if (!Array.isArray(value))
    return Array.from({ length: input.per === "run" ? 1 : segments }, () => number(where, value, input.range));
  if (input.per === "run") throw fault(where, "a list stands here", "one number for the whole run");
  if (value.length !== segments)
    throw fault(where, `the list has ${value.length} values`, `${segments}, one for each segment`);
  return value.map((one, segment) => number(`${where}[${segment}]`, one, input.range));
}

/** Reference lists have two segments; a third and later ones are like the second. */
function stretch(value: Value, input: Input, segments: number): number[] {
  if (input.per === "run") return [value as number];
  return Array.from({ length: segments }, (_, segment) =>
    typeof value === "number" ? value : (value[Math.min(segment, value.length - 1)] as number),
  );
}

/** Reads one request; throws a `Problem` that names line and key. `where` is the line, for example `cases.jsonl, line 3`. */
export function readRequest(request: unknown, where: string): Run {
  const given = record(where, request);
  for (const key of Object.keys(given)) if (!keys.includes(key)) throw unknown(where, key, keys);
  const { id, structure, scheme } = given;
  if (typeof id !== "string" && (typeof id !== "number" || !Number.isFinite(id)))
    throw fault(
      `${where}, id`,
      id === undefined ? "the id is missing" : `${show(id)} stands here`,
      "a text or a number",
    );
  if (structure !== undefined && !structureNames.includes(structure as Structure))
    throw fault(`${where}, structure`, `${show(structure)} stands here`, structureNames.join(", "));
  if (scheme !== undefined && scheme !== "reference" && scheme !== "default")
    throw fault(`${where}, scheme`, `${show(scheme)} stands here`, '"reference" or "default"');

  const known = inputsOf(modelOf(structure as Structure | undefined));
  const parameters = record(`${where}, parameters`, "parameters" in given ? given["parameters"] : {});
  const levers = record(`${where}, levers`, "levers" in given ? given["levers"] : {});
  const segments = "J" in parameters ? count(`${where}, parameters.J`, parameters["J"]) : 2;
  const values = new Map<string, readonly number[]>();
  const settings: Record<string, Value> = {
    ...referenceParameters,
    ...(structure === undefined ? {} : referenceStructures[structure as Structure]),
  };
  for (const [symbol, input] of known) {
    const value = settings[symbol] ?? input.neutral;
    if (value !== undefined) values.set(symbol, stretch(value, input, segments));
  }
  const named = (kind: Input["kind"]) =>
    [...known.values()].filter((input) => input.kind === kind).map((i) => i.symbol);
  for (const [symbol, value] of Object.entries(parameters)) {
    if (["J", "dt", "T"].includes(symbol)) continue;
    const place = `${where}, parameters.${symbol}`;
    const input = known.get(symbol);
    if (!input || (input.kind !== "parameter" && symbol !== "nonPunishment"))
      throw unknown(`${where}, parameters`, symbol, [...named("parameter"), "J", "dt", "T"]);
    values.set(symbol, spread(place, value, input, segments));
  }
  const listed = readList(`${where}, levers_in`, given["levers_in"], segments);
  for (const [symbol, value] of Object.entries(levers)) {
    const input = known.get(symbol);
    if (input?.kind !== "lever") throw unknown(`${where}, levers`, symbol, named("lever"));
    const sizes = spread(`${where}, levers.${symbol}`, value, input, segments);
    values.set(
      symbol,
      input.per === "run" ? sizes : sizes.map((size, segment) => (listed.has(segment) ? size : (input.neutral ?? 0))),
    );
  }
  const time = (key: string, symbol: string, otherwise: number) =>
    number(
      `${where}, ${key in given ? key : `parameters.${symbol}`}`,
      key in given ? given[key] : symbol in parameters ? parameters[symbol] : otherwise,
      { above: 0, most: 10_000 },
    );
  const step = time("step", "dt", 0.25);
  const years = time("years", "T", 30);
  const steps = Math.round(years / step);
  if (steps < 1 || Math.abs(steps * step - years) > 1e-9 * years)
    throw fault(
      `${where}, ${"years" in given ? "years" : "step"}`,
      `${years} years are not a whole number of steps of ${step} years`,
    );
  if (steps > mostSteps) throw fault(`${where}, step`, `the run has ${steps} steps`, `at most ${mostSteps}`);
  return {
    id,
    structure: structure as Structure | undefined,
    segments,
    scheme: scheme ?? "reference",
    step,
    steps,
    values,
  };
}

function count(where: string, value: unknown): number {
  const segments = number(where, value, { least: 1, most: mostSegments });
  if (!Number.isInteger(segments)) throw fault(where, `${segments} stands here`, "a whole number of segments");
  return segments;
}

function readList(where: string, value: unknown, segments: number): ReadonlySet<number> {
  if (value === undefined) return new Set(Array.from({ length: segments }, (_, segment) => segment));
  if (!Array.isArray(value)) throw fault(where, `${show(value)} stands here`, "a list of segments such as [0]");
  value.forEach((one, index) => {
    const segment = number(`${where}[${index}]`, one, { least: 0, most: segments - 1 });
    if (!Number.isInteger(segment)) throw fault(`${where}[${index}]`, `${segment} stands here`, "a whole number");
    if (value.indexOf(one) !== index) throw fault(`${where}[${index}]`, `segment ${segment} is listed twice`);
  });
  return new Set(value as number[]);
}
