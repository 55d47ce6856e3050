import {
  analyzeBudget,
  analyzeEvppi,
  analyzePrim,
  analyzeSmaa,
  analyzeSobol,
  highsSolver,
  parseJson,
} from "@counterweight/decisions";
import { nearest } from "@counterweight/kernel";
import { type Command, type Terminal, usageProblem } from "../command.ts";
import { readInput, readOptions } from "../options.ts";
import { writeWhole } from "../output.ts";

/** Each analysis: from the parsed JSON and its place to what is printed. */
const analyses: Readonly<Record<string, (input: unknown, where: string) => unknown>> = {
  sobol: analyzeSobol,
  evppi: analyzeEvppi,
  prim: analyzePrim,
  smaa: analyzeSmaa,
  budget: async (input, where) => analyzeBudget(input, where, await highsSolver()),
};

const usage = `
counterweight analyze ANALYSIS FILE|- [--out FILE]

Decision analysis of draws from anywhere: JSON in (a file, or - for standard input), JSON out.

  sobol   {"names": [d], "A": [N], "B": [N], "AB": [[N] x d]}
          Variance shares of each input from model outputs on Saltelli's design.
  evppi   {"parameters": {name: [N]}, "netBenefit": {option: [N]}, "groups"?: [[name]]}
          What knowing each parameter, or a group, is worth to the choice.
  prim    {"inputs": {name: [N]}, "target": [0 or 1 x N]}
          Boxes of inputs in which the target is mostly 1.
  smaa    {"criteria": [{"name", "better": "more" or "less"}], "alternatives": {name: {criterion: [draws]}},
           "weights": {"order"?: [names], "bounds"?: {name: [low, high]}}, "draws", "seed"}
          How often each alternative takes each rank when weights are not agreed.
  budget  {"budget", "objective": "mean", "maxmin" or "regret",
           "levers": [{"name", "levels": [{"cost", "effect": [per scenario]}]}]}
          Exactly one level of each lever within the budget, proved best.

  --out FILE  write the result to FILE instead of standard output

docs/guide/analyze.md has an example of each, with every optional field.
`;

async function run(args: string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readOptions("analyze", args, {
    out: { type: "string", short: "o" },
    json: { type: "boolean" },
  });
  const [name, file, ...rest] = positionals;
  const known = Object.keys(analyses);
  if (name === undefined) throw usageProblem("analyze", "no analysis was named", known.join(", "));
  const analysis = Object.hasOwn(analyses, name) ? analyses[name] : undefined;
  if (analysis === undefined) {
    const close = nearest(name, known);
    throw usageProblem("analyze", `there is no analysis "${name}"`, (close.length > 0 ? close : known).join(", "));
  }
  if (file === undefined) throw usageProblem("analyze", "no file was named", "a file, or - for standard input");
  if (rest.length > 0) throw usageProblem("analyze", `"${rest[0]}" is one argument too many`, "one file");
  const where = file === "-" ? "standard input" : file;
  const result = await analysis(parseJson(await readInput(file, terminal), where), where);
  const text = `${JSON.stringify(result, null, 2)}\n`;
  if (values.out === undefined) terminal.write(text);
  else await writeWhole(values.out, text);
  return 0;
}

export const command: Command = {
  name: "analyze",
  summary: "Sensitivity, value of information, scenario discovery, weights and budgets for draws from anywhere",
  usage,
  run,
};
