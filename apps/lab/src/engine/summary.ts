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
  twentyOf,
} from "@counterweight/policy";
import type { PolicyRequest } from "./engine.ts";
import type { BlockAnswer } from "./tasks.ts";

export type Spread = { readonly low: number; readonly median: number; readonly high: number };

/** One outcome in the last year. */
export type EndSummary = {
  readonly level: Spread;
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
  /** Median without a policy; steady, so one number for all years. */
  readonly today: Record<StudyOutcomeKey, number>;
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
      const own = answers.filter((answer) => answer.structure === structure);
      const rowsOf = (pick: (answer: BlockAnswer) => Float64Array | undefined, moments: number) =>
        joined(
          own.map((answer) => ({
            rows: pick(answer) ?? new Float64Array(),
            valid: answer.valid.map((is, draw) => is & (answer.validWithout[draw] ?? 0)),
          })),
          moments,
        );
      const each = <T>(make: (key: StudyOutcomeKey) => T) =>
        Object.fromEntries(studyOutcomeKeys.map((key) => [key, make(key)])) as Record<StudyOutcomeKey, T>;
      return {
        structure,
        draws: rowsOf(({ ends }) => ends.people, 1).width,
        courses: Object.fromEntries(
          courses.map((key) => {
            const { rows, width } = rowsOf((answer) => answer.courses[key], years + 1);
            return [key, bandsOf(rows, width)];
          }),
        ),
        today: each((key) => middleOf(rowsOf(({ startsWithout }) => startsWithout[key], 1).rows)),
        ends: each((key) =>
          endOf(key, rowsOf(({ ends }) => ends[key], 1).rows, rowsOf(({ endsWithout }) => endsWithout[key], 1).rows),
        ),
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
  return { level: spreadOf(now), change: spreadOf(change), dots: twentyOf(change) };
}

function spreadOf(values: Float64Array): Spread {
  const ascending = values.slice().sort();
  return { low: quantile(ascending, 0.05), median: quantile(ascending, 0.5), high: quantile(ascending, 0.95) };
}

const middleOf = (values: Float64Array) => quantile(values.slice().sort(), 0.5);

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
            own.map((answer) => ({ rows: answer[ends][key], valid: answer[valid] })),
            1,
          ).rows,
        ]),
      ) as Record<StudyOutcomeKey, Float64Array>,
    });
    return [part(-1, "endsWithout", "validWithout"), part(0, "ends", "valid")];
  });
  return { study, parts };
}
