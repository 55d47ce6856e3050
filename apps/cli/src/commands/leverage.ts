import { nearest } from "@counterweight/kernel";
import { comparedOutcomes, leverageOf, type OutcomeKey, outcomeKeys } from "@counterweight/policy";
import { type Command, usageProblem } from "../command.ts";
import { leverageAnswer } from "../leverage/answer.ts";
import { readOptions } from "../options.ts";
import { aboutOf } from "../policy/about.ts";
import { give } from "../policy/answer.ts";
import { ensembleOptions, ensembleUsage, readEnsemble } from "../policy/options.ts";
import { simulateAll } from "../policy/simulate.ts";

export const command: Command = {
  name: "leverage",
  summary: "Which measure moves an outcome most, for a unit and for the money, and how often it ranks first",
  usage: `
counterweight leverage [--outcome NAME] [OPTIONS]

  --outcome NAME       ${outcomeKeys.filter((key) => key !== "publicCost").join(", ")};
                       personYears where absent; all: the six of "compare" in --json and --csv, of which
                       the table and the report show the first
  --save FILE.json     a study file: "counterweight study FILE.json" gives the same again
${ensembleUsage}`,
  run: async (args, terminal) => {
    const { values } = readOptions(
      "leverage",
      args,
      {
        ...ensembleOptions,
        outcome: { type: "string" },
        save: { type: "string" },
      },
      0,
    );
    const { chosen, request, workers } = readEnsemble("leverage", values);
    const wanted = values.outcome?.toLowerCase() === "all" ? comparedOutcomes : [outcomeNamed(values.outcome)];
    const [ensemble] = await simulateAll([request], terminal, workers);
    if (ensemble === undefined) throw new Error("no ensemble");
    const results = wanted.flatMap((outcome) => leverageOf(ensemble, outcome));
    const answer = leverageAnswer(results, chosen, aboutOf(request, ensemble));
    await give("leverage", values, terminal, answer);
    return 0;
  },
};

function outcomeNamed(text = "personYears"): OutcomeKey {
  const names = outcomeKeys.filter((key) => key !== "publicCost");
  const found = names.find((key) => key.toLowerCase() === text.toLowerCase());
  if (found !== undefined) return found;
  const close = nearest(text, names);
  throw usageProblem("leverage", `there is no outcome "${text}"`, (close.length > 0 ? close : names).join(", "));
}
