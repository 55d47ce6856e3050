import { simulateLines } from "@counterweight/market";
import { type Command, usageProblem } from "../command.ts";
import { readInput, readOptions } from "../options.ts";

export const command: Command = {
  name: "simulate",
  summary: "Run the market model on requests, one JSON object a line",
  usage: `
counterweight simulate [FILE|-]

Reads one JSON object a line from FILE, or from standard input, and writes one JSON object a line, in the same order.

  {"id": 1, "structure": "D", "parameters": {"X0": [100, 50]}, "levers": {"det": 1}, "levers_in": [0],
   "step": 0.25, "years": 30, "scheme": "reference"}

  id          text or number, given back
  structure   D demand-led, S vulnerability-led, E enforcement-displacement, W capped price; none: base values
  parameters  symbols of docs/model/equations.md; one number, or one for each segment. They win over the structure, and the
              structure over the base values, which are placeholders for testing and no estimates. J is the number of
              segments (base 2; a third and later ones start like the second), dt and T are step and years.
  levers      symbols of docs/model/equations.md; what is absent is neutral
  levers_in   segments (from 0) that get the levers; root, safe and shelter always act on all. Absent: all
  step, years 0.25 and 30
  scheme      "reference": explicit Euler, for comparison with published runs (used where none is named);
              "default": second order and stable, the scheme of every other command

Result: person_years, exploited_at_end, profit, newly_exploited, convictions, price_last_step,
expected_sanction_last_step, gross_margin_last_step, at_risk_at_end. People in persons, money in $.

One faulty line stops everything: a sentence names line and key, nothing is written, exit code 2.
`,
  async run(args, terminal) {
    const { positionals } = readOptions("simulate", args, {});
    if (positionals.length > 1) throw usageProblem("simulate", `there are ${positionals.length} files`, "one, or -");
    const file = positionals[0] ?? "-";
    terminal.write(simulateLines(await readInput(file, terminal), file === "-" ? "standard input" : file));
    return 0;
  },
};
