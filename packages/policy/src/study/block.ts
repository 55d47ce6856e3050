import type { Evidence, Sector, Structure } from "@counterweight/evidence";
import { sexualExploitation } from "@counterweight/evidence";
import { refinements } from "@counterweight/kernel";
import { type EnsembleEngine, type EnsembleResult, ensembleEngine, type How, type Levers } from "@counterweight/market";
import { type LeverName, levers } from "../catalogue/levers.ts";
import { type Columns, drawParameters } from "../ensemble/draw.ts";
import type { Place } from "../ensemble/place.ts";
import { type StudyOutcomeKey, studyOutcomeKeys } from "./outcomes.ts";
import type { StudyPolicy } from "./study.ts";

/** Draws computed together: a power of 2, so that Sobol' points stay balanced, small enough that stale work ends soon. */
export const blockDraws = 128;

/** What a block is drawn from; everything but the policy. */
export type BlockRequest = {
  readonly place: Place;
  readonly structure: Structure;
  readonly seed: number;
  readonly years: number;
  readonly start: number;
  readonly count: number;
};

/** What a block gives: rows of draws. Moment 0 is today, the last one the horizon. */
export type BlockCourses = {
  readonly draws: number;
  readonly moments: number;
  /** For each outcome asked for, `moments` rows one after the other. */
  readonly courses: Readonly<Partial<Record<StudyOutcomeKey, Float64Array>>>;
  /** The first and the last row of every outcome. */
  readonly starts: Readonly<Record<StudyOutcomeKey, Float64Array>>;
  readonly ends: Readonly<Record<StudyOutcomeKey, Float64Array>>;
  /** 0 where the draw is a world the model cannot start in, or the run leaves the model. */
  readonly valid: Uint8Array;
};

type Acts = Pick<StudyPolicy, "levers" | "sectors">;

/** A block after one pass of whole steps; most draws are final, the open ones need finer steps. */
export type QuickCourses = {
  readonly courses: BlockCourses;
  /** Draws still open; 0 once settled. */
  readonly open: () => number;
  /** Runs the open draws with finer steps and corrects their rows in place: then the digits are those of `run`. */
  readonly settle: () => BlockCourses;
};

export type StudyBlock = {
  /** `wanted` outcomes year by year, all of them in the last year. */
  readonly run: (policy: Acts, wanted: readonly StudyOutcomeKey[]) => BlockCourses;
  /** The same in two parts: what a moving lever shows at once, and what it shows at rest. */
  readonly quick: (policy: Acts, wanted: readonly StudyOutcomeKey[]) => QuickCourses;
};

// biome-ignore format: one line of symbols each
const followed = [
  "X", "A", "V", "entered", "profit", "p", "recordedTotal", "convictions",
  "lawful", "policed", "arrestedTotal", "surplus0", "new0",
] as const;

/** Totals whose change over the last year is a flow: needed a year before the end too. */
const totals = ["entered", "profit", "recordedTotal", "convictions", "arrestedTotal"] as const;

/** What each outcome is read from. */
const symbolOf = {
  people: "X",
  entered: "entered",
  profit: "profit",
  price: "p",
  recorded: "recordedTotal",
  convictions: "convictions",
  assisted: "A",
  atRisk: "V",
  sexWorkIncome: "lawful",
  freeIncome: "lawful",
  sexWorkPolicing: "policed",
  freePolicing: "policed",
  victimsArrested: "arrestedTotal",
} as const satisfies Record<StudyOutcomeKey, (typeof followed)[number]>;

const engines = new Map<string, EnsembleEngine>();

/** One engine for each shape of run, loaded anew for each block: loading costs microseconds, compiling milliseconds. */
function engineFor(
  { structure, place, years }: BlockRequest,
  columns: Columns,
  wanted: readonly StudyOutcomeKey[],
): EnsembleEngine {
  const segments = place.sectors.length;
  const off = switchedOff(columns.of);
  const recorded = [...new Set([...totals, ...wanted.map((key) => symbolOf[key])])].sort();
  const key = `${structure === "W" ? "W" : ""} ${segments} ${years} ${off.join(" ")}, ${recorded.join(" ")}`;
  const known = engines.get(key);
  if (known !== undefined) return known;
  const made = ensembleEngine({
    structure,
    segments,
    capacity: blockDraws,
    outcomes: [...followed],
    years,
    recordEvery: 1,
    recorded,
    fixed: Object.fromEntries(off.map((symbol) => [symbol, 0])),
    borrow: true,
  });
  engines.set(key, made);
  return made;
}

/** Parameters that are 0 in every draw: a structure switches off what its theory does not hold (no displacement, say). */
export function switchedOff(of: Columns["of"]): string[] {
  return [...of]
    .filter(([symbol, columns]) => !(symbol in levers) && columns.every((column) => column.every((one) => one === 0)))
    .map(([symbol]) => symbol);
}

/** Draws the parameters of a block once; then any number of policies can be run on the same draws. */
export function studyBlock(evidence: Evidence, request: BlockRequest): StudyBlock {
  const { place, years } = request;
  const columns = drawParameters({ evidence, ...request });
  const readers = readersOf(columns, place.sectors, years);
  const run = (policy: Acts, wanted: readonly StudyOutcomeKey[], how?: How): EnsembleResult => {
    const engine = engineFor(request, columns, wanted);
    engine.load(columns);
    return engine.run(leverColumns(policy, place.sectors), how);
  };
  // The start is steady by construction, so the first year without a policy is what every course starts from.
  const first = run({ levers: {} }, studyOutcomeKeys);
  const starts = rowsAt(first, readers, 1);
  const without = coursesOf(first, readers, years, starts, studyOutcomeKeys);
  const quick = (policy: Acts, wanted: readonly StudyOutcomeKey[]): QuickCourses => {
    if (Object.keys(policy.levers).length === 0) return { courses: without, open: () => 0, settle: () => without };
    const result = run(policy, wanted, { levels: refinements.slice(0, 1) });
    const courses = coursesOf(result, readers, years, starts, wanted);
    let open = result.open();
    const settle = () => {
      if (open.length === 0) return courses;
      const finer = run(policy, wanted, { levels: refinements.slice(1), only: open });
      correct(courses, coursesOf(finer, readers, years, starts, wanted), open);
      open = new Uint32Array();
      return courses;
    };
    return { courses, open: () => open.length, settle };
  };
  return { run: (policy, wanted) => quick(policy, wanted).settle(), quick };
}

/** Takes over some draws, in every row. */
function correct(courses: BlockCourses, by: BlockCourses, draws: Uint32Array): void {
  const rows = (mine: Row | Uint8Array | undefined, theirs: Row | Uint8Array | undefined) => {
    if (mine === undefined || theirs === undefined) return;
    for (let at = 0; at < mine.length; at += courses.draws)
      for (const draw of draws) mine[at + draw] = theirs[at + draw] as number;
  };
  for (const key of studyOutcomeKeys) {
    rows(courses.courses[key], by.courses[key]);
    rows(courses.ends[key], by.ends[key]);
  }
  rows(courses.valid, by.valid);
}

/** One size for each segment; neutral where the policy does not act. */
function leverColumns({ levers: given, sectors: acted }: Acts, sectors: readonly Sector[]): Levers {
  return Object.fromEntries(
    (Object.entries(given) as [LeverName, number][])
      .filter(([lever, size]) => size !== levers[lever].neutral)
      .map(([lever, size]) => {
        const everywhere = "everywhere" in levers[lever] || acted === undefined;
        const { neutral } = levers[lever];
        return [lever, everywhere ? size : sectors.map((sector) => (acted.includes(sector) ? size : neutral))];
      }),
  );
}

type Row = Float64Array;
/** Writes an outcome of one year into a row. */
type Reader = (result: EnsembleResult, year: number, row: Row) => void;

/** How each outcome is read from a result of the engine; what does not depend on the policy is computed once a block. */
function readersOf({ of, draws }: Columns, sectors: readonly Sector[], years: number): Record<StudyOutcomeKey, Reader> {
  /** At the end everything is there, before it what was recorded. */
  const columnsAt = (result: EnsembleResult, symbol: string, year: number) =>
    year === years ? result.of(symbol) : result.at(symbol, year - 1);
  const drawn = (symbol: string, segment: number, draw: number) => {
    const given = of.get(symbol);
    return given?.[given.length === 1 ? 0 : segment]?.[draw] ?? Number.NaN;
  };
  const add = (row: Row, columns: readonly Row[], sign: 1 | -1) => {
    for (const column of columns)
      for (let draw = 0; draw < draws; draw++) (row[draw] as number) += sign * (column[draw] as number);
  };
  const stock =
    (symbol: string): Reader =>
    (result, year, row) =>
      add(row.fill(0), columnsAt(result, symbol, year), 1);
  const flow =
    (symbol: string): Reader =>
    (result, year, row) => {
      add(row.fill(0), columnsAt(result, symbol, year), 1);
      if (year > 1) add(row, columnsAt(result, symbol, year - 1), -1);
    };
  /** Mean over segments, weighted by the people exploited there at the start. */
  const mean = (symbol: string, over: readonly number[], scale?: string): Reader => {
    const weights = over.map((segment) =>
      Float64Array.from({ length: draws }, (_, draw) => {
        const all = over.reduce((sum, other) => sum + drawn("X0", other, draw), 0);
        return drawn("X0", segment, draw) / all / (scale === undefined ? 1 : drawn(scale, segment, draw));
      }),
    );
    return (result, year, row) => {
      row.fill(over.length === 0 ? Number.NaN : 0);
      const columns = columnsAt(result, symbol, year);
      over.forEach((segment, at) => {
        const [column, weight] = [columns[segment] as Row, weights[at] as Row];
        for (let draw = 0; draw < draws; draw++)
          (row[draw] as number) += (column[draw] as number) * (weight[draw] as number);
      });
    };
  };
  const all = sectors.map((_, segment) => segment);
  const sex = all.filter((segment) => sectors[segment] === sexualExploitation);
  const labour = all.filter((segment) => sectors[segment] !== sexualExploitation);
  return {
    people: stock(symbolOf.people),
    entered: flow(symbolOf.entered),
    profit: flow(symbolOf.profit),
    price: mean(symbolOf.price, all, "p0"),
    recorded: flow(symbolOf.recorded),
    convictions: flow(symbolOf.convictions),
    assisted: stock(symbolOf.assisted),
    atRisk: stock(symbolOf.atRisk),
    sexWorkIncome: mean(symbolOf.sexWorkIncome, sex),
    freeIncome: mean(symbolOf.freeIncome, labour),
    sexWorkPolicing: mean(symbolOf.sexWorkPolicing, sex),
    freePolicing: mean(symbolOf.freePolicing, labour),
    victimsArrested: flow(symbolOf.victimsArrested),
  };
}

type Rows = Record<StudyOutcomeKey, Row>;

function rowsAt(result: EnsembleResult, readers: Record<StudyOutcomeKey, Reader>, year: number): Rows {
  return Object.fromEntries(
    studyOutcomeKeys.map((key) => {
      const row = new Float64Array(result.draws);
      readers[key](result, year, row);
      return [key, row];
    }),
  ) as Rows;
}

function coursesOf(
  result: EnsembleResult,
  readers: Record<StudyOutcomeKey, Reader>,
  years: number,
  starts: Rows,
  wanted: readonly StudyOutcomeKey[],
): BlockCourses {
  const { draws } = result;
  const moments = years + 1;
  const courses = Object.fromEntries(
    wanted.map((key) => {
      const rows = new Float64Array(moments * draws);
      rows.set(starts[key]);
      for (let year = 1; year <= years; year++)
        readers[key](result, year, rows.subarray(year * draws, (year + 1) * draws));
      return [key, rows];
    }),
  );
  const ends = rowsAt(result, readers, years);
  const conditions = [...result.of("surplus0"), ...result.of("new0")];
  const valid = Uint8Array.from({ length: draws }, (_, draw) => {
    const begins = conditions.every((column) => (column[draw] ?? Number.NaN) > 0);
    const people = ends.people[draw] ?? Number.NaN;
    return begins && people >= 0 && Number.isFinite(people) && Number.isFinite(ends.profit[draw]) ? 1 : 0;
  });
  return { draws, moments, courses, starts, ends, valid };
}
