import { type Classification, classify, outsideCodes, ruleNames } from "@counterweight/cases";
import { type Terminal, usageProblem } from "../command.ts";
import { readOptions } from "../options.ts";
import { readRecords, recordsOrProblem } from "./files.ts";
import { openStandards } from "./shared.ts";

const mostMissing = 8;

/** One classification for a person to read: outcome first, then why, what is missing, and what would change it. */
function text(id: string, result: Classification): string {
  const lines = [`${id}: ${result.outcome}`, `  by ${result.title}`];
  const age = { adult: "18 or older", child: "under 18", unknown: "not known" }[result.age.majority];
  lines.push(`  age when it happened: ${age} (${result.age.from})`);
  for (const branch of result.branches) {
    if (result.branches.length > 1) lines.push(`  ${branch.id}`);
    for (const { name, truth, findings } of branch.elements) {
      lines.push(`  ${name.padEnd(8)} ${truth}`);
      for (const { label, truth: counts, source } of findings) lines.push(`           ${label}: ${counts} (${source})`);
    }
  }
  for (const { name, truth, findings } of result.signs)
    if (truth !== "unknown" || findings.length > 0)
      lines.push(
        `  ${name}: ${truth}${findings.length > 0 ? ` (${findings.map((finding) => `${finding.label}: ${finding.truth}, ${finding.source}`).join("; ")})` : ""}`,
      );
  const list = (title: string, items: readonly string[]) => {
    if (items.length > 0) lines.push(`  ${title}`, ...items.map((item) => `    ${item}`));
  };
  list("Not known yet", [
    ...result.missing.slice(0, mostMissing),
    ...(result.missing.length > mostMissing ? [`and ${result.missing.length - mostMissing} more`] : []),
  ]);
  list(
    "What would change it",
    result.wouldChange.map(({ change, outcome }) => `If ${change}: ${outcome}.`),
  );
  if (result.outcome !== "trafficking")
    list(
      "A violation by itself, whatever the outcome",
      result.violations.map(({ label, source }) => `${label} (${source})`),
    );
  list("Take care", result.flags);
  list("Protection", result.protection);
  list("Notes", result.notes);
  return `${lines.join("\n")}\n`;
}

/** `cases classify FILE`: works without a server; never a score. */
export async function classifyCases(args: string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readOptions("cases", args, {
    rules: { type: "string", default: "palermo" },
    "without-vulnerability": { type: "boolean" },
    codes: { type: "boolean" },
    summary: { type: "boolean" },
    json: { type: "boolean" },
  });
  const [file, ...others] = positionals;
  const standards = openStandards();
  if (file === undefined || others.length > 0)
    throw usageProblem(
      "cases",
      "classify needs one file",
      `cases classify FILE --rules ${ruleNames(standards).join("|")}`,
    );
  const options = { vulnerability: values["without-vulnerability"] !== true };
  // An unknown rule is said before a long file is read.
  if (!ruleNames(standards).includes(values.rules))
    classify(
      standards,
      { schema: "counterweight/case/1", id: "", person: {}, case: {}, elements: {}, exploitation: {} },
      values.rules,
    );
  const read = await readRecords(standards, file, terminal);
  const records = recordsOrProblem(file, read);
  const results = records.map((record) => ({ record, result: classify(standards, record, values.rules, options) }));
  const counts = Object.fromEntries(
    (["trafficking", "labour or other rights violation", "not trafficking", "insufficient information"] as const).map(
      (outcome) => [outcome, results.filter(({ result }) => result.outcome === outcome).length],
    ),
  );
  if (values.json)
    terminal.write(
      `${JSON.stringify(
        {
          rules: values.rules,
          counts,
          ...(values.summary
            ? {}
            : {
                cases: results.map(({ record, result }) => {
                  const codes = values.codes ? outsideCodes(standards, record) : undefined;
                  return {
                    id: record.id,
                    ...result,
                    ...(codes === undefined
                      ? {}
                      : { codes: { niemIndustries: codes.niemIndustries, iccs: codes.iccs, icTip: codes.icTip } }),
                  };
                }),
              }),
        },
        null,
        2,
      )}\n`,
    );
  else {
    if (!values.summary) for (const { record, result } of results) terminal.write(`${text(record.id, result)}\n`);
    terminal.write(
      `${Object.entries(counts)
        .map(([outcome, count]) => `${count} ${outcome}`)
        .join(", ")}.\n`,
    );
    terminal.write("This describes what is recorded; a court or an authority decides.\n");
  }
  return 0;
}
