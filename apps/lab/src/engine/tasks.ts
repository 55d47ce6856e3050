import type { Evidence, Structure } from "@counterweight/evidence";
import {
  type BlockCourses,
  type BlockRequest,
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
};

/**
 * What comes back: rows of draws. Few large columns, because each one handed over costs the same whatever its size:
 * `ends` and the like hold one row for each of `studyOutcomeKeys`, one after the other.
 */
export type BlockAnswer = {
  readonly structure: Structure;
  /** Number of the first draw. */
  readonly start: number;
  /** Valid with the policy, and without it. */
  readonly valid: Uint8Array;
  readonly validWithout: Uint8Array;
  /** Year by year, for the outcomes asked for. */
  readonly courses: Partial<Record<StudyOutcomeKey, Float64Array>>;
  readonly ends: Float64Array;
  readonly endsWithout: Float64Array;
  readonly startsWithout: Float64Array;
};

/** The row of one outcome in a packed column. */
export function rowOf(packed: Float64Array, key: StudyOutcomeKey): Float64Array {
  const width = packed.length / studyOutcomeKeys.length;
  const row = studyOutcomeKeys.indexOf(key);
  return packed.subarray(row * width, (row + 1) * width);
}

/** Blocks drawn for one place and seed; drawing costs more than running, so they stay until the place changes. */
let drawn:
  | { readonly key: string; readonly blocks: Map<string, { block: StudyBlock; without: BlockCourses }> }
  | undefined;

function blockOf(evidence: Evidence, { place, structure, seed, years, start, count }: BlockRequest) {
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
  const { block, without } = blockOf(evidence, task);
  const result = block.run(task.policy, task.courses);
  // New columns: what is handed over to the page is gone from here, and the rows without a policy are needed again.
  const packed = (rows: BlockCourses["ends"]) => {
    const all = new Float64Array(studyOutcomeKeys.length * result.draws);
    studyOutcomeKeys.forEach((key, at) => all.set(rows[key], at * result.draws));
    return all;
  };
  return {
    structure: task.structure,
    start: task.start,
    valid: result.valid.slice(),
    validWithout: without.valid.slice(),
    courses: Object.fromEntries(task.courses.map((key) => [key, result.courses[key]?.slice() ?? new Float64Array()])),
    ends: packed(result.ends),
    endsWithout: packed(without.ends),
    startsWithout: packed(without.starts),
  };
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
