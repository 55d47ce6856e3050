import { openEvidence } from "@counterweight/evidence";
import { readerOf } from "@counterweight/evidence/files";
import { informationValue } from "@counterweight/policy";
import { type Command, usageProblem } from "../command.ts";
import { informationAnswer } from "../information/answer.ts";
import { readOptions } from "../options.ts";
import { aboutOf } from "../policy/about.ts";
import { give } from "../policy/answer.ts";
import { ensembleOptions, ensembleUsage, readEnsemble } from "../policy/options.ts";
import { simulateAll } from "../policy/simulate.ts";

export const command: Command = {
  name: "value-of-information",
  summary: "What is worth finding out before choosing a measure",
  usage: `
counterweight value-of-information [--by unit|dollar] [OPTIONS]

  --by unit|dollar     compare one unit of each measure, or the same money spent on each; dollar where absent
  --save FILE.json     a study file: "counterweight study FILE.json" gives the same again
${ensembleUsage}`,
  run: async (args, terminal) => {
    const { values } = readOptions(
      "value-of-information",
      args,
      {
        ...ensembleOptions,
        by: { type: "string" },
        save: { type: "string" },
      },
      0,
    );
    const by = values.by ?? "dollar";
    if (by !== "unit" && by !== "dollar")
      throw usageProblem("value-of-information", `--by is "${by}"`, "unit or dollar");
    const { chosen, request, workers } = readEnsemble("value-of-information", values);
    const [ensemble] = await simulateAll([request], terminal, workers);
    if (ensemble === undefined) throw new Error("no ensemble");
    const { parameters } = openEvidence(readerOf());
    const value = informationValue(ensemble, by);
    await give(
      "value-of-information",
      values,
      terminal,
      informationAnswer(value, chosen, parameters, aboutOf(request, ensemble)),
    );
    return 0;
  },
};
