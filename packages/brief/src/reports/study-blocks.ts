import { formatChange, type Interval, quantile, sorted } from "@counterweight/kernel";
import { changesOf, type StudyOutcomeKey, type StudyPart, type StudyResult } from "@counterweight/policy";
import { intervalChart } from "../charts/intervals.ts";
import type { Figure, Table } from "../document.ts";
import { structureStyle } from "../palette.ts";

export const outcomeWords: Readonly<Record<StudyOutcomeKey, string>> = {
  people: "people in exploitation",
  entered: "people entering exploitation a year",
  profit: "exploiters' profit",
  price: "price",
  recorded: "recorded cases",
  convictions: "convictions",
  assisted: "survivors in assistance",
  atRisk: "people at raised risk",
  sexWorkIncome: "income of consenting sex workers",
  freeIncome: "income of free workers in the labour sectors",
  sexWorkPolicing: "policing met by consenting sex workers",
  freePolicing: "policing met by free workers",
  victimsArrested: "exploited people arrested themselves",
};

/** 5%, 50% and 95% of the change against no policy in the last year. */
export function changeInterval(result: StudyResult, part: StudyPart, key: StudyOutcomeKey): Interval {
  const ascending = sorted(changesOf(result, part, key).filter((change) => !Number.isNaN(change)));
  return { low: quantile(ascending, 0.05), median: quantile(ascending, 0.5), high: quantile(ascending, 0.95) };
}

export function changeText({ low, median, high }: Interval): string {
  if (low === 0 && high === 0) return "no change";
  return `${formatChange(median)} (${formatChange(low)} to ${formatChange(high)})`;
}

/** What one policy changes by the last year, a column a theory. */
export function changeTable(
  result: StudyResult,
  policy: number,
  keys: readonly StudyOutcomeKey[],
  caption: string,
): Table {
  const parts = result.parts.filter((part) => part.policy === policy);
  return {
    kind: "table",
    caption,
    columns: [
      { title: "Outcome" },
      ...parts.map(({ structure }) => ({ title: structureStyle[structure].name, numeric: true })),
    ],
    // An outcome about sectors outside the study has no value and no row.
    rows: keys
      .filter((key) => parts.some((part) => !Number.isNaN(changeInterval(result, part, key).median)))
      .map((key) => [outcomeWords[key], ...parts.map((part) => changeText(changeInterval(result, part, key)))]),
    note: `Change against no policy in year ${result.study.years}, middle of the draws (5% to 95%).`,
  };
}

/** What one policy changes, outcome by outcome, a mark a theory: against no policy in the same draw, so that only the policy shows. */
export function changeFigure(result: StudyResult, policy: number, keys: readonly StudyOutcomeKey[]): Figure {
  const parts = result.parts.filter((part) => part.policy === policy);
  const rows = keys
    .map((key) => ({
      label: outcomeWords[key],
      marks: parts.map((part) => {
        const { name, colour, dash } = structureStyle[part.structure];
        return { ...changeInterval(result, part, key), name, colour, dash };
      }),
    }))
    .filter(({ marks }) => marks.every(({ median }) => Number.isFinite(median)));
  const people = parts.map((part) => changeInterval(result, part, "people"));
  const title = people.every(({ high }) => high < 0)
    ? `Fewer people in exploitation by year ${result.study.years} under every theory, by between ${ends(people)} in the middle of the draws`
    : `By year ${result.study.years} people in exploitation change by between ${ends(people)} in the middle of the draws, by theory`;
  return {
    kind: "figure",
    title,
    svg: intervalChart(rows, {
      axis: "change against no policy in the same draw; lines are 5% to 95%",
      format: formatChange,
      zero: 0,
      labelWidth: 260,
      describe: title,
    }),
    alternative: title,
    source: "Own model, three theories with the same draws.",
  };
}

function ends(intervals: readonly Interval[]): string {
  const sizes = intervals.map(({ median }) => median).toSorted((a, b) => a - b);
  return `${formatChange(sizes[0] ?? 0)} and ${formatChange(sizes.at(-1) ?? 0)}`;
}
