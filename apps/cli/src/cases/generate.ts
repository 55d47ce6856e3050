import { type GenerationName, generateRecords, type Shape } from "@counterweight/cases";
import { type Terminal, usageProblem } from "../command.ts";
import { readOptions, wholeNumber } from "../options.ts";
import { writeWhole } from "../output.ts";
import { exportFormats, renderRecords } from "./export.ts";
import { openStandards } from "./shared.ts";

const layouts: readonly GenerationName[] = ["27", "27-renamed", "38", "63", "victim-perpetrator"];

/** `cases generate`: invented records for demonstrations and load; the same seed gives the same file. */
export async function generateCases(args: string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readOptions("cases", args, {
    count: { type: "string" },
    seed: { type: "string" },
    format: { type: "string", default: "jsonl" },
    layout: { type: "string", default: "27" },
    out: { type: "string" },
  });
  if (positionals.length > 0)
    throw usageProblem("cases", `"${positionals[0]}" is one word too many`, "--count N --seed N --format htcds");
  const count = wholeNumber("cases", "count", values.count, 100, 1, 1_000_000);
  const seed = wholeNumber("cases", "seed", values.seed, 1, 0, Number.MAX_SAFE_INTEGER);
  const format = exportFormats.find((name) => name === values.format);
  if (format === undefined) throw usageProblem("cases", `--format is "${values.format}"`, exportFormats.join(", "));
  const layout = layouts.find((name) => name === values.layout);
  if (layout === undefined) throw usageProblem("cases", `--layout is "${values.layout}"`, layouts.join(", "));
  const out = values.out ?? "-";
  if (out === "-" && format === "parquet") throw usageProblem("cases", "Parquet is not text", "--out FILE.parquet");
  const standards = openStandards();
  const shape: Shape = format === "htcds" || format === "ctdc" ? format : "full";
  const { content } = await renderRecords(
    standards,
    generateRecords(standards, { count, seed, shape }),
    format,
    layout,
    out,
  );
  if (out === "-") terminal.write(content as string);
  else {
    await writeWhole(out, content);
    terminal.write(`${out}: ${count} invented records as ${format}, seed ${seed}. No real person is in them.\n`);
  }
  return 0;
}
