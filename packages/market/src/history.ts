import { type Columns, ensembleEngine } from "./ensemble.ts";
import type { Structure } from "./structures.ts";

/** What was observed, each as an interval summed over the segments; absent ones are not held against the draws. */
export type Observed = {
  /** Persons in exploitation on a day. */
  readonly people?: readonly [number, number];
  /** Detected people in records, persons a year. */
  readonly recorded?: readonly [number, number];
  /** Convictions a year. */
  readonly convicted?: readonly [number, number];
  /** $ a year, after expected sanction. */
  readonly profit?: readonly [number, number];
};

/**
 * History matching (Craig et al. 1997, in its simplest form): the draws that, without any policy, reproduce every observation
 * within its interval after `years`. Gives their numbers, in order; `keepDraws` makes columns of them.
 */
export function matchHistory(structure: Structure, columns: Columns, observed: Observed, years = 1): number[] {
  const outcomes = ["X", "recorded", "convicted", "profit"];
  const engine = ensembleEngine({ structure, segments: columns.segments, capacity: columns.draws, outcomes, years });
  engine.load(columns);
  const result = engine.run();
  const totals = outcomes.map((outcome) => result.of(outcome));
  const intervals = [observed.people, observed.recorded, observed.convicted, observed.profit];
  const kept: number[] = [];
  for (let draw = 0; draw < columns.draws; draw++) {
    const fits = intervals.every((interval, index) => {
      if (!interval) return true;
      const segments = totals[index] as Float64Array[];
      const sum = segments.reduce((total, column) => total + (column[draw] as number), 0);
      const value = index === 3 ? sum / years : sum;
      return value >= interval[0] && value <= interval[1];
    });
    if (fits) kept.push(draw);
  }
  return kept;
}

/** The columns of some draws only. */
export function keepDraws(columns: Columns, draws: readonly number[]): Columns {
  const pick = (column: Float64Array) => Float64Array.from(draws, (draw) => column[draw] as number);
  return {
    draws: draws.length,
    segments: columns.segments,
    of: new Map([...columns.of].map(([symbol, segments]) => [symbol, segments.map(pick)])),
  };
}
