import { type ClaimCheck, openEvidence } from "@counterweight/evidence";
import { readerOf } from "@counterweight/evidence/files";
import { type Command, usageProblem } from "../command.ts";
import { valueText } from "../evidence/text.ts";
import { readOptions, wholeNumber } from "../options.ts";

export const command: Command = {
  name: "claim",
  summary: "Check a number or a statement before repeating it",
  usage: `
counterweight claim "TEXT OR NUMBER" [--most N] [--json]   claims that match, best first: verdict, origin, what is known instead

  counterweight claim "32 billion"
  counterweight claim "average age of entry is 13"
`,
  run: async (args, terminal) => {
    const { values, positionals } = readOptions("claim", args, { most: { type: "string" }, json: { type: "boolean" } });
    const text = positionals.join(" ").trim();
    if (text === "") throw usageProblem("claim", "the claim is missing", "words or a number");
    const most = wholeNumber("claim", "most", values.most, 3, 1, 128);
    const found = openEvidence(readerOf()).claims(text, most);
    if (values.json) {
      const claims = found.map(({ known, figure, ...claim }) => ({
        ...claim,
        score: Number.isFinite(claim.score) ? claim.score : null,
        quality: figure.quality,
        checked: figure.checked,
        links: figure.links,
        known: known.map(({ id, quantity, value, low, high, unit, year, source, quality, checked }) => ({
          id,
          quantity,
          value,
          low,
          high,
          unit,
          year,
          source,
          quality,
          checked,
        })),
      }));
      terminal.write(`${JSON.stringify({ query: text, claims }, null, 2)}\n`);
      return 0;
    }
    if (found.length === 0)
      terminal.write(`No claim in the evidence matches "${text}"; that says nothing about its truth.\n`);
    terminal.write(found.map(claimText).join("\n"));
    return 0;
  },
};

function claimText({ id, claim, kind, verdict, origin, critique, known, say, figure }: ClaimCheck): string {
  const lines = [
    `${id}  “${claim}”`,
    `  Verdict     ${verdict} (${kind}, ${figure.checked})`,
    `  Origin      ${origin}`,
    ...(critique === "" ? [] : [`  Evidence    ${critique}`]),
    ...(say === undefined ? [] : [`  Say         ${say}`]),
    ...known.map(
      (each, at) =>
        `  ${at === 0 ? "Known       " : "            "}${each.id} ${each.quantity}: ${valueText(each)}, ${each.geography} ${each.year} (${each.quality}${each.checked === "from memory - unverified" ? ", from memory" : ""})`,
    ),
  ];
  return `${lines.join("\n")}\n`;
}
