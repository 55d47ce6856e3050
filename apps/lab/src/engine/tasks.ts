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

/** What comes back: rows of draws, a year each, with the same without the policy. */
export type BlockAnswer = {
  readonly structure: Structure;
  /** Valid with the policy, and without it. */
  readonly valid: Uint8Array;
  readonly validWithout: Uint8Array;
  readonly start: number;
  readonly courses: Partial<Record<StudyOutcomeKey, Float64Array>>;
  readonly ends: Record<StudyOutcomeKey, Float64Array>;
  readonly endsWithout: Record<StudyOutcomeKey, Float64Array>;
  readonly startsWithout: Record<StudyOutcomeKey, Float64Array>;
};

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
  // Copies: what is handed over to the page is gone from here, and the rows without a policy are needed again.
  const copy = (rows: BlockCourses["ends"]) =>
    Object.fromEntries(studyOutcomeKeys.map((key) => [key, rows[key].slice()])) as Record<
      StudyOutcomeKey,
      Float64Array
    >;
  return {
    structure: task.structure,
    start: task.start,
    valid: result.valid.slice(),
    validWithout: without.valid.slice(),
    courses: Object.fromEntries(task.courses.map((key) => [key, result.courses[key]?.slice() ?? new Float64Array()])),
    ends: copy(result.ends),
    endsWithout: copy(without.ends),
    startsWithout: copy(without.starts),
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
