import type { Structure } from "@counterweight/evidence";
import { quantile } from "@counterweight/kernel";
import {
  bandsOf,
  type CourseBands,
  type DrawTable,
  joined,
  type Study,
  type StudyOutcomeKey,
  studyOutcomeKeys,
  studyOutcomes,
} from "@counterweight/policy";
import type { PolicyRequest } from "./engine.ts";
import { type BlockAnswer, rowOf } from "./tasks.ts";

export type Spread = { readonly low: number; readonly median: number; readonly high: number };

/** One outcome in the last year. */
export type EndSummary = {
  /** Against no policy, draw by draw: relative for stocks and flows, a difference for indices and shares. */
  readonly change: Spread;
  /** Twenty equally likely changes, ascending. */
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
  readonly structures: readonly StructureAnswer[];
};

/** Joins the blocks of each structure and takes quantiles; small enough for the page's own thread. */
export function summaryOf(
  { structures, years, courses }: PolicyRequest,
  answers: readonly BlockAnswer[],
): PolicyAnswer {
  return {
    years,
    structures: structures.map((structure) => {
      const own = answers
        .filter((answer) => answer.structure === structure)
        .map((answer) => ({
          answer,
          valid: answer.valid.map((is, draw) => is & (answer.validWithout[draw] ?? 0)),
        }));
      const rowsOf = (pick: (answer: BlockAnswer) => Float64Array | undefined, moments: number) =>
        joined(
          own.map(({ answer, valid }) => ({ rows: pick(answer) ?? new Float64Array(), valid })),
          moments,
        );
      const followed = <T>(make: (key: StudyOutcomeKey) => T) =>
        Object.fromEntries(courses.map((key) => [key, make(key)])) as Partial<Record<StudyOutcomeKey, T>>;
      return {
        structure,
        draws: own.reduce((sum, { valid }) => sum + valid.reduce((count, is) => count + is, 0), 0),
        courses: followed((key) => {
          const { rows, width } = rowsOf((answer) => answer.courses[key], years + 1);
          return bandsOf(rows, width);
        }),
        today: followed((key) => {
          const starts = rowsOf(({ startsWithout }) => rowOf(startsWithout, key), 1).rows;
          return quantile(starts.sort(), 0.5);
        }),
        ends: Object.fromEntries(
          studyOutcomeKeys.map((key) => {
            const now = rowsOf(({ ends }) => rowOf(ends, key), 1).rows;
            const without = rowsOf(({ endsWithout }) => rowOf(endsWithout, key), 1).rows;
            return [key, endOf(key, now, without)];
          }),
        ) as Record<StudyOutcomeKey, EndSummary>,
      };
    }),
  };
}

function endOf(key: StudyOutcomeKey, now: Float64Array, without: Float64Array): EndSummary {
  const { kind } = studyOutcomes[key];
  const relative = kind === "stock" || kind === "flow";
  const change = now.map((value, draw) => {
    const old = without[draw] ?? Number.NaN;
    return relative ? value / old - 1 : value - old;
  });
  change.sort();
  return {
    change: { low: quantile(change, 0.05), median: quantile(change, 0.5), high: quantile(change, 0.95) },
    dots: Array.from({ length: 20 }, (_, index) => quantile(change, (index + 0.5) / 20)),
  };
}

/** The draws themselves, in the shape and order of `counterweight study FILE.json --csv`. */
export function drawTableOf(study: Study, answers: readonly BlockAnswer[]): DrawTable {
  const parts = study.structures.flatMap((structure) => {
    const own = answers.filter((answer) => answer.structure === structure);
    const part = (policy: number, ends: "ends" | "endsWithout", valid: "valid" | "validWithout") => ({
      structure,
      policy,
      draws: Uint32Array.from(
        own.flatMap((answer) =>
          Array.from(answer[valid]).flatMap((is, draw) => (is === 1 ? [answer.start + draw] : [])),
        ),
      ),
      ends: Object.fromEntries(
        studyOutcomeKeys.map((key) => [
          key,
          joined(
            own.map((answer) => ({ rows: rowOf(answer[ends], key), valid: answer[valid] })),
            1,
          ).rows,
        ]),
      ) as Record<StudyOutcomeKey, Float64Array>,
    });
    return [part(-1, "endsWithout", "validWithout"), part(0, "ends", "valid")];
  });
  return { study, parts };
}
