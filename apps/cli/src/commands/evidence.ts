import type { Command } from "../command.ts";
import { usageProblem } from "../command.ts";
import { checkEvidence } from "../evidence/check.ts";
import { searchEvidence } from "../evidence/search.ts";
import { showEvidence } from "../evidence/show.ts";

const parts = { search: searchEvidence, show: showEvidence, check: checkEvidence };

export const command: Command = {
  name: "evidence",
  summary: "Search the figures, show one with its source and uses, check a data package",
  usage: `
counterweight evidence search TEXT [--most N] [--json]   figures that match words or numbers, best first
counterweight evidence show ID [--json]                  one figure: source, quality, critique, where it is used
counterweight evidence check [FOLDER] [--json]           names file, row and column of every fault; code 1 if there is one

  counterweight evidence search "32 billion"
  counterweight evidence show ECON-003
  counterweight evidence check data
`,
  run: async (args, terminal) => {
    const [name, ...rest] = args;
    const part = parts[name as keyof typeof parts];
    if (part === undefined || !Object.hasOwn(parts, name ?? ""))
      throw usageProblem(
        "evidence",
        name === undefined ? "the part is missing" : `there is no part "${name}"`,
        Object.keys(parts).join(", "),
      );
    return part(rest, terminal);
  },
};
