import { quantile, sorted } from "@counterweight/kernel";
import { type StudyOutcomeKey, studyOutcomeKeys, studyOutcomes } from "./outcomes.ts";
import type { StudyPart, StudyResult } from "./run.ts";

export const nameOfPolicy = ({ study }: Pick<StudyResult, "study">, policy: number): string =>
  policy < 0 ? "nothing" : (study.policies[policy]?.name ?? `policy ${policy + 1}`);

/** What a table of draws needs of a result. */
export type DrawTable = Pick<StudyResult, "study"> & {
  readonly parts: readonly Pick<StudyPart, "structure" | "policy" | "draws" | "ends">[];
};

/** One row a structure, policy and draw: every outcome in the last year, all digits. */
export function drawRows(result: DrawTable): (string | number)[][] {
  const rows: (string | number)[][] = [["structure", "policy", "draw", ...studyOutcomeKeys]];
  for (const part of result.parts)
    part.draws.forEach((draw, at) =>
      rows.push([
        part.structure,
        nameOfPolicy(result, part.policy),
        draw,
        ...studyOutcomeKeys.map((key) => part.ends[key][at] ?? Number.NaN),
      ]),
    );
  return rows;
}

/**
 * Change of an outcome in the last year against no policy, draw by draw: relative for stocks and flows, a difference for
 * indices and shares. Only draws that are valid in both runs.
 */
export function changesOf({ parts }: StudyResult, part: StudyPart, key: StudyOutcomeKey): Float64Array {
  const without = parts.find(({ structure, policy }) => structure === part.structure && policy === -1);
  if (without === undefined) return new Float64Array();
  const before = new Map(Array.from(without.draws, (draw, at) => [draw, without.ends[key][at] ?? Number.NaN]));
  const { kind } = studyOutcomes[key];
  const relative = kind === "stock" || kind === "flow";
  return Float64Array.from(
    Array.from(part.draws).flatMap((draw, at) => {
      const old = before.get(draw);
      const now = part.ends[key][at] ?? Number.NaN;
      return old === undefined ? [] : [relative ? now / old - 1 : now - old];
    }),
  );
}

/** The result as one JSON document; numbers as they are, so that two runs can be compared to the digit. */
export function studyJson(result: StudyResult): unknown {
  return {
    kind: "counterweight study result",
    version: 1,
    study: result.study,
    results: result.parts.map((part) => ({
      structure: part.structure,
      policy: nameOfPolicy(result, part.policy),
      draws: part.draws.length,
      outcomes: Object.fromEntries(studyOutcomeKeys.map((key) => [key, coursesOf(result, part, key)])),
    })),
  };
}

function coursesOf(result: StudyResult, part: StudyPart, key: StudyOutcomeKey) {
  const { p5, p50, p95 } = part.courses[key];
  const ascending = sorted(changesOf(result, part, key));
  const change = { p5: quantile(ascending, 0.05), p50: quantile(ascending, 0.5), p95: quantile(ascending, 0.95) };
  return { p5: [...p5], p50: [...p50], p95: [...p95], change };
}
