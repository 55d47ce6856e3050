import type { Problem } from "@counterweight/kernel";
import { sectorClasses } from "../segments.ts";
import { type Cells, cellsOf } from "../table/cells.ts";
import { readTable } from "../table/csv.ts";
import { bases, grades, type Parameter, type Prior, structures } from "./parameter.ts";

export const parametersFile = "parameters.csv";

const distributions = ["log-normal", "normal", "fixed", "baseline", "derived"] as const;

/**
 * Reads the registry and holds it to its rules: a known distribution chosen by the rule of the ends, ends within the
 * bounds, a figure that exists or the grade "judged", and always a reason.
 *
 * @param knownFigures ids of figures.csv
 * @throws {Problem} naming row and column
 */
export function readParameters(text: string, knownFigures: ReadonlySet<string>): Parameter[] {
  const { parameters, faults } = parsed(text, knownFigures);
  if (faults[0] !== undefined) throw faults[0];
  return parameters;
}

/** Every fault in the registry, one a row at most. */
export function parameterFaults(text: string, knownFigures: ReadonlySet<string>): Problem[] {
  return parsed(text, knownFigures).faults;
}

function parsed(text: string, knownFigures: ReadonlySet<string>): { parameters: Parameter[]; faults: Problem[] } {
  const faults: Problem[] = [];
  const parameters: Parameter[] = [];
  for (const row of readTable(parametersFile, text).rows) {
    try {
      parameters.push(parameterFrom(cellsOf(parametersFile, row), row.row, knownFigures));
    } catch (fault) {
      faults.push(fault as Problem);
    }
  }
  return { parameters, faults };
}

function parameterFrom(cells: Cells, row: number, knownFigures: ReadonlySet<string>): Parameter {
  const figures = cells.list("figures");
  const grade = cells.oneOf("grade", grades);
  const reason = cells.text("reason");
  const unknown = figures.find((id) => !knownFigures.has(id));
  if (unknown !== undefined) throw cells.fault("figures", `there is no figure "${unknown}"`);
  if (reason === "") throw cells.fault("reason", "the parameter has no provenance", "why this range");
  if (figures.length === 0 && grade !== "C")
    throw cells.fault("figures", "a measured or estimated parameter names no figure", "figure ids, or grade C");
  const structure = cells.text("structure");
  const kind = cells.oneOf("kind", ["model", "structure", "extension"]);
  if ((kind === "structure") !== (structure !== ""))
    throw cells.fault("structure", "a structure's own range names its structure, and nothing else does");
  const neutral = cells.text("neutral");
  return {
    name: cells.text("parameter"),
    symbol: cells.text("symbol"),
    kind,
    per: cells.oneOf("per", ["segment", "run"]),
    sectors: cells.oneOf("sectors", sectorClasses),
    structure: structure === "" ? undefined : cells.oneOf("structure", structures),
    basis: cells.oneOf("basis", bases),
    prior: priorFrom(cells),
    valueBounds: {
      least: cells.number("value_least") ?? Number.NEGATIVE_INFINITY,
      most: cells.number("value_most") ?? Number.POSITIVE_INFINITY,
    },
    neutral: neutral === "unbounded" ? Number.POSITIVE_INFINITY : cells.number("neutral"),
    unit: cells.text("unit"),
    grade,
    figures,
    reason,
    row,
  };
}

function priorFrom(cells: Cells): Prior {
  const kind = cells.oneOf("distribution", distributions);
  const low = cells.number("low");
  const high = cells.number("high");
  if (kind === "baseline" || kind === "derived") {
    if (low !== undefined || high !== undefined)
      throw cells.fault("low", `a ${kind} parameter has no range of its own`);
    return { kind };
  }
  if (low === undefined) throw cells.fault("low", "the lower end is missing");
  if (high === undefined) throw cells.fault("high", "the upper end is missing");
  const least = cells.number("least") ?? Number.NEGATIVE_INFINITY;
  const most = cells.number("most") ?? Number.POSITIVE_INFINITY;
  if (low > high) throw cells.fault("low", "the lower end is above the upper end");
  if (low < least || high > most) throw cells.fault("least", "the range leaves its admissible bounds");
  const expected = low === high ? "fixed" : low > 0 && high > 3 * low ? "log-normal" : "normal";
  if (kind !== expected) throw cells.fault("distribution", `"${kind}" breaks the rule of the ends`, expected);
  return kind === "fixed" ? { kind, value: low } : { kind, low, high, bounds: { least, most } };
}
