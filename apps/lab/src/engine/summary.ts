import type { Structure } from "@counterweight/evidence";
import { quantilesOf } from "@counterweight/kernel";
import {
  bandsOver,
  type CourseBands,
  type DrawTable,
  joined,
  type Study,
  type StudyOutcomeKey,
  studyOutcomeKeys,
  studyOutcomes,
} from "@counterweight/policy";
import type { PolicyRequest } from "./engine.ts";
import { type BlockAnswer, courseRow, endRow, rowAt, startRow, type WithoutPolicy } from "./tasks.ts";

export type Spread = { readonly low: number; readonly median: number; readonly high: number };

/** One outcome in the last year. */
export type EndSummary = {
  /** Against no policy, draw by draw: relative for stocks and flows, a difference for indices and shares. */
  readonly change: Spread;
  /** Twenty equally likely changes, ascending; of people exploited only. */
  readonly dots: readonly number[];
};

export type StructureAnswer = {
  readonly structure: Structure;
  /** Draws that are worlds the model can start in. */
  readonly draws: number;
  readonly courses: Partial<Record<StudyOutcomeKey, CourseBands>>;
  /** Median without a policy, of the outcomes followed; steady, so one number for all years. */
  readonly today: Partial<Record<StudyOutcomeKey, number>>;
  readonly ends: Record<StudyOutcomeKey, EndSummary>;
};

export type PolicyAnswer = {
  readonly years: number;
  /** Whether every draw is as exact as `counterweight study` has it; else some wait for finer steps. */
  readonly settled: boolean;
  readonly structures: readonly StructureAnswer[];
};

/** A block with what happens in it without a policy. */
export type WholeBlock = BlockAnswer & { readonly without: WithoutPolicy };

/** Joins the blocks of a structure and takes quantiles; small enough for the page's own thread. */
export function summaryOf(
  structure: Structure,
  { years, courses }: Pick<PolicyRequest, "years" | "courses">,
  blocks: readonly WholeBlock[],
): StructureAnswer {
  const moments = years + 1;
  const gather = gatherer(blocks);
  const followed = <T>(make: (key: StudyOutcomeKey, place: number) => T) =>
    Object.fromEntries(courses.map((key, place) => [key, make(key, place)])) as Partial<Record<StudyOutcomeKey, T>>;
  return {
    structure,
    draws: gather.width,
    courses: followed((_, place) => bandsOver(moments, (moment) => gather.now(courseRow(place, moments) + moment))),
    today: followed((key) => quantilesOf(gather.without(startRow(key)), [0.5])[0] as number),
    ends: Object.fromEntries(
      studyOutcomeKeys.map((key) => [key, endOf(key, gather.now(endRow(key)), gather.without(endRow(key)))]),
    ) as Record<StudyOutcomeKey, EndSummary>,
  };
}

/** Reads a row of all blocks of a structure, the draws that are valid with the policy and without; one row at a time. */
function gatherer(blocks: readonly WholeBlock[]) {
  const places = blocks.map(({ valid, without, draws }) => {
    const both = new Uint32Array(draws);
    let count = 0;
    for (let draw = 0; draw < draws; draw++) if (valid[draw] === 1 && without.valid[draw] === 1) both[count++] = draw;
    return both.subarray(0, count);
  });
  const width = places.reduce((sum, { length }) => sum + length, 0);
  const row = (into: Float64Array, rowsOf: (block: WholeBlock) => Float64Array, number: number): Float64Array => {
    let at = 0;
    blocks.forEach((block, index) => {
      const own = places[index] as Uint32Array;
      const from = rowAt(rowsOf(block), block.draws, number);
      if (own.length === block.draws) into.set(from, at);
      else for (let k = 0; k < own.length; k++) into[at + k] = from[own[k] as number] as number;
      at += own.length;
    });
    return into;
  };
  const [now, without] = [new Float64Array(width), new Float64Array(width)];
  return {
    width,
    now: (number: number) => row(now, ({ rows }) => rows, number),
    without: (number: number) => row(without, (block) => block.without.rows, number),
  };
}

function endOf(key: StudyOutcomeKey, now: Float64Array, without: Float64Array): EndSummary {
  const { kind } = studyOutcomes[key];
  const relative = kind === "stock" || kind === "flow";
  for (let draw = 0; draw < now.length; draw++) {
    const [value, old] = [now[draw] as number, without[draw] as number];
    now[draw] = relative ? value / old - 1 : value - old;
  }
  const [low, median, high] = quantilesOf(now, [0.05, 0.5, 0.95]) as [number, number, number];
  return { change: { low, median, high }, dots: key === "people" ? quantilesOf(now, twentieths) : [] };
}

const twentieths = Array.from({ length: 20 }, (_, index) => (index + 0.5) / 20);

/** The draws themselves, in the shape and order of `counterweight study FILE.json --csv`. */
export function drawTableOf(study: Study, answers: readonly WholeBlock[]): DrawTable {
  const parts = study.structures.flatMap((structure) => {
    const own = answers.filter((answer) => answer.structure === structure);
    const part = (policy: number, of: (block: WholeBlock) => WithoutPolicy) => ({
      structure,
      policy,
      draws: Uint32Array.from(
        own.flatMap((block) =>
          Array.from(of(block).valid).flatMap((is, draw) => (is === 1 ? [block.start + draw] : [])),
        ),
      ),
      ends: Object.fromEntries(
        studyOutcomeKeys.map((key) => [
          key,
          joined(
            own.map((block) => ({
              rows: rowAt(of(block).rows, block.draws, endRow(key)),
              valid: of(block).valid,
            })),
            1,
          ).rows,
        ]),
      ) as Record<StudyOutcomeKey, Float64Array>,
    });
    return [part(-1, ({ without }) => without), part(0, (block) => block)];
  });
  return { study, parts };
}
