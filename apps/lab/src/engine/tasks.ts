import type { Evidence, Structure } from "@counterweight/evidence";
import {
  type BlockCourses,
  type BlockRequest,
  type QuickCourses,
  type StudyBlock,
  type StudyOutcomeKey,
  type StudyPolicy,
  studyBlock,
  studyOutcomeKeys,
} from "@counterweight/policy";
import { type places, regionView } from "../data/firstViewOf.ts";
import { moneyFlows } from "./moneyFlows.ts";

/** One block of draws of one structure under one policy. */
export type BlockTask = BlockRequest & {
  readonly policy: Pick<StudyPolicy, "levers" | "sectors">;
  /** Outcomes wanted year by year; all others come for the last year only. */
  readonly courses: readonly StudyOutcomeKey[];
  /** One pass of whole steps now, or every draw as exact as `counterweight study` has it. */
  readonly accuracy: "quick" | "settled";
  /** The page knows what happens without a policy: it is not sent again. */
  readonly bare: boolean;
};

/** Draws without a policy: a row of ends for each of `studyOutcomeKeys`, then a row of starts for each. */
export type WithoutPolicy = { readonly valid: Uint8Array; readonly rows: Float64Array };

/**
 * What comes back: rows of draws in one large column, because each one handed over costs the same whatever its size. First
 * the ends, a row for each of `studyOutcomeKeys`; then each course asked for, a row for each moment.
 */
export type BlockAnswer = {
  readonly structure: Structure;
  /** Number of the first draw. */
  readonly start: number;
  readonly draws: number;
  /** Draws that a quick pass left open; 0 where the block is settled. */
  readonly open: number;
  readonly valid: Uint8Array;
  readonly rows: Float64Array;
  /** Absent in a bare answer. */
  readonly without?: WithoutPolicy;
};

/** A row of a column of rows. */
export function rowAt(rows: Float64Array, draws: number, row: number): Float64Array {
  return rows.subarray(row * draws, (row + 1) * draws);
}
/** The row of an outcome among the ends, or among those of a run without a policy. */
export const endRow = (key: StudyOutcomeKey): number => studyOutcomeKeys.indexOf(key);
export const startRow = (key: StudyOutcomeKey): number => studyOutcomeKeys.length + endRow(key);
/** The row of the first moment of the course that was asked for at this place. */
export const courseRow = (place: number, moments: number): number => studyOutcomeKeys.length + place * moments;

type Kept = {
  readonly block: StudyBlock;
  readonly without: BlockCourses;
  /** The last quick pass: settling it runs only what it left open. */
  last?: { readonly key: string; readonly quick: QuickCourses };
};

/** Blocks drawn for one place and seed; drawing costs more than running, so they stay until the place changes. */
let drawn: { readonly key: string; readonly blocks: Map<string, Kept> } | undefined;

function blockOf(evidence: Evidence, { place, structure, seed, years, start, count }: BlockRequest): Kept {
  const key = JSON.stringify([place, seed, years]);
  if (drawn?.key !== key) drawn = { key, blocks: new Map() };
  const own = `${structure} ${start} ${count}`;
  let known = drawn.blocks.get(own);
  if (known === undefined) {
    const block = studyBlock(evidence, { place, structure, seed, years, start, count });
    known = { block, without: block.run({ levers: {} }, []) };
    drawn.blocks.set(own, known);
  }
  return known;
}

function runBlock(evidence: Evidence, task: BlockTask): BlockAnswer {
  const kept = blockOf(evidence, task);
  const { block, without } = kept;
  const key = JSON.stringify([task.policy, task.courses]);
  if (kept.last?.key !== key) kept.last = { key, quick: block.quick(task.policy, task.courses) };
  const { quick } = kept.last;
  const result = task.accuracy === "settled" ? quick.settle() : quick.courses;
  return {
    structure: task.structure,
    start: task.start,
    draws: result.draws,
    open: quick.open(),
    valid: result.valid.slice(),
    rows: packed([
      ...studyOutcomeKeys.map((key) => result.ends[key]),
      ...task.courses.map((key) => result.courses[key] ?? new Float64Array(result.moments * result.draws)),
    ]),
    ...(task.bare
      ? {}
      : {
          without: {
            valid: without.valid.slice(),
            rows: packed([without.ends, without.starts].flatMap((of) => studyOutcomeKeys.map((key) => of[key]))),
          },
        }),
  };
}

/** One new column: what is handed over to the page is gone from here, and the rows are needed again. */
function packed(rows: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(rows.reduce((sum, row) => sum + row.length, 0));
  let at = 0;
  for (const row of rows) {
    all.set(row, at);
    at += row.length;
  }
  return all;
}

/** Everything a worker can be asked. Pure functions of the evidence and the input. */
export const tasks = {
  block: runBlock,
  industry: (evidence: Evidence, region: (typeof places)[number]) => regionView(evidence, region),
  money: moneyFlows,
} as const;

export type TaskName = keyof typeof tasks;
export type TaskInput<Name extends TaskName> = Parameters<(typeof tasks)[Name]>[1];
export type TaskResult<Name extends TaskName> = ReturnType<(typeof tasks)[Name]>;
