import type { TaskReference } from "@counterweight/kernel";
import type { BlockCourses } from "./block.ts";
import { blocksOfStudy, partOf, type StudyResult } from "./run.ts";
import type { Study } from "./study.ts";

/** For an executor: each index is one block of draws in one structure. */
export const studyTask: TaskReference = { module: "@counterweight/policy/study-tasks", name: "simulateStudyBlock" };

export function tasksOfStudy(study: Study): number {
  return blocksOfStudy(study).length * study.structures.length;
}

/**
 * The result of a study from its blocks in the order of their indices: to the digit what `runStudy` gives. Where only the
 * first blocks are there, a structure has the draws of those, and structures without any are left out.
 */
export function studyFromBlocks(study: Study, landed: readonly (readonly BlockCourses[])[]): StudyResult {
  const blocks = blocksOfStudy(study);
  const parts = study.structures.flatMap((structure, at) => {
    const own = landed.slice(at * blocks.length, (at + 1) * blocks.length);
    if (own.length === 0) return [];
    return [-1, ...study.policies.keys()].map((policy) =>
      partOf(
        structure,
        policy,
        own.map((courses) => courses[policy + 1] as BlockCourses),
        blocks,
      ),
    );
  });
  return { study, parts };
}
