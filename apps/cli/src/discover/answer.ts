import type { AnalysisReport } from "@counterweight/brief";
import { formatNumber, formatShare } from "@counterweight/kernel";
import {
  boxWords,
  type Discovery,
  discoveryWords,
  type Intervention,
  rightsWarning,
  unitWords,
} from "@counterweight/policy";
import { type About, ensembleLimits, ensembleMethod, factsOf } from "../policy/about.ts";
import type { Answer } from "../policy/answer.ts";

export function discoverAnswer(found: readonly Discovery[], chosen: readonly Intervention[], about: About): Answer {
  const name = (id: string) => chosen.find((one) => one.id === id)?.name ?? id;
  const words = found.flatMap((one) => discoveryWords(one, name(one.policy)));
  const leans = found.map((one) => {
    const first = one.boxes[0]?.conditions[0];
    return `Whether ${name(one.policy)} fails leans most on ${first ? first.label : "no single condition that could be told from chance"}.`;
  });
  return {
    json: { ...about, results: found, words, leansOn: leans, warning: rightsWarning, unit: unitWords },
    csv: [
      ["intervention", "box", "condition", "low", "high", "quasi_p", "stable", "coverage", "density", "mass"],
      ...found.flatMap(({ policy, boxes }) =>
        boxes.flatMap(({ conditions, coverage, density, mass }, box) =>
          conditions.map(({ name: input, low, high, quasiP, stable }) => [
            policy,
            box + 1,
            input,
            low,
            high,
            quasiP,
            stable,
            coverage,
            density,
            mass,
          ]),
        ),
      ),
    ],
    text: () => `${words.join("\n")}\n\n${leans.join("\n")}\n\n${unitWords}\nWarning: ${rightsWarning}\n`,
    report: (): AnalysisReport => ({
      title: `Where measures fail: ${about.place}`,
      summary: words[0] ?? "",
      facts: factsOf(about),
      findings: words,
      tables: found.flatMap((one) =>
        one.boxes.map((box, index) => ({
          caption: `${name(one.policy)}, conditions ${index + 1}: ${boxWords(box)}`,
          columns: [
            { title: "Condition" },
            { title: "from", numeric: true },
            { title: "to", numeric: true },
            { title: "probability that it is chance", numeric: true },
            { title: "comes back in random halves", numeric: true },
          ],
          rows: box.conditions.map(({ label, low, high, quasiP, stable }) => [
            label,
            formatNumber(low),
            formatNumber(high),
            formatShare(quasiP),
            formatShare(stable),
          ]),
        })),
      ),
      leansOn: leans,
      method: [
        ...ensembleMethod,
        "Conditions are found by PRIM (Friedman and Fisher 1999; Bryant and Lempert 2010) over all theories pooled and everything that was drawn. Coverage is the share of all failures inside, density the share of what is inside that fails.",
      ],
      limits: [...ensembleLimits, "Conditions describe the model's draws, not places in the world."],
      sources: chosen.flatMap(({ evidence }) => evidence),
    }),
  };
}
