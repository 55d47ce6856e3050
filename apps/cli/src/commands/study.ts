import { openEvidence } from "@counterweight/evidence";
import { readerOf } from "@counterweight/evidence/files";
import { drawRows, readStudy, runStudy, studyJson } from "@counterweight/policy";
import { type Command, usageProblem } from "../command.ts";
import { readInput, readOptions } from "../options.ts";
import { csvLine, writeWhole } from "../output.ts";
import { reading, savedAnalysis } from "../policy/save.ts";
import { studyTable } from "../study/table.ts";

export const command: Command = {
  name: "study",
  summary: "Run a study saved by the lab: its policies year by year under rival theories, to the same digits",
  usage: `
counterweight study FILE.json|- [--json | --csv] [--out FILE]

  FILE.json    a study: region, sectors, structures, draws, seed, years, and policies as levers set by hand.
               The lab writes one ("JSON" in the room "Test a policy"); - reads standard input.
               Also an analysis saved by "leverage", "discover", "value-of-information", "budget" or
               "common-ground" with --save, which gives the same result again
  --json       one JSON document: for each structure and policy the 5%, 50% and 95% course of every outcome
  --csv        one line for each structure, policy and draw: every outcome in the last year, all digits
  --out FILE   into a file instead of to the screen

The smallest study:
  {"kind": "counterweight study", "version": 1, "policies": [{"name": "Hotlines", "levers": {"tdet": 1}}]}`,
  run: async (args, terminal) => {
    const { values, positionals } = readOptions("study", args, {
      json: { type: "boolean" },
      csv: { type: "boolean" },
      out: { type: "string" },
    });
    const [file, ...rest] = positionals;
    if (file === undefined || rest.length > 0) throw usageProblem("study", "one study file is wanted");
    const where = file === "-" ? "standard input" : file;
    const text = await readInput(file, terminal);
    const analysis = savedAnalysis(text, where);
    if (analysis !== undefined) {
      const { main } = await import("../main.ts");
      const { json, csv, out } = values;
      return main(
        [...analysis.args, ...(json ? ["--json"] : []), ...(csv ? ["--csv"] : []), ...(out ? ["--out", out] : [])],
        reading(terminal, analysis),
      );
    }
    const study = readStudy(text, where);
    const result = await runStudy(openEvidence(readerOf()), study, {
      signal: terminal.signal,
      onBlock: (done, total) => {
        if (terminal.interactive)
          terminal.error(`\rRunning: ${Math.round((done / total) * 100)}%${done === total ? "\n" : ""}`);
      },
    });
    const answer = values.json
      ? `${JSON.stringify(studyJson(result))}\n`
      : values.csv
        ? drawRows(result).map(csvLine).join("")
        : studyTable(result);
    if (values.out === undefined) terminal.write(answer);
    else {
      await writeWhole(values.out, answer);
      terminal.write(`${values.out} is written.\n`);
    }
    return 0;
  },
};
