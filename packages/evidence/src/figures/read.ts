import type { Problem } from "@counterweight/kernel";
import { type Cells, cellsOf } from "../table/cells.ts";
import { readTable } from "../table/csv.ts";
import { checks, type Figure, type Measure, qualities, type Timing } from "./figure.ts";

export const figuresFile = "figures.csv";

/** The vocabularies that figures.csv leans on. */
export type FigureVocabulary = {
  readonly units: ReadonlyMap<string, Measure>;
  readonly timings: ReadonlyMap<string, Timing>;
};

/**
 * Reads figures.csv with every number parsed and every word from its vocabulary.
 *
 * @param onFault called for each faulty row, which is then left out; without it the first fault is thrown
 */
export function readFigures(
  text: string,
  vocabulary: FigureVocabulary,
  onFault: (fault: Problem) => void = (fault) => {
    throw fault;
  },
): Map<string, Figure> {
  const figures = new Map<string, Figure>();
  for (const row of readTable(figuresFile, text).rows) {
    const cells = cellsOf(figuresFile, row);
    try {
      const figure = figureFrom(cells, row.row, vocabulary);
      if (figures.has(figure.id)) throw cells.fault("id", `the id ${figure.id} stands twice`);
      figures.set(figure.id, figure);
    } catch (fault) {
      onFault(fault as Problem);
    }
  }
  return figures;
}

function figureFrom(cells: Cells, row: number, { units, timings }: FigureVocabulary): Figure {
  const id = cells.text("id");
  if (!/^[A-Z]+-\d{3}$/.test(id)) throw cells.fault("id", `"${id}" is no figure id`, "letters, hyphen, three digits");
  const unit = cells.text("unit");
  const measure = units.get(unit);
  if (measure === undefined) throw cells.fault("unit", `the unit "${unit}" is not in units.csv`);
  const timing = timings.get(id);
  if (timing === undefined)
    throw cells.fault("id", `${id} has no row in figure_timing.csv`, "stock, flow, ratio or unstated");
  const source = cells.text("source");
  if (source === "") throw cells.fault("source", "the figure has no source");
  const worded = cells.text("value");
  const isWord = worded !== "" && !Number.isFinite(Number(worded));
  const low = bound(cells, "low");
  const high = bound(cells, "high");
  if (low !== undefined && high !== undefined && low > high)
    throw cells.fault("low", "the lower end is above the upper end");
  return {
    id,
    quantity: cells.text("quantity"),
    value: isWord ? undefined : cells.number("value"),
    low,
    high,
    wording: isWord ? worded : undefined,
    unit,
    measure,
    timing,
    year: cells.text("year"),
    years: yearsIn(cells.text("year")),
    geography: cells.text("geography"),
    sector: cells.text("sector"),
    population: cells.text("population"),
    method: cells.text("method"),
    source,
    links: cells
      .text("url_or_doi")
      .split(/\s+;\s+/)
      .filter(Boolean),
    checked: cells.oneOf("verified", checks),
    quality: cells.oneOf("quality", qualities),
    critique: cells.text("critique"),
    notes: cells.text("notes"),
    row,
  };
}

/** `life` is the only upper end that is no number. */
function bound(cells: Cells, column: "low" | "high"): number | undefined {
  return cells.text(column) === "life" ? undefined : cells.number(column);
}

/** First and last year named in words such as `FY2014`, `2016/17`, `2010-2015 (esp. 2014-15)`, `2010s`. */
export function yearsIn(text: string): { from: number; to: number } | undefined {
  const years = [...text.matchAll(/(?:1[789]|20)\d\d/g)].map((match) => Number(match[0]));
  const [first] = years;
  if (first === undefined) return undefined;
  const short = /((?:1[789]|20)\d\d)[-/](\d\d)(?!\d)/.exec(text);
  const last = short === null ? [] : [Math.floor(Number(short[1]) / 100) * 100 + Number(short[2])];
  const decade = /((?:19|20)\d0)s/.exec(text);
  const end = decade === null ? [] : [Number(decade[1]) + 9];
  return { from: Math.min(...years), to: Math.max(...years, ...last, ...end) };
}
