import type { Evidence, Structure } from "@counterweight/evidence";
import { bandsOf, type CourseBands, joined } from "./bands.ts";
import { type BlockCourses, blockDraws, studyBlock } from "./block.ts";
import { type StudyOutcomeKey, studyOutcomeKeys } from "./outcomes.ts";
import type { Study, StudyPolicy } from "./study.ts";

/** One policy in one structure; `policy` is its place in the study, or -1 for no policy at all. */
export type StudyPart = {
  readonly structure: Structure;
  readonly policy: number;
  /** Numbers of the draws that are valid; all columns below have their length. */
  readonly draws: Uint32Array;
  /** Year by year, from today to the horizon. */
  readonly courses: Readonly<Record<StudyOutcomeKey, CourseBands>>;
  /** In the last year, draw by draw. */
  readonly ends: Readonly<Record<StudyOutcomeKey, Float64Array>>;
};

export type StudyResult = { readonly study: Study; readonly parts: readonly StudyPart[] };

/** The blocks of draws of a study: start and count. */
export function blocksOfStudy({ draws }: Pick<Study, "draws">): { readonly start: number; readonly count: number }[] {
  return Array.from({ length: Math.ceil(draws / blockDraws) }, (_, index) => ({
    start: index * blockDraws,
    count: Math.min(blockDraws, draws - index * blockDraws),
  }));
}

/** Runs a study from start to end, block by block; `onBlock` hears of each. Long ones stop at the signal. */
export async function runStudy(
  evidence: Evidence,
  study: Study,
  { signal, onBlock }: { readonly signal?: AbortSignal; readonly onBlock?: (done: number, total: number) => void } = {},
): Promise<StudyResult> {
  const blocks = blocksOfStudy(study);
  const policies: readonly Pick<StudyPolicy, "levers" | "sectors">[] = [{ levers: {} }, ...study.policies];
  const parts: StudyPart[] = [];
  let done = 0;
  for (const structure of study.structures) {
    const courses: BlockCourses[][] = policies.map(() => []);
    for (const { start, count } of blocks) {
      signal?.throwIfAborted();
      const place = { region: study.region, sectors: study.sectors };
      const block = studyBlock(evidence, { place, structure, seed: study.seed, years: study.years, start, count });
      policies.forEach((policy, index) => courses[index]?.push(block.run(policy, studyOutcomeKeys)));
      onBlock?.(++done, blocks.length * study.structures.length);
      // Lets Ctrl-C and the progress line through.
      await new Promise((turn) => setTimeout(turn, 0));
    }
    courses.forEach((own, index) => parts.push(partOf(structure, index - 1, own, blocks)));
  }
  return { study, parts };
}

/** One policy in one structure, from its blocks in order. */
export function partOf(
  structure: Structure,
  policy: number,
  blocks: readonly BlockCourses[],
  places: readonly { readonly start: number }[],
): StudyPart {
  const draws = blocks.flatMap(({ valid }, block) =>
    Array.from(valid).flatMap((is, draw) => (is === 1 ? [(places[block]?.start ?? 0) + draw] : [])),
  );
  const moments = blocks[0]?.moments ?? 0;
  const of = (key: StudyOutcomeKey) =>
    joined(
      blocks.map((block) => ({ rows: block.courses[key] ?? new Float64Array(), valid: block.valid })),
      moments,
    );
  const each = <T>(make: (rows: Float64Array, width: number) => T) =>
    Object.fromEntries(
      studyOutcomeKeys.map((key) => {
        const { rows, width } = of(key);
        return [key, make(rows, width)];
      }),
    ) as Record<StudyOutcomeKey, T>;
  return {
    structure,
    policy,
    draws: Uint32Array.from(draws),
    courses: each(bandsOf),
    ends: each((rows, width) => rows.slice((moments - 1) * width)),
  };
}
