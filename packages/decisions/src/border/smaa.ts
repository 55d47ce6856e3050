import { smaa } from "../values/smaa.ts";
import { freeWeights } from "../values/weights.ts";
import {
  counted,
  readKnown,
  readList,
  readNamed,
  readNames,
  readNumber,
  readNumbers,
  readObject,
  readWhole,
  wrongInput,
} from "./reader.ts";

/**
 * `{criteria, alternatives: {name: {criterion: [draws]}}, weights: {order?, bounds?}, draws, seed}` to rank
 * acceptabilities. Values count as given unless `scale` is "range", which maps each criterion's least to greatest
 * measurement onto 0 to 1.
 */
export function analyzeSmaa(input: unknown, where: string) {
  const fields = readObject(input, where, ["criteria", "alternatives"], ["weights", "draws", "seed", "scale"]);
  const { names, less } = readCriteria(fields.criteria, `${where}, criteria`);
  const alternatives = readNamed(fields.alternatives, `${where}, alternatives`, "alternative");
  let samples: number | undefined;
  const measured = alternatives.map(([alternative, value]) => {
    const at = `${where}, alternatives.${alternative}`;
    const columns = readObject(value, at, names);
    return names.map((name) => {
      const column = readNumbers(columns[name], `${at}.${name}`, samples);
      samples = column.length;
      return column;
    });
  });
  const scale =
    fields.scale === undefined ? "none" : readKnown(fields.scale, ["none", "range"], `${where}, scale`, "scale");
  const ranges = names.map((_, k) => rangeOf(measured.map((columns) => columns[k] as Float64Array)));
  const scaled = measured.map((columns) =>
    columns.map((column, k) => {
      const { low, high } = ranges[k] as Range;
      const sign = less[k] ? -1 : 1;
      if (scale === "none") return sign === 1 ? column : column.map((value) => -value);
      return column.map((value) => (high > low ? (sign * (value - low)) / (high - low) : 0));
    }),
  );
  const limits = readWeights(fields.weights, names, `${where}, weights`);
  const draws = readWhole(fields.draws, `${where}, draws`, 1, 100_000_000, 100_000);
  const seed = readWhole(fields.seed, `${where}, seed`, 0, Number.MAX_SAFE_INTEGER, 1);
  const found = smaa(scaled, limits, draws, seed);
  const named = <Value>(values: readonly Value[]) =>
    Object.fromEntries(alternatives.map(([name], k) => [name, values[k]]));
  return {
    acceptability: named(found.acceptability),
    // An alternative that is never first has no weights that favour it.
    centralWeights: named(
      found.centralWeights.map((one) =>
        one === undefined ? null : Object.fromEntries(names.map((name, k) => [name, one[k]])),
      ),
    ),
    confidence: named(found.confidence.map((one) => one ?? null)),
    note: noteOn(scale, ranges),
  };
}

type Range = { readonly low: number; readonly high: number };

function rangeOf(columns: readonly Float64Array[]): Range {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const column of columns)
    for (const value of column) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  return { low, high };
}

function noteOn(scale: string, ranges: readonly Range[]): string {
  if (scale === "range")
    return "Leans most on the ranges: a weight is what a criterion's whole range of measurements is worth.";
  const spans = ranges.map(({ low, high }) => high - low).filter((span) => span > 0);
  const uneven = spans.length > 1 && Math.max(...spans) > 10 * Math.min(...spans);
  return uneven
    ? 'Leans most on the units: criteria are weighed as given and their ranges differ more than tenfold, so the widest decides; "scale": "range" makes them alike.'
    : "Leans most on the scales: criteria are weighed as given, one unit against another.";
}

function readCriteria(value: unknown, where: string): { names: string[]; less: boolean[] } {
  const entries = readList(value, where, 'criteria, each with "name" and "better"').map((one, index) =>
    readObject(one, `${where}[${index}]`, ["name", "better"]),
  );
  const names = readNames(
    entries.map(({ name }) => name),
    where,
  );
  return {
    names,
    less: entries.map(
      ({ better }, k) => readKnown(better, ["more", "less"], `${where}[${k}], better`, "direction") === "less",
    ),
  };
}

function readWeights(value: unknown, names: readonly string[], where: string) {
  const limits = freeWeights(names.length);
  if (value === undefined) return limits;
  const fields = readObject(value, where, [], ["order", "bounds"]);
  for (const [name, pair] of fields.bounds === undefined
    ? []
    : readNamed(fields.bounds, `${where}, bounds`, "bound", 0)) {
    const at = `${where}, bounds.${name}`;
    readKnown(name, names, `${where}, bounds`, "criterion");
    const ends = readList(pair, at, "two numbers, low and high");
    if (ends.length !== 2) throw wrongInput(at, `the list has ${counted(ends.length, "item")}`, "two, low and high");
    const low = readNumber(ends[0], `${at}[0]`, 0, 1);
    const high = readNumber(ends[1], `${at}[1]`, 0, 1);
    if (low > high) throw wrongInput(at, `the low end ${low} is above the high end ${high}`);
    limits.low[names.indexOf(name)] = low;
    limits.high[names.indexOf(name)] = high;
  }
  if (fields.order === undefined) return limits;
  const order =
    readList(fields.order, `${where}, order`, "names", 0).length === 0
      ? []
      : readNames(fields.order, `${where}, order`);
  return {
    ...limits,
    order: order.map((name, k) => names.indexOf(readKnown(name, names, `${where}, order[${k}]`, "criterion"))),
  };
}
