import { compare, discover, ranked } from "@counterweight/policy";
import { type Command, usageProblem } from "../command.ts";
import { discoverAnswer } from "../discover/answer.ts";
import { readOptions } from "../options.ts";
import { aboutOf } from "../policy/about.ts";
import { give } from "../policy/answer.ts";
import { ensembleOptions, ensembleUsage, readEnsemble } from "../policy/options.ts";
import { simulateAll } from "../policy/simulate.ts";

export const command: Command = {
  name: "discover",
  summary: "Under which conditions a measure fails (scenario discovery)",
  usage: `
counterweight discover [--interventions A,B] [--least PERCENT] [OPTIONS]

  --least PERCENT      fails where person-years fall by less than this; 0 where absent: fails by not helping.
                       Where that hardly ever happens, the lowest quarter of what the measure does is taken
  --save FILE.json     a study file: "counterweight study FILE.json" gives the same again
${ensembleUsage}

Without --interventions: the five measures that rank first in "counterweight compare".`,
  run: async (args, terminal) => {
    const { values } = readOptions(
      "discover",
      args,
      {
        ...ensembleOptions,
        least: { type: "string" },
        save: { type: "string" },
      },
      0,
    );
    const least = Number(values.least ?? "0") / 100;
    if (!Number.isFinite(least) || least < 0 || least >= 1)
      throw usageProblem("discover", `--least is "${values.least}"`, "a percentage from 0 to 99");
    const { chosen, request, workers } = readEnsemble("discover", values);
    const [ensemble] = await simulateAll([request], terminal, workers);
    if (ensemble === undefined) throw new Error("no ensemble");
    const ids =
      values.interventions === undefined
        ? ranked(compare(ensemble, ["personYears"])).slice(0, 5)
        : chosen.map(({ id }) => id);
    const found = ids.map((id) => discover(ensemble, id, least, request.seed));
    await give("discover", values, terminal, discoverAnswer(found, chosen, aboutOf(request, ensemble)));
    return 0;
  },
};
