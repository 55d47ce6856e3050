import type { AnalysisReport } from "@counterweight/brief";
import type { Registry } from "@counterweight/evidence";
import { formatShare } from "@counterweight/kernel";
import { type InformationValue, type Intervention, rightsWarning, unitWords } from "@counterweight/policy";
import { table } from "../output.ts";
import { type About, ensembleLimits, ensembleMethod, factsOf } from "../policy/about.ts";
import type { Answer } from "../policy/answer.ts";

export function informationAnswer(
  value: InformationValue,
  chosen: readonly Intervention[],
  registry: Registry,
  about: About,
): Answer {
  const name = (id: string) => chosen.find((one) => one.id === id)?.name ?? (id === "nothing" ? "doing nothing" : id);
  const figuresOf = (input: string): readonly string[] => {
    const found = chosen.find(({ id }) => id === input.split(".")[0]);
    if (found) return found.evidence;
    const rows = registry.rows.filter((row) => row.symbol === input.split(" ")[0]);
    return [...new Set(rows.flatMap((row) => row.figures))];
  };
  const [first] = value.parameters;
  const per = value.by === "unit" ? "for one unit" : "for the same money (10 US$ a person-year)";
  const findings = [
    `As far as we know ${name(value.best.policy)} is the best single measure ${per}: it avoids ${formatShare(value.best.gain)} of person-years on average over the theories.`,
    `Knowing everything before choosing would avoid another ${formatShare(value.everything.estimate)} (standard error ${formatShare(value.everything.standardError)}).`,
    first && first.estimate > 2 * first.standardError
      ? `Of single quantities, ${first.label} is most worth finding out: ${formatShare(first.estimate)}, ${formatShare(first.share)} of the worth of knowing everything.`
      : "No single quantity is worth finding out by itself: none would change the choice often enough.",
  ];
  const header = [
    "quantity",
    "worth of knowing it",
    "standard error",
    "share of everything",
    "figures that bear on it",
  ];
  const rows = value.parameters.map(({ name: input, label, estimate, standardError, share }) => [
    label,
    formatShare(estimate),
    formatShare(standardError),
    formatShare(share),
    figuresOf(input).slice(0, 5).join(" ") || "none",
  ]);
  const leans = [`The choice leans most on ${first?.label ?? "nothing that was drawn"}.`];
  return {
    json: { ...about, ...value, findings, leansOn: leans, warning: rightsWarning, unit: unitWords },
    csv: [
      ["quantity", "label", "estimate", "standardError", "share", "figures"],
      ...value.parameters.map(({ name: input, label, estimate, standardError, share }) => [
        input,
        label,
        estimate,
        standardError,
        share,
        figuresOf(input).join(" "),
      ]),
    ],
    text: () =>
      `${findings.join("\n")}\n\n${table(header, rows, [1, 2, 3])}\n${leans.join("\n")}\n\n${unitWords}\nWarning: ${rightsWarning}\n`,
    report: (): AnalysisReport => ({
      title: `What is worth finding out: ${about.place}`,
      summary: findings[2] ?? "",
      facts: factsOf(about),
      findings,
      tables: [
        {
          caption: `Expected value of perfect information about one quantity, ${value.unit}`,
          columns: header.map((title, index) => ({ title, numeric: index > 0 && index < 4 })),
          rows,
        },
      ],
      leansOn: leans,
      method: [
        ...ensembleMethod,
        "EVPI: mean of the best measure of each draw less the best mean. EVPPI: the same when one quantity alone is known, by regression of each measure's gain on it (Strong, Oakley and Brennan 2014).",
      ],
      limits: [
        ...ensembleLimits,
        "A quantity can be worth little because the choice does not turn on it, though it is badly known.",
      ],
      sources: value.parameters.flatMap(({ name: input }) => figuresOf(input)),
    }),
  };
}
