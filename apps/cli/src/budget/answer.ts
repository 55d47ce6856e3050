import type { AnalysisReport } from "@counterweight/brief";
import { formatMoney, formatNumber, formatShare, type Interval } from "@counterweight/kernel";
import { type BudgetResult, type Intervention, rightsWarning, unitWords } from "@counterweight/policy";
import { table } from "../output.ts";
import { type About, ensembleLimits, ensembleMethod, factsOf } from "../policy/about.ts";
import type { Answer } from "../policy/answer.ts";

export const objectiveWords = {
  mean: "the most person-years avoided on average",
  maxmin: "the most in the worst scenario",
  regret: "the least regret in any scenario",
} as const;

export type BudgetAnswer = {
  /** The one asked for first. */
  readonly results: readonly BudgetResult[];
  readonly together: readonly { readonly structure: string; readonly avoided: Interval }[];
  readonly leans: string;
};

export function budgetAnswer(
  { results, together, leans }: BudgetAnswer,
  chosen: readonly Intervention[],
  about: About,
): Answer {
  const [result] = results as [BudgetResult];
  const name = (id: string) => chosen.find((one) => one.id === id)?.name ?? id;
  const findings = findingsOf(results, together, about);
  const header = ["measure", "countries covered", "share", "US$ a year"];
  const rows = result.funded.map(({ intervention, countries, coverage, cost }) => [
    name(intervention),
    formatNumber(countries),
    formatShare(coverage),
    formatMoney(cost),
  ]);
  const priceHeader = ["objective", "mean", "worst scenario", "measures"];
  const prices = results.map(({ objective, mean, worst, funded }) => [
    objective,
    formatShare(mean),
    formatShare(worst),
    funded.map(({ intervention }) => name(intervention)).join(", "),
  ]);
  return {
    json: {
      ...about,
      ...result,
      results,
      together,
      findings,
      leansOn: [leans],
      warning: rightsWarning,
      unit: unitWords,
    },
    csv: [
      ["objective", "intervention", "countries", "coverage", "cost"],
      ...results.flatMap(({ objective, funded }) =>
        funded.map(({ intervention, countries, coverage, cost }) => [
          objective,
          intervention,
          countries,
          coverage,
          cost,
        ]),
      ),
    ],
    text: () =>
      [
        `${formatMoney(result.money)} a year for ${about.years} years, ${about.place}: ${objectiveWords[result.objective]}.\n\n`,
        table(header, rows, [1, 2, 3]),
        `\n${findings.join("\n")}\n\n${table(priceHeader, prices, [1, 2])}\n${leans}\n\n${unitWords}\nWarning: ${rightsWarning}\n`,
      ].join(""),
    report: (): AnalysisReport => ({
      title: `What ${formatMoney(result.money)} a year could do: ${about.place}`,
      summary: findings[0] ?? "",
      facts: factsOf(about),
      findings,
      tables: [
        {
          caption: "The allocation",
          columns: header.map((title, index) => ({ title, numeric: index > 0 })),
          rows,
        },
        {
          caption: "The same money under the three objectives: share of person-years avoided",
          columns: priceHeader.map((title, index) => ({ title, numeric: index === 1 || index === 2 })),
          rows: prices,
        },
      ],
      leansOn: [leans],
      method: [
        ...ensembleMethod,
        "A measure is bought for a share of the place's standard countries, one unit in each, at its central cost, and avoids that share of what one unit everywhere avoids. Of rival regimes at most one is bought.",
        "Scenarios are six clusters of draws in each theory (k-means on what the measures do). The allocation is solved to proof as a mixed-integer program by HiGHS; the package found is then simulated whole.",
      ],
      limits: [...ensembleLimits, "Costs are central; laws are taken as divisible over countries, not within one."],
      sources: result.funded.flatMap(
        ({ intervention }) => chosen.find(({ id }) => id === intervention)?.evidence ?? [],
      ),
    }),
  };
}

function findingsOf(results: readonly BudgetResult[], together: BudgetAnswer["together"], about: About): string[] {
  const [result, ...others] = results as [BudgetResult, ...BudgetResult[]];
  const byMean = [result, ...others].find(({ objective }) => objective === "mean");
  const byWorst = [result, ...others].find(({ objective }) => objective === "maxmin");
  const proof = result.optimal
    ? "proved best among what is offered"
    : `not proved best; nothing can do better than ${formatShare(result.bound)}`;
  return [
    `The allocation avoids ${formatShare(result.mean)} of person-years in exploitation on average over the scenarios and ${formatShare(result.worst)} in the worst (${proof}).`,
    `Simulated whole, it avoids ${together.map(({ structure, avoided }) => `${formatShare(avoided.median)} (${formatShare(avoided.low)} to ${formatShare(avoided.high)}) in ${structure}`).join(", ")}: measures overlap, so sums are not kept.`,
    result.binds === "money"
      ? `Money binds: ${formatMoney(result.cost)} of ${formatMoney(result.money)} a year is spent.`
      : `Choices bind: everything that helps is bought for ${formatMoney(result.cost)} of ${formatMoney(result.money)} a year.`,
    ...(byMean && byWorst
      ? [
          `The price of robustness: guarding the worst scenario costs ${formatShare(byMean.mean - byWorst.mean)} of person-years on average and gains ${formatShare(byWorst.worst - byMean.worst)} in the worst.`,
        ]
      : []),
    `${about.place === "the world" ? "The world" : about.place} counts as ${formatNumber(result.countries)} standard countries.`,
  ];
}
