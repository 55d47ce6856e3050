import { compareReport, renderHtml } from "@counterweight/brief";
import { openEvidence } from "@counterweight/evidence";
import { readerOf } from "@counterweight/evidence/files";
import {
  compare,
  comparedOutcomes,
  drawsKept,
  leaningsOf,
  outcomes,
  placeWords,
  rightsWarning,
  unitWords,
} from "@counterweight/policy";
import type { Command } from "../command.ts";
import { comparisonCsv } from "../compare/csv.ts";
import { rankingTable } from "../compare/table.ts";
import { readOptions } from "../options.ts";
import { writeWhole } from "../output.ts";
import { ensembleOptions, ensembleUsage, readEnsemble } from "../policy/options.ts";
import { simulateAll } from "../policy/simulate.ts";

export const command: Command = {
  name: "compare",
  summary: "What each intervention changes under rival theories, with how sure we may be",
  usage: `
counterweight compare [OPTIONS]
${ensembleUsage}

Changes are against doing nothing in the same draw. p5, p50, p95 are in the outcome's unit over the whole
horizon, relative is a share of what would be without the intervention, topThree the share of draws in
which the intervention is among the best three and better than nothing.`,
  run: async (args, terminal) => {
    const { values } = readOptions("compare", args, ensembleOptions, 0);
    const { catalogue, chosen, request, workers } = readEnsemble("compare", values);
    const [ensemble] = await simulateAll([request], terminal, workers);
    if (ensemble === undefined) throw new Error("no ensemble");
    const results = compare(ensemble);
    const { draws, seed, years } = request;
    const place = placeWords(request.place);
    const leanings = leaningsOf(ensemble, "personYears");
    if (values.out !== undefined) {
      const evidence = openEvidence(readerOf());
      const report = compareReport(
        { results, interventions: chosen, draws, seed, years, place, leanings, kept: drawsKept(ensemble) },
        evidence.figures,
      );
      await writeWhole(values.out, renderHtml(report));
    }
    if (values.json) {
      const units = Object.fromEntries(comparedOutcomes.map((key) => [key, outcomes[key].unit]));
      const better = Object.fromEntries(comparedOutcomes.map((key) => [key, outcomes[key].better]));
      const about = { place, years, unit: unitWords, warning: rightsWarning, outcomeUnits: units, better };
      terminal.write(`${JSON.stringify({ draws, seed, ...about, kept: drawsKept(ensemble), leanings, results })}\n`);
    } else if (values.csv) terminal.write(comparisonCsv(results));
    else if (values.out === undefined) {
      terminal.write(rankingTable(results, catalogue, { place, years }));
      for (const { structure, leanings: most } of leanings)
        terminal.write(
          `In ${structure} the sizes of the changes lean most on ${most.map(({ label, share }) => `${label} (${Math.round(share * 100)}% of the spread)`).join(", ")}.\n`,
        );
    } else terminal.write(`${values.out} is written.\n`);
    return 0;
  },
};
