import type { Evidence, Sector, Structure } from "@counterweight/evidence";
import { sexualExploitation } from "@counterweight/evidence";
import { type EnsembleEngine, type EnsembleResult, ensembleEngine, type Levers } from "@counterweight/market";
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

/** Yearly courses of a block: for each outcome `years + 1` moments, each a row of `draws` numbers; moment 0 is today. */
export type BlockCourses = {
  readonly draws: number;
  readonly moments: number;
  readonly of: Readonly<Record<StudyOutcomeKey, Float64Array>>;
  /** 0 where the draw is a world the model cannot start in, or the run leaves the model. */
  readonly valid: Uint8Array;
};

export type StudyBlock = { readonly run: (policy: Pick<StudyPolicy, "levers" | "sectors">) => BlockCourses };

// biome-ignore format: one line of symbols each
const followed = [
  "X", "A", "V", "entered", "profit", "p", "recordedTotal", "convictions",
  "lawful", "policed", "arrestedTotal", "surplus0", "new0",
] as const;

const engines = new Map<string, EnsembleEngine>();

/** One engine for each shape of run, loaded anew for each block: loading costs microseconds, compiling milliseconds. */
function engineFor({ structure, place, years }: BlockRequest): EnsembleEngine {
  const segments = place.sectors.length;
  const key = `${structure === "W" ? "W" : ""} ${segments} ${years}`;
  const known = engines.get(key);
  if (known !== undefined) return known;
  const made = ensembleEngine({
    structure,
    segments,
    capacity: blockDraws,
    outcomes: [...followed],
    years,
    recordEvery: 1,
  });
  engines.set(key, made);
  return made;
}

/** Draws the parameters of a block once; then any number of policies can be run on the same draws. */
export function studyBlock(evidence: Evidence, request: BlockRequest): StudyBlock {
  const { place, years, count } = request;
  const columns = drawParameters({ evidence, ...request });
  const run = (policy: Pick<StudyPolicy, "levers" | "sectors">): EnsembleResult => {
    const engine = engineFor(request);
    engine.load(columns);
    return engine.run(leverColumns(policy, place.sectors));
  };
  const shape: Shape = { columns, sectors: place.sectors, years, count };
  // The start is steady by construction, so the first year without a policy is what every course starts from.
  const without = coursesOf(run({ levers: {} }), shape, undefined);
  return {
    run: (policy) => (Object.keys(policy.levers).length === 0 ? without : coursesOf(run(policy), shape, without)),
  };
}

/** One size for each segment; neutral where the policy does not act. */
function leverColumns(
  { levers: given, sectors: acted }: Pick<StudyPolicy, "levers" | "sectors">,
  sectors: readonly Sector[],
): Levers {
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

type Shape = {
  readonly columns: Columns;
  readonly sectors: readonly Sector[];
  readonly years: number;
  readonly count: number;
};

function coursesOf(
  result: EnsembleResult,
  { columns, sectors, years, count }: Shape,
  without: BlockCourses | undefined,
): BlockCourses {
  const moments = years + 1;
  const of = Object.fromEntries(studyOutcomeKeys.map((key) => [key, new Float64Array(moments * count)])) as Record<
    StudyOutcomeKey,
    Float64Array
  >;
  const drawn = (symbol: string, segment: number, draw: number) => {
    const given = columns.of.get(symbol);
    return given?.[given.length === 1 ? 0 : segment]?.[draw] ?? Number.NaN;
  };
  const all = sectors.map((_, segment) => segment);
  const sex = all.filter((segment) => sectors[segment] === sexualExploitation);
  const labour = all.filter((segment) => sectors[segment] !== sexualExploitation);
  const set = (key: StudyOutcomeKey, year: number, value: (draw: number) => number) => {
    const row = of[key].subarray(year * count, (year + 1) * count);
    for (let draw = 0; draw < count; draw++) row[draw] = value(draw);
  };
  const sum = (columns_: readonly Float64Array[], draw: number) => {
    let total = 0;
    for (const column of columns_) total += column[draw] ?? Number.NaN;
    return total;
  };
  /** Mean over segments, weighted by the people exploited there at the start. */
  const mean = (columns_: readonly Float64Array[], over: readonly number[], draw: number, scale?: string) => {
    if (over.length === 0) return Number.NaN;
    let total = 0;
    let weight = 0;
    for (const segment of over) {
      const people = drawn("X0", segment, draw);
      const value = columns_[segment]?.[draw] ?? Number.NaN;
      total += people * (scale === undefined ? value : value / drawn(scale, segment, draw));
      weight += people;
    }
    return total / weight;
  };
  for (let year = 1; year <= years; year++) {
    const now = (symbol: string) => result.at(symbol, year - 1);
    const before = (symbol: string) => (year === 1 ? undefined : result.at(symbol, year - 2));
    const stock = (key: StudyOutcomeKey, symbol: string) => {
      const columns_ = now(symbol);
      set(key, year, (draw) => sum(columns_, draw));
    };
    const flow = (key: StudyOutcomeKey, symbol: string) => {
      const [end, begin] = [now(symbol), before(symbol)];
      set(key, year, (draw) => sum(end, draw) - (begin === undefined ? 0 : sum(begin, draw)));
    };
    const weighed = (key: StudyOutcomeKey, symbol: string, over: readonly number[], scale?: string) => {
      const columns_ = now(symbol);
      set(key, year, (draw) => mean(columns_, over, draw, scale));
    };
    stock("people", "X");
    stock("assisted", "A");
    stock("atRisk", "V");
    flow("entered", "entered");
    flow("profit", "profit");
    flow("recorded", "recordedTotal");
    flow("convictions", "convictions");
    flow("victimsArrested", "arrestedTotal");
    weighed("price", "p", all, "p0");
    weighed("sexWorkIncome", "lawful", sex);
    weighed("freeIncome", "lawful", labour);
    weighed("sexWorkPolicing", "policed", sex);
    weighed("freePolicing", "policed", labour);
  }
  for (const key of studyOutcomeKeys) {
    const start = (without?.of[key] ?? of[key]).subarray(
      without === undefined ? count : 0,
      without === undefined ? 2 * count : count,
    );
    of[key].set(start, 0);
  }
  const starts = [...result.of("surplus0"), ...result.of("new0")];
  const valid = Uint8Array.from({ length: count }, (_, draw) => {
    const last = years * count + draw;
    const fine = starts.every((column) => (column[draw] ?? Number.NaN) > 0);
    return fine && (of.people[last] ?? -1) >= 0 && Number.isFinite(of.people[last]) && Number.isFinite(of.profit[last])
      ? 1
      : 0;
  });
  return { draws: count, moments, of, valid };
}
