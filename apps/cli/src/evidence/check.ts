import { checkPackage, faultLine } from "@counterweight/evidence";
import { dataFolder, readerOf } from "@counterweight/evidence/files";
import type { Terminal } from "../command.ts";
import { usageProblem } from "../command.ts";
import { readOptions } from "../options.ts";

/** `counterweight evidence check [FOLDER]`: 0 whole, 1 a fault; a folder without a package is input to mend, 2. */
export async function checkEvidence(args: string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = readOptions("evidence", args, { json: { type: "boolean" } });
  if (positionals.length > 1) throw usageProblem("evidence", "there is more than one folder");
  const report = checkPackage(readerOf(positionals[0] ?? dataFolder));
  if (values.json) terminal.write(`${JSON.stringify(report, null, 2)}\n`);
  else {
    for (const fault of report.faults) terminal.write(`${faultLine(fault)}\n`);
    const { name, version } = report.package;
    const found =
      report.faults.length === 0
        ? "no fault"
        : report.faults.length === 1
          ? "1 fault"
          : `${report.faults.length} faults`;
    terminal.write(
      `${name} ${version}: ${report.resources} resources, ${report.rows.toLocaleString("en")} rows, ${found}.\n`,
    );
  }
  return report.faults.length === 0 ? 0 : 1;
}
