import { formatChange } from "@counterweight/kernel";
import {
  type Comparison,
  type Intervention,
  type OutcomeKey,
  outcomes,
  ranked,
  rightsWarning,
  unitWords,
} from "@counterweight/policy";
import { table } from "../output.ts";

export type RankingOptions = {
  /** The place in words, and the horizon: both stand in the first line. */
  readonly place: string;
  readonly years: number;
  /** Rows shown; all where absent. */
  readonly most?: number;
  readonly outcome?: OutcomeKey;
};

/** Interventions ranked by the change of one outcome, each structure side by side, as a text table. */
export function rankingTable(
  results: readonly Comparison[],
  catalogue: readonly Intervention[],
  { place, years, most, outcome = "personYears" }: RankingOptions,
): string {
  const structures = [...new Set(results.map(({ structure }) => structure))];
  const at = new Map(results.map((row) => [`${row.structure} ${row.intervention} ${row.outcome}`, row]));
  const order = ranked(results, outcome);
  const rows = order.slice(0, most).map((id, index) => {
    const one = catalogue.find((intervention) => intervention.id === id);
    return [
      String(index + 1),
      shortened(one?.name ?? id),
      `${one?.basis ?? ""} ${one?.grade ?? ""}`,
      ...structures.map((structure) => cell(at.get(`${structure} ${id} ${outcome}`))),
    ];
  });
  const left = order.length - rows.length;
  return [
    `Change of ${outcomes[outcome].name} over ${years} years, ${place}, against doing nothing: middle of draws (5% to 95%) [share of draws in which the measure is among the best three].\n\n`,
    table(["", "measure", "unit", ...structures], rows, [0]),
    left > 0 ? `… and ${left} more: "counterweight compare" shows all.\n` : "",
    `\n${unitWords}\n`,
    "Grade: A something close to the size was measured, B worked out from measured numbers, C judged; no size is measured on people exploited with a control group.\n",
    `Warning: ${rightsWarning}\n`,
  ].join("");
}

/** `−4.3% (−13% to −1.7%) 100%`: middle, 5% to 95%, share of draws in the best three. */
function cell(row: Comparison | undefined): string {
  if (row === undefined) return "";
  const format = row.relative ? formatChange : (value: number) => value.toPrecision(2);
  const { p5, p50, p95 } = row.relative ?? row;
  if (p5 === 0 && p95 === 0) return "no change";
  const top = row.topThree === 0 ? "" : ` [${Math.round(row.topThree * 100)}%]`;
  return `${tidy(format(p50))} (${tidy(format(p5))} to ${tidy(format(p95))})${top}`;
}

/** Changes too small to matter read as zero. */
function tidy(text: string): string {
  return /^(under|above)/.test(text) ? "0%" : text;
}

function shortened(name: string, most = 44): string {
  return name.length <= most ? name : `${name.slice(0, most - 1)}…`;
}
