import { type Figure, openEvidence } from "@counterweight/evidence";
import { readerOf } from "@counterweight/evidence/files";
import type { Terminal } from "../command.ts";
import { usageProblem } from "../command.ts";
import { readOptions, wholeNumber } from "../options.ts";
import { table } from "../output.ts";
import { valueText } from "./text.ts";

/** `counterweight evidence search TEXT`. */
export async function searchEvidence(args: string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readOptions("evidence", args, {
    most: { type: "string" },
    json: { type: "boolean" },
  });
  const text = positionals.join(" ").trim();
  if (text === "") throw usageProblem("evidence", "the text to search for is missing");
  const most = wholeNumber("evidence", "most", values.most, 10, 1, 1000);
  const hits = openEvidence(readerOf()).search(text, most);
  if (values.json) {
    const found = hits.map(({ figure, score }) => ({ score: Number.isFinite(score) ? score : null, ...figure }));
    terminal.write(`${JSON.stringify({ query: text, figures: found }, null, 2)}\n`);
    return 0;
  }
  if (hits.length === 0) {
    terminal.write(`No figure matches "${text}". Try other words, or a number with its unit.\n`);
    return 0;
  }
  terminal.write(
    table(
      ["id", "value", "what", "where", "year", "quality", "checked"],
      hits.map(({ figure }) => line(figure, terminal.interactive ? terminal.width : 170)),
    ),
  );
  return 0;
}

function line(figure: Figure, width: number): string[] {
  const room = Math.max(30, width - 80);
  const what = figure.quantity.length > room ? `${figure.quantity.slice(0, room - 1)}…` : figure.quantity;
  const place = figure.geography.length > 18 ? `${figure.geography.slice(0, 17)}…` : figure.geography;
  const checked =
    figure.checked === "from memory - unverified" ? "from memory" : figure.checked.replace("seen in ", "");
  return [figure.id, valueText(figure), what, place, figure.year.slice(0, 12), figure.quality, checked];
}
