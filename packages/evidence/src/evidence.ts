import { type BaselineDraw, baselineDrawer } from "./baseline/draw.ts";
import { marginsFile, readMargins } from "./baseline/margins.ts";
import { type BaselineTable, baselineTable } from "./baseline/table.ts";
import type { Figure } from "./figures/figure.ts";
import { figuresFile, readFigures } from "./figures/read.ts";
import { readTimings, readUnits, timingFile, unitsFile } from "./figures/units.ts";
import { type Converter, openConverter } from "./money/money.ts";
import { deflatorFile, exchangeFile, readDeflators, readExchangeRates } from "./money/tables.ts";
import { type Usage, usesOfFigures } from "./package/uses.ts";
import { parametersFile, readParameters } from "./parameters/read.ts";
import { openRegistry, type Registry } from "./parameters/registry.ts";
import { answersFile, type ClaimCheck, claimSearch } from "./search/claims.ts";
import { type FigureHit, figureSearch } from "./search/figures.ts";

/** Gives the text of a file of the data package; the path is relative to `data/`. */
export type Reader = (path: string) => string;

/** The evidence: every sourced figure, and what the model makes of it. */
export type Evidence = {
  /** By id, in the order of the file. */
  readonly figures: ReadonlyMap<string, Figure>;
  /** Figures that match words and numbers, best first; typing errors are forgiven. */
  readonly search: (text: string, most?: number) => readonly FigureHit[];
  /** Popular claims and claims of the founding texts that match, with verdict and what is known instead. */
  readonly claims: (text: string, most?: number) => readonly ClaimCheck[];
  /** What in the package rests on a figure. */
  readonly usesOf: (id: string) => readonly Usage[];
  readonly parameters: Registry;
  readonly money: Converter;
  /** The fitted segment table: 25 segments with people, profit and margin, and state-imposed labour apart. */
  readonly baselineSegments: () => BaselineTable;
  /**
   * One consistent table from `uniformsPerBaseline` uniforms on (0, 1): every draw adds up to the published margins.
   * Segments in the order of `baselineSegments()`.
   */
  readonly drawBaseline: (uniforms: ArrayLike<number>) => BaselineDraw;
};

/**
 * Opens the data package. Tables are read when first asked for.
 *
 * @throws {Problem} naming file, row and column of the first fault
 */
export function openEvidence(read: Reader): Evidence {
  const figures = once(() =>
    readFigures(read(figuresFile), { units: readUnits(read(unitsFile)), timings: readTimings(read(timingFile)) }),
  );
  const parameters = once(() =>
    openRegistry(readParameters(read(parametersFile), new Set(figures().keys())), figures()),
  );
  const money = once(() => openConverter(readExchangeRates(read(exchangeFile)), readDeflators(read(deflatorFile))));
  const margins = once(() => readMargins(read(marginsFile), new Set(figures().keys())));
  const table = once(() => baselineTable(margins(), figures()));
  const drawer = once(() => baselineDrawer(margins()));
  const search = once(() => figureSearch(figures()));
  const claims = once(() => claimSearch(figures(), read(answersFile)));
  const uses = once(() => usesOfFigures(read));
  return {
    search: (text, most) => search()(text, most),
    claims: (text, most) => claims()(text, most),
    usesOf: (id) => uses().get(id) ?? [],
    baselineSegments: () => table(),
    drawBaseline: (uniforms) => drawer()(uniforms),
    get figures() {
      return figures();
    },
    get money() {
      return money();
    },
    get parameters() {
      return parameters();
    },
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
