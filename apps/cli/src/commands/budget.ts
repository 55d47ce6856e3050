import { highsSolver } from "@counterweight/decisions";
import { packageOf, spend, wholeOf } from "@counterweight/policy";
import { budgetAnswer } from "../budget/answer.ts";
import { type Command, usageProblem } from "../command.ts";
import { readOptions } from "../options.ts";
import { aboutOf } from "../policy/about.ts";
import { give } from "../policy/answer.ts";
import { ensembleOptions, ensembleUsage, readEnsemble } from "../policy/options.ts";
import { simulateAll } from "../policy/simulate.ts";

const objectives = ["mean", "maxmin", "regret"] as const;
type Objective = (typeof objectives)[number];

export const command: Command = {
  name: "budget",
  summary: "How a yearly sum of money avoids most exploitation, with its proof and the price of robustness",
  usage: `
counterweight budget --money US$ [--objective mean|maxmin|regret] [OPTIONS]

  --money US$          public money a year, for example 100e6
  --objective NAME     mean: most avoided on average (where absent); maxmin: most in the worst scenario;
                       regret: least regret in any scenario
  --save FILE.json     a study file: "counterweight study FILE.json" gives the same again
${ensembleUsage}`,
  run: async (args, terminal) => {
    const { values } = readOptions(
      "budget",
      args,
      {
        ...ensembleOptions,
        money: { type: "string" },
        objective: { type: "string" },
        save: { type: "string" },
      },
      0,
    );
    const money = Number(values.money ?? Number.NaN);
    if (!Number.isFinite(money) || money <= 0 || values.money?.trim() === "")
      throw usageProblem(
        "budget",
        values.money === undefined ? "--money is missing" : `--money is "${values.money}"`,
        "US dollars a year above 0, such as 100e6",
      );
    const objective = objectives.find((one) => one === (values.objective ?? "mean"));
    if (objective === undefined)
      throw usageProblem("budget", `--objective is "${values.objective}"`, objectives.join(", "));
    const { catalogue, chosen, request, workers } = readEnsemble("budget", values, { draws: 512 });
    const [ensemble] = await simulateAll([request], terminal, workers);
    if (ensemble === undefined) throw new Error("no ensemble");
    const solver = await highsSolver();
    const order: Objective[] = [objective, ...objectives.filter((one) => one !== objective)];
    const results = order.map((one) => spend(ensemble, catalogue, money, one, solver));
    const [best] = results;
    if (best === undefined) throw new Error("no allocation");
    const policy = packageOf(best);
    const [whole] = await simulateAll([{ ...request, policies: [policy] }], terminal, workers, "Trying it whole");
    if (whole === undefined) throw new Error("no ensemble");
    const together = wholeOf(whole, policy);
    const leans = together.flatMap(({ structure, leaning }) =>
      leaning ? [`in ${structure} on ${leaning.label} (${Math.round(leaning.share * 100)}% of the spread)`] : [],
    );
    const answer = budgetAnswer(
      {
        results,
        together: together.map(({ structure, avoided }) => ({ structure, avoided })),
        leans: `What the allocation does leans most ${leans.join(", ")}.`,
      },
      chosen,
      aboutOf(request, ensemble),
    );
    await give("budget", values, terminal, answer);
    return 0;
  },
};
