import { type Sector, type Structure, sexualExploitation } from "@counterweight/evidence";
import type { Range } from "@counterweight/kernel";
import { type EnsembleResult, ensembleEngine, inputsOf, modelOf } from "@counterweight/market";
import { type LeverName, levers } from "../catalogue/levers.ts";
import type { Columns } from "./draw.ts";
import type { OutcomeKey } from "./outcomes.ts";

/** Lever sizes of one policy: by lever, one column of draws for each segment. */
export type LeverColumns = ReadonlyMap<LeverName, readonly Float64Array[]>;

/** Outcomes of one policy, one column of draws each. */
export type OutcomeColumns = Record<Exclude<OutcomeKey, "publicCost">, Float64Array> & {
  /** 0 where the model cannot start (nothing is earned, nobody recruited) or the run left it at any step tried. */
  readonly valid: Uint8Array;
};

/** Runs the market model again and again for the loaded draws of one structure and place. */
export type Runner = {
  readonly load: (columns: Columns) => void;
  /** `acted` says in which segments the policy acts; the outcomes about free workers are means over them. */
  readonly run: (sizes: LeverColumns, acted: readonly boolean[]) => OutcomeColumns;
};

const symbols = [
  "personYears",
  "entered",
  "profit",
  "recordedTotal",
  "lawfulTotal",
  "policedTotal",
  "recovery_total",
  "arrestedTotal",
  "convictions",
  "X",
  "A",
  "U",
  "V",
  "surplus0",
  "new0",
] as const;

/** Quarter-year steps of the production scheme, which the model's tests hold to 0.1%. */
const step = 0.25;

export function runnerFor(structure: Structure, sectors: readonly Sector[], years: number, capacity: number): Runner {
  const segments = sectors.length;
  const engine = ensembleEngine({ structure, segments, capacity, outcomes: symbols, years, step });
  const known = inputsOf(modelOf(structure));
  const sex = sectors.indexOf(sexualExploitation);
  let started: readonly Float64Array[] = [];
  return {
    load: (columns) => {
      const of = new Map(columns.of);
      // A penalty on buying sex reaches every buyer there is; reach and diversion are about goods that are traded.
      for (const [symbol, value] of [
        ["exposedShare", 1],
        ["diversion", 0],
      ] as const)
        of.set(
          symbol,
          sectors.map((_, j) => {
            const given = of.get(symbol);
            const drawn = given?.[given.length === 1 ? 0 : j] ?? new Float64Array(columns.draws).fill(value);
            return j === sex ? new Float64Array(columns.draws).fill(value) : drawn;
          }),
        );
      // The registry's share is what arrests were measured under; the lever is what a policy adds to that.
      of.delete("nonPunishment");
      started = of.get("X0") ?? [];
      engine.load({ ...columns, of });
    },
    run: (sizes, acted) => {
      const given: Record<string, readonly Float64Array[]> = {};
      for (const [lever, columns] of sizes) {
        const range = known.get(lever)?.range ?? {};
        const kept = known.get(lever)?.per === "run" ? columns.slice(0, 1) : columns;
        given[lever] = kept.map((column) => column.map((size) => within(range, size)));
      }
      return outcomesOf(engine.run(given), { sizes, acted, sectors, years, started });
    },
  };
}

type Frame = {
  readonly sizes: LeverColumns;
  readonly acted: readonly boolean[];
  readonly sectors: readonly Sector[];
  readonly years: number;
  readonly started: readonly Float64Array[];
};

function outcomesOf(result: EnsembleResult, { sizes, acted, sectors, years, started }: Frame): OutcomeColumns {
  const of = Object.fromEntries(symbols.map((symbol) => [symbol, result.of(symbol)])) as Record<
    (typeof symbols)[number],
    Float64Array[]
  >;
  const { draws } = result;
  const sex = sectors.indexOf(sexualExploitation);
  const everywhere = sectors.map((_, segment) => segment);
  const scope = everywhere.filter((segment) => acted[segment] || !acted.includes(true));
  const labour = everywhere.filter((segment) => segment !== sex);
  const fill = (value: (draw: number) => number) => Float64Array.from({ length: draws }, (_, draw) => value(draw));
  const sum = (columns: readonly Float64Array[], draw: number, segments = everywhere) =>
    segments.reduce((total, segment) => total + (columns[segment]?.[draw] ?? 0), 0);
  const mean = (columns: readonly Float64Array[], draw: number, segments: readonly number[]) =>
    segments.length === 0 ? 0 : sum(columns, draw, [...segments]) / segments.length;
  const size = (lever: LeverName, segment: number, draw: number) =>
    sizes.get(lever)?.[segment]?.[draw] ?? levers[lever].neutral;
  const meanSize = (lever: LeverName, draw: number, segments: readonly number[]) =>
    segments.length === 0
      ? 0
      : segments.reduce((total, segment) => total + size(lever, segment, draw), 0) / segments.length;
  const columns: Omit<OutcomeColumns, "valid"> = {
    personYears: fill((draw) => sum(of.personYears, draw)),
    newlyExploited: fill((draw) => sum(of.entered, draw)),
    profit: fill((draw) => sum(of.profit, draw)),
    recordedCases: fill((draw) => sum(of.recordedTotal, draw)),
    freeWorkersIncome: fill((draw) => mean(of.lawfulTotal, draw, scope) / years),
    freeWorkersExposure: fill((draw) => mean(of.policedTotal, draw, scope) / years),
    survivorsRecovery: fill(
      (draw) => sum(of.recovery_total, draw) / (sum(started, draw) + sum(of.entered, draw) - sum(of.X, draw)),
    ),
    victimsPunished: fill((draw) => sum(of.arrestedTotal, draw)),
    convictions: fill((draw) => sum(of.convictions, draw)),
    sexWorkersIncome: fill((draw) => (sex < 0 ? 1 : (of.lawfulTotal[sex]?.[draw] ?? 0) / years)),
    sexWorkersSafety: fill((draw) =>
      sex < 0 ? 0 : size("rights", sex, draw) - (of.policedTotal[sex]?.[draw] ?? 0) / years,
    ),
    migrantsFreedomSafety: fill(
      (draw) =>
        size("safe", 0, draw) +
        size("root", 0, draw) +
        meanSize("rights", draw, labour) -
        mean(of.policedTotal, draw, labour) / years,
    ),
  };
  const valid = new Uint8Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    const begins = everywhere.every((j) => (of.surplus0[j]?.[draw] ?? 0) > 0 && (of.new0[j]?.[draw] ?? 0) > 0);
    // People are conserved even where a run swings out of bounds, so it shows in stocks below zero.
    const ends = [of.X, of.A, of.U, of.V].every((stock) => stock.every((column) => (column[draw] ?? -1) >= 0));
    const finite = Object.values(columns).every((column) => Number.isFinite(column[draw]));
    valid[draw] = begins && ends && finite ? 1 : 0;
  }
  return { ...columns, valid };
}

function within({ least, above, most, below }: Range, value: number): number {
  const floor = least ?? (above === undefined ? Number.NEGATIVE_INFINITY : above + 1e-6);
  const ceiling = most ?? (below === undefined ? Number.POSITIVE_INFINITY : below - 1e-6);
  return Math.min(ceiling, Math.max(floor, value));
}
