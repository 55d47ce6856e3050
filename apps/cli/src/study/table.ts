import { formatChange, formatNumber, quantile, sorted } from "@counterweight/kernel";
import { changesOf, nameOfPolicy, type StudyOutcomeKey, type StudyPart, type StudyResult } from "@counterweight/policy";
import { table } from "../output.ts";

const shown: readonly { readonly key: StudyOutcomeKey; readonly title: string }[] = [
  { key: "people", title: "people in exploitation" },
  { key: "entered", title: "entering a year" },
  { key: "recorded", title: "recorded cases" },
  { key: "profit", title: "profit" },
  { key: "sexWorkIncome", title: "sex workers' income" },
  { key: "freeIncome", title: "free workers' income" },
];

/** What each policy changes by the last year in each structure: middle of the draws and the ends of nine in ten. */
export function studyTable(result: StudyResult): string {
  const { study } = result;
  const rows = result.parts
    .filter(({ policy }) => policy >= 0)
    .map((part) => [
      part.structure,
      nameOfPolicy(result, part.policy),
      ...shown.map(({ key }) => changeText(result, part, key)),
    ]);
  const left = study.draws - Math.min(...result.parts.map(({ draws }) => draws.length));
  return [
    study.title === "" ? "" : `${study.title}\n\n`,
    table(["structure", "policy", ...shown.map(({ title }) => title)], rows),
    `\nChange against no policy in year ${study.years}, ${study.region}; ${formatNumber(study.draws, 4)} draws, seed ${study.seed}. Middle of the draws (5% to 95%).`,
    left === 0 ? "" : `\nUp to ${left} draws of a structure are left out: worlds in which the model cannot start.`,
    "\nD demand-led, S vulnerability-led, E enforcement-displacement, W labour-market. Levers are set by hand: nothing is said about",
    "\nwhether they can be reached, and most parameters are judged.\n",
  ].join("");
}

function changeText(result: StudyResult, part: StudyPart, key: StudyOutcomeKey): string {
  const ascending = sorted(changesOf(result, part, key).filter((change) => !Number.isNaN(change)));
  if (ascending.length === 0) return "none";
  const [low, middle, high] = [0.05, 0.5, 0.95].map((share) => formatChange(quantile(ascending, share)));
  return `${middle} (${low} to ${high})`;
}
