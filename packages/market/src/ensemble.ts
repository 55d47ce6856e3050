import {
  type BatchMachine,
  batchInterpreter,
  doubtName,
  hasSimd,
  lower,
  type Model,
  Problem,
  type Program,
  placeName,
  type Scheme,
  specialise,
  tolerance,
  wasmMachine,
} from "@counterweight/kernel";
import { inputsOf, modelOf, type Structure } from "./structures.ts";

/** One column of draws for a segment each, or a single column for the whole run (it stands for every segment). */
export type Columns = {
  readonly draws: number;
  readonly segments: number;
  /** By symbol; symbols the model does not know are left aside, absent ones with a neutral value are neutral. */
  readonly of: ReadonlyMap<string, readonly Float64Array[]>;
};

/** A size for all draws, or one for each. */
export type LeverSize = number | Float64Array;
/** By symbol: one size for all segments, or a list with one for each. Absent levers are neutral. */
export type Levers = Readonly<Record<string, LeverSize | readonly LeverSize[]>>;

export type EnsembleOptions = {
  readonly structure: Structure;
  /** A model of your own, instead of that of the structure. */
  readonly model?: Model;
  readonly segments: number;
  /** Most draws that will be loaded at a time. */
  readonly capacity: number;
  /** Symbols of results: totals and stocks at the end, flows and auxiliaries in the last step. */
  readonly outcomes: readonly string[];
  readonly years?: number;
  readonly step?: number;
  readonly scheme?: Scheme;
  /** Record all outcomes after each so many years. */
  readonly recordEvery?: number;
  /** Those outcomes that are read at recorded moments; all if absent. The others are computed at the end only. */
  readonly recorded?: readonly string[];
  /** Steps are cut where needed (see `refinements` in the kernel) and stiff draws run carefully; `[1]` gives one quick pass with larger errors in them. */
  readonly levels?: readonly number[];
  /** Parameters that are the same number in every draw that will be loaded, by symbol: what they switch off is not computed. */
  readonly fixed?: Readonly<Record<string, number>>;
  /** How to run; absent, the fastest that works here. All give the same digits. */
  readonly machine?: BatchMachine["kind"];
  /** Columns of a result are views that the next run overwrites: for whoever reads them at once and wants no copy. */
  readonly borrow?: boolean;
};

export type EnsembleResult = {
  readonly draws: number;
  /** Years of the recorded moments; empty without `recordEvery`. */
  readonly years: readonly number[];
  /** One column of draws for each segment, or one for a quantity of the whole run. The columns are yours to keep. */
  readonly of: (outcome: string) => Float64Array[];
  /** The same at a recorded moment. */
  readonly at: (outcome: string, moment: number) => Float64Array[];
  /** Draws whose estimated error is larger than the tolerance after the last of the levels. */
  readonly open: () => Uint32Array;
};

export type How = { readonly levels?: readonly number[]; readonly only?: Uint32Array };

export type EnsembleEngine = {
  readonly program: Program;
  readonly machine: BatchMachine;
  /** Takes over the parameters of the draws; they stay until the next load. */
  readonly load: (columns: Columns) => void;
  /**
   * Runs all loaded draws under these levers. A quick pass (`levels: [1]`) and then the later levels for `only` the draws it
   * left open give the digits of a run with all levels; of that second run only those draws' columns mean something.
   */
  readonly run: (levers?: Levers, how?: How) => EnsembleResult;
};

/** Prepares runs of many draws: load parameters once, then run as many policies as wanted. */
export function ensembleEngine(options: EnsembleOptions): EnsembleEngine {
  const {
    structure,
    segments,
    capacity,
    outcomes,
    years = 30,
    step = 0.25,
    scheme = "default",
    recordEvery,
    recorded,
    levels,
    fixed = {},
    borrow = false,
  } = options;
  const model = options.model ?? modelOf(structure);
  const known = inputsOf(model);
  const places = (symbol: string) => (known.get(symbol)?.per === "run" ? 1 : segments);
  const fixedPlaces = Object.entries(fixed).flatMap(([symbol, value]) =>
    known.get(symbol)?.per === "run"
      ? [[symbol, value] as const]
      : Array.from({ length: segments }, (_, segment) => [placeName(symbol, segment), value] as const),
  );
  const programOf = (scheme: Scheme): Program => {
    const general = lower(model, { segments, scheme, outputs: outcomes, recorded });
    return fixedPlaces.length === 0 ? general : specialise(general, new Map(fixedPlaces));
  };
  const program = programOf(scheme);
  const steps = Math.round(years / step);
  const every = recordEvery === undefined ? 0 : Math.round(recordEvery / step);
  const moments = every === 0 ? 0 : Math.floor(steps / every);
  const careful = scheme === "default" ? () => programOf("careful") : undefined;
  const kind = options.machine ?? (hasSimd() ? "simd" : "scalar");
  const machine =
    kind === "interpreter"
      ? batchInterpreter(program, { capacity, moments, careful })
      : wasmMachine(program, { capacity, moments, careful }, kind);
  const { inputs } = machine;
  const placeOf = new Map(program.inputs.map((name, index) => [name, index * machine.capacity]));
  const spaceFor = (symbol: string, segment: number): Float64Array => {
    const at = placeOf.get(
      symbol === "dt" || known.get(symbol)?.per === "run" ? symbol : `${symbol}[${segment}]`,
    ) as number;
    return inputs.subarray(at, at + capacity);
  };
  const levers = [...known.values()].filter((input) => input.kind === "lever");
  // Levers that the draws bring along (what is already done at the start) hold where a policy does not name them.
  const base = new Map<string, readonly Float64Array[]>();
  let loaded = 0;

  const load = (columns: Columns): void => {
    if (columns.draws > capacity || columns.segments !== segments)
      throw new Error(`${columns.draws} draws of ${columns.segments} segments do not fit ${capacity} of ${segments}`);
    loaded = columns.draws;
    spaceFor("dt", 0).fill(step);
    for (const { symbol, kind, neutral } of known.values()) {
      const given = columns.of.get(symbol);
      if (kind === "lever") {
        if (given) base.set(symbol, given);
        else base.delete(symbol);
        continue;
      }
      for (let segment = 0; segment < places(symbol); segment++) {
        const column = given?.[given.length === 1 ? 0 : segment];
        const value = fixed[symbol];
        if (value !== undefined && (column?.subarray(0, loaded).some((one) => one !== value) ?? neutral !== value))
          throw new Error(`${symbol} is not ${value} in every draw`);
        if (column) spaceFor(symbol, segment).set(column.subarray(0, loaded));
        else if (neutral !== undefined && !given) spaceFor(symbol, segment).fill(neutral);
        else
          throw new Problem({ code: "ensemble.parameter", what: `the draws hold no ${symbol} for segment ${segment}` });
      }
    }
  };

  const run = (given: Levers = {}, how: How = {}): EnsembleResult => {
    for (const symbol of Object.keys(given))
      if (known.get(symbol)?.kind !== "lever")
        throw new Problem({ code: "ensemble.lever", what: `the model has no lever "${symbol}"` });
    for (const { symbol, neutral } of levers) {
      const sizes = given[symbol] ?? base.get(symbol) ?? neutral ?? 0;
      for (let segment = 0; segment < places(symbol); segment++) {
        const size = Array.isArray(sizes)
          ? (sizes[sizes.length === 1 ? 0 : segment] as LeverSize)
          : (sizes as LeverSize);
        if (typeof size === "number") spaceFor(symbol, segment).fill(size);
        else spaceFor(symbol, segment).set(size.subarray(0, loaded));
      }
    }
    machine.run(loaded, steps, every, how.levels ?? levels, how.only);
    return resultOf(program, machine, loaded, every === 0 ? [] : momentsOf(moments, every * step), borrow);
  };
  return { program, machine, load, run };
}

const momentsOf = (moments: number, years: number) =>
  Array.from({ length: moments }, (_, index) => (index + 1) * years);

function resultOf(
  program: Program,
  machine: BatchMachine,
  draws: number,
  years: readonly number[],
  borrow: boolean,
): EnsembleResult {
  const { capacity } = machine;
  const width = program.outputs.length;
  const places = new Map<string, number[]>();
  program.outputs.forEach(({ name }, index) => {
    const symbol = name.split("[")[0] as string;
    places.set(symbol, [...(places.get(symbol) ?? []), index]);
  });
  // Copied at once unless borrowed: the machine's memory is overwritten by the next run.
  const outputs = borrow ? machine.outputs : machine.outputs.slice();
  const series = years.length === 0 || borrow ? machine.series : machine.series.slice();
  const columns = (outcome: string, from: Float64Array, offset: number) => {
    const found = places.get(outcome);
    if (!found) throw new Problem({ code: "ensemble.outcome", what: `"${outcome}" was not asked for` });
    return found.map((index) => from.subarray((offset + index) * capacity, (offset + index) * capacity + draws));
  };
  return {
    draws,
    years,
    of: (outcome) => columns(outcome, outputs, 0),
    at: (outcome, moment) => columns(outcome, series, moment * width),
    open: () => {
      const estimates = places.get(doubtName)?.[0];
      if (estimates === undefined) return new Uint32Array();
      const of = outputs.subarray(estimates * capacity, estimates * capacity + draws);
      return Uint32Array.from(of.keys()).filter((draw) => !((of[draw] as number) <= tolerance));
    },
  };
}
