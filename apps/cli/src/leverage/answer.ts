import { type AnalysisReport, intervalChart, type StructureKey, structureStyle } from "@counterweight/brief";
import { formatChange, formatNumber, type Interval } from "@counterweight/kernel";
import {
  type Intervention,
  type Leverage,
  leverageOrder,
  outcomes,
  rightsWarning,
  unitWords,
} from "@counterweight/policy";
import { table } from "../output.ts";
import { type About, ensembleLimits, ensembleMethod, factsOf } from "../policy/about.ts";
import type { Answer } from "../policy/answer.ts";

export function leverageAnswer(all: readonly Leverage[], chosen: readonly Intervention[], about: About): Answer {
  const results = all.filter(({ outcome }) => outcome === all[0]?.outcome);
  const name = (id: string) => chosen.find((one) => one.id === id)?.name ?? id;
  const structures = [...new Set(results.map(({ structure }) => structure))];
  const outcome = results[0]?.outcome ?? "personYears";
  const { name: title, unit } = outcomes[outcome];
  const ranked = leverageOrder(results);
  const of = (structure: string, id: string) =>
    results.find((row) => row.structure === structure && row.intervention === id);
  const findings = findingsOf(results, structures, name, unit);
  const leans = leaningWords(results, structures, name);
  const header = [
    "measure",
    ...structures.flatMap((key) => [`${key} per unit`, `${key} per $1m`, `${key} first, top 3`]),
  ];
  const rows = ranked.map((id) => [name(id), ...structures.flatMap((structure) => cells(of(structure, id)))]);
  return {
    json: {
      ...about,
      outcome,
      outcomeUnit: unit,
      results: all,
      findings,
      leansOn: leans,
      warning: rightsWarning,
      unit: unitWords,
    },
    csv: [
      [
        "structure",
        "intervention",
        "outcome",
        "unit_p5",
        "unit_p50",
        "unit_p95",
        "million_p5",
        "million_p50",
        "million_p95",
        "unit_first",
        "unit_second",
        "unit_third",
        "dollar_first",
        "dollar_second",
        "dollar_third",
        "leans_on",
      ],
      ...all.map((row) => [
        row.structure,
        row.intervention,
        row.outcome,
        row.perUnit.low,
        row.perUnit.median,
        row.perUnit.high,
        row.perMillion.low,
        row.perMillion.median,
        row.perMillion.high,
        ...row.rankPerUnit,
        ...row.rankPerDollar,
        row.leansOn[0]?.label ?? "",
      ]),
    ],
    text: () =>
      [
        `Leverage on ${title} over ${about.years} years, ${about.place}. Per unit: change, middle (5% to 95%). Per $1m: ${unit} gained for each million US$ of public money. First, top 3: share of draws, by dollar.\n\n`,
        table(header, rows),
        `\n${findings.join("\n")}\n${leans.join("\n")}\n\n${unitWords}\nWarning: ${rightsWarning}\n`,
      ].join(""),
    report: (): AnalysisReport => ({
      title: `Leverage on ${title}: ${about.place}`,
      summary: findings[0] ?? "",
      facts: factsOf(about),
      findings,
      blocks: [
        {
          kind: "figure",
          title: findings[0] ?? "",
          svg: intervalChart(
            ranked.slice(0, 20).map((id) => ({
              label: name(id),
              marks: structures.flatMap((structure) => {
                const row = of(structure, id);
                return row === undefined ? [] : [{ ...row.perMillion, ...structureStyle[structure as StructureKey] }];
              }),
            })),
            {
              labelWidth: 300,
              zero: 0,
              format: (value) => formatNumber(value),
              axis: `${unit} gained for each million US$; bars are 5% to 95% of draws`,
              describe: "Leverage by dollar of the first twenty measures; the numbers stand in the table.",
            },
          ),
          alternative: "The numbers stand in the table.",
          source: "Counterweight.",
        },
      ],
      tables: [
        {
          caption: `Change for one unit, ${unit} gained for each million US$, and share of draws in which the measure ranks first and among the first three by dollar`,
          columns: header.map((title_, index) => ({ title: title_, numeric: index > 0 })),
          rows,
        },
      ],
      leansOn: leans,
      method: [
        ...ensembleMethod,
        "Rank acceptability: the share of draws in which a measure takes each rank among those compared, only where it is better than nothing.",
        "No measure is taken to cost less than 50,000 US$ a year in the standard country (judged), so that one that pays for itself has no endless leverage.",
      ],
      limits: [
        ...ensembleLimits,
        "Per dollar speaks of small additions: a law cannot be bought twice, and a programme saturates.",
      ],
      sources: chosen.flatMap(({ evidence }) => evidence),
    }),
  };
}

function cells(row: Leverage | undefined): string[] {
  if (row === undefined) return ["", "", ""];
  const { perUnit, perMillion, rankPerDollar } = row;
  const top = rankPerDollar.reduce((sum, share) => sum + share, 0);
  return [
    span(perUnit, formatChange),
    span(perMillion, (value) => formatNumber(value)),
    top === 0 ? "" : `${Math.round((rankPerDollar[0] ?? 0) * 100)}%, ${Math.round(top * 100)}%`,
  ];
}

function span({ low, median, high }: Interval, format: (value: number) => string): string {
  const tidy = (value: number) => (Math.abs(value) < 1e-4 ? "0" : format(value));
  return `${tidy(median)} (${tidy(low)} to ${tidy(high)})`;
}

function findingsOf(
  results: readonly Leverage[],
  structures: readonly string[],
  name: (id: string) => string,
  unit: string,
): string[] {
  return structures.map((structure) => {
    const rows = results.filter((row) => row.structure === structure);
    const first = (rank: (row: Leverage) => number) =>
      rows.reduce((best, row) => (rank(row) > rank(best) ? row : best));
    const unitBest = first((row) => row.rankPerUnit[0] ?? 0);
    const dollarBest = first((row) => row.rankPerDollar[0] ?? 0);
    return `In ${structure}, ${name(unitBest.intervention)} moves most by unit (first in ${Math.round((unitBest.rankPerUnit[0] ?? 0) * 100)}% of draws, ${formatChange(unitBest.perUnit.median)}), and ${name(dollarBest.intervention)} by dollar (first in ${Math.round((dollarBest.rankPerDollar[0] ?? 0) * 100)}% of draws, ${span(dollarBest.perMillion, (value) => formatNumber(value))} ${unit} for each million US$).`;
  });
}

function leaningWords(
  results: readonly Leverage[],
  structures: readonly string[],
  name: (id: string) => string,
): string[] {
  return structures.flatMap((structure) => {
    const rows = results.filter((row) => row.structure === structure);
    const top = rows.toSorted((a, b) => b.perMillion.median - a.perMillion.median)[0];
    const [most] = top?.leansOn ?? [];
    return top && most
      ? [
          `In ${structure} the leverage of ${name(top.intervention)} leans most on ${most.label} (${Math.round(most.share * 100)}% of its spread).`,
        ]
      : [];
  });
}
