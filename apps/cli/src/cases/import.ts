import { type Terminal, usageProblem } from "../command.ts";
import { readOptions } from "../options.ts";
import { table } from "../output.ts";
import { placeOptions } from "../register/options.ts";
import { type InputFormat, readRecords, recordsOrProblem } from "./files.ts";
import { lossText, openStandards, writeLossReport } from "./shared.ts";

const formats: readonly InputFormat[] = ["htcds", "ctdc", "csv", "jsonl"];
const mostProblems = 50;

/** `cases import FILE`: a dry run shows rows, problems and what would change; an import is all or nothing. */
export async function importCases(args: string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readOptions("cases", args, {
    format: { type: "string" },
    "dry-run": { type: "boolean" },
    source: { type: "string" },
    "loss-report": { type: "string" },
    agency: { type: "string" },
    ...placeOptions,
    json: { type: "boolean" },
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0)
    throw usageProblem("cases", "import needs one file", "cases import FILE --format htcds");
  const format = formats.find((name) => name === values.format);
  if (values.format !== undefined && format === undefined)
    throw usageProblem("cases", `--format is "${values.format}"`, formats.join(", "));
  const standards = openStandards();
  const read = await readRecords(standards, file, terminal, format, values.source);
  if (values["loss-report"] !== undefined) await writeLossReport(values["loss-report"], read.loss);
  if (!values["dry-run"]) {
    const records = recordsOrProblem(file, read);
    const { importRecords } = await import("./store.ts");
    const progress = terminal.interactive
      ? { onProgress: (written: number, all: number) => terminal.error(`\r${written} of ${all} `) }
      : {};
    const report = await importRecords(records, { ...values, ...progress });
    if (values.json)
      terminal.write(`${JSON.stringify({ file, format: read.format, rows: read.rows, ...report }, null, 2)}\n`);
    else terminal.write(`${file}: ${report.written} of ${report.read} records are in the register.\n`);
    return 0;
  }
  const named = values.data !== undefined || values["database-url"] !== undefined;
  const register =
    named && read.problems.length === 0
      ? await (await import("./store.ts")).importRecords(read.records, { ...values, dryRun: true })
      : undefined;
  if (values.json)
    terminal.write(
      `${JSON.stringify(
        {
          file,
          format: read.format,
          dryRun: true,
          rows: read.rows,
          records: read.records.length,
          explained: read.explained,
          problems: read.problems,
          loss: read.loss.entries(),
          register: register ?? null,
        },
        null,
        2,
      )}\n`,
    );
  else {
    terminal.write(`${file}: read as ${read.format}, ${read.rows} rows.\n`);
    for (const sentence of read.explained) terminal.write(`  ${sentence}\n`);
    if (read.problems.length > 0) {
      const shown = read.problems.slice(0, mostProblems);
      terminal.write(
        `\n${table(
          ["row", "column", "to mend"],
          shown.map(({ row, column, message }) => [String(row), column, message]),
          [0],
        )}`,
      );
      if (read.problems.length > shown.length) terminal.write(`and ${read.problems.length - shown.length} more.\n`);
      terminal.write("\nNothing would be imported until these are mended.\n");
    } else {
      terminal.write(lossText(read.loss));
      const count = read.records.length;
      terminal.write(
        register === undefined
          ? `Nothing to mend: ${count} records could be imported. Nothing was written. --data DIR tells which a register already has.\n`
          : register.existing.length > 0
            ? `The register already has ${register.existing.length >= 100 ? "100 or more" : register.existing.length} of ${count} numbers, ${register.existing.slice(0, 3).join(", ")} first: an import would be refused. Nothing was written.\n`
            : `Nothing to mend: ${count} records would be added, none changed. Nothing was written.\n`,
      );
    }
  }
  return read.problems.length > 0 || (register?.existing.length ?? 0) > 0 ? 1 : 0;
}
