import { openEvidence, type Usage } from "@counterweight/evidence";
import { readerOf } from "@counterweight/evidence/files";
import { nearest, Problem } from "@counterweight/kernel";
import type { Terminal } from "../command.ts";
import { usageProblem } from "../command.ts";
import { readOptions } from "../options.ts";
import { valueText } from "./text.ts";

/** `counterweight evidence show ID`. */
export async function showEvidence(args: string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readOptions("evidence", args, { json: { type: "boolean" } });
  const [typed, ...more] = positionals;
  if (typed === undefined || more.length > 0)
    throw usageProblem("evidence", "one figure id is wanted", "for example ECON-003");
  const evidence = openEvidence(readerOf());
  const figure = evidence.figures.get(typed.toUpperCase());
  if (figure === undefined) {
    const close = nearest(typed.toUpperCase(), [...evidence.figures.keys()], 3);
    throw new Problem({
      code: "figure.unknown",
      what: `there is no figure "${typed}"`,
      ...(close.length === 0 ? {} : { expected: `an id such as ${close.join(", ")}` }),
      doThis: '"counterweight evidence search TEXT" finds one',
    });
  }
  const uses = evidence.usesOf(figure.id);
  if (values.json) {
    terminal.write(`${JSON.stringify({ ...figure, uses }, null, 2)}\n`);
    return 0;
  }
  const counts = {
    stock: "stock: on one day",
    flow: "flow: over the period stated",
    unstated: "stock or flow not stated",
  };
  const rows: [string, string][] = [
    [
      "Value",
      figure.measure.kind === "number" && figure.timing !== "ratio"
        ? `${valueText(figure)} (${counts[figure.timing]})`
        : valueText(figure),
    ],
    [
      "Interval",
      figure.low === undefined && figure.high === undefined && figure.value !== undefined
        ? "published without one"
        : "",
    ],
    ["Year", figure.year],
    ["Place", figure.geography],
    ["Sector", figure.sector],
    ["Population", figure.population],
    ["Source", figure.source],
    ["Links", figure.links.join("\n")],
    ["Checked", figure.checked],
    ["Quality", figure.quality],
    ["Method", figure.method],
    ["Critique", figure.critique],
    ["Notes", figure.notes],
    ["Used by", uses.length === 0 ? "nothing in this package" : uses.map(useLine).join("\n")],
  ];
  terminal.write(`${figure.id}  ${figure.quantity}\n\n`);
  for (const [name, text] of rows)
    if (text !== "")
      terminal.write(`${name.padEnd(12)}${wrap(text, terminal.width - 12).join(`\n${" ".repeat(12)}`)}\n`);
  return 0;
}

function useLine({ kind, name, file, row }: Usage): string {
  return `${kind} ${name} (${file}${row === undefined ? "" : `, row ${row}`})`;
}

function wrap(text: string, width: number): string[] {
  return text.split("\n").flatMap((paragraph) => {
    const lines = [""];
    for (const word of paragraph.split(" ")) {
      const last = lines.at(-1) ?? "";
      if (last !== "" && last.length + 1 + word.length > width) lines.push(word);
      else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
    }
    return lines;
  });
}
