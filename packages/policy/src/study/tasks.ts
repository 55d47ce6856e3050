import { type Evidence, openEvidence } from "@counterweight/evidence";
import { type BlockCourses, studyBlock } from "./block.ts";
import { studyOutcomeKeys } from "./outcomes.ts";
import { blocksOfStudy } from "./run.ts";
import type { Study } from "./study.ts";

/** What a worker needs: the study, and the texts of the data package it cannot read itself. */
export type StudyInput = { readonly study: Study; readonly files: Readonly<Record<string, string>> };

const opened = new WeakMap<StudyInput, Evidence>();

/** One block of draws in one structure: nothing, then every policy. A pure function of input and index. */
export function simulateStudyBlock(input: StudyInput, index: number): BlockCourses[] {
  const { study, files } = input;
  const evidence = opened.get(input) ?? openEvidence((path) => files[path] ?? "");
  opened.set(input, evidence);
  const blocks = blocksOfStudy(study);
  const { start, count } = blocks[index % blocks.length] ?? { start: 0, count: 1 };
  const block = studyBlock(evidence, {
    place: { region: study.region, sectors: study.sectors },
    structure: study.structures[Math.floor(index / blocks.length)] ?? "D",
    seed: study.seed,
    years: study.years,
    start,
    count,
  });
  return [{ levers: {} }, ...study.policies].map((policy) => block.run(policy, studyOutcomeKeys));
}
