import { nearest } from "@counterweight/kernel";
import { classifyCases } from "../cases/classify.ts";
import { exportCases } from "../cases/export.ts";
import { generateCases } from "../cases/generate.ts";
import { importCases } from "../cases/import.ts";
import { screenCases } from "../cases/screen.ts";
import { tableCases } from "../cases/table.ts";
import { type Command, type Terminal, usageProblem } from "../command.ts";
import { placeUsage } from "../register/options.ts";

const parts: Record<string, (args: string[], terminal: Terminal) => Promise<number>> = {
  import: importCases,
  export: exportCases,
  classify: classifyCases,
  screen: screenCases,
  table: tableCases,
  generate: generateCases,
};

export const command: Command = {
  name: "cases",
  summary: "Case records: import, export, classify with reasons, screen, count",
  usage: `
counterweight cases import FILE --format htcds|ctdc|csv|jsonl [--dry-run] [--source NAME] [--loss-report FILE] [--json]
counterweight cases export --format htcds|ctdc|csv|jsonl|parquet [--from FILE | --purpose P] [--out FILE] [--loss-report FILE]
                           [--layout 27|27-renamed|38|63|victim-perpetrator]
counterweight cases classify FILE [--rules palermo|ilo11|delphi-labour|us-tvpa|uk-msa|eu-2011-36]
                           [--without-vulnerability] [--codes] [--summary] [--json]
counterweight cases screen [AID --yes N | --signs A,B] [--prevalence 5%] [--json]
counterweight cases table FILE --by means|gender|purpose|... [--least 10] [--inside] [--out FILE.csv] [--json]
counterweight cases generate --count N --seed N --format htcds|ctdc|csv|jsonl|parquet [--out FILE]

  FILE             .csv, .xlsx, .parquet, .jsonl or .json; - is standard input (CSV). The format is found by the header.
  --dry-run        reads and checks, names row and column of each mistake, writes nothing
  --from FILE      converts a file without a register; --loss-report FILE (.csv or .json) lists every field dropped,
                   merged or guessed, with counts
  --purpose P      what the export is for, with --recipient: only people whose consent holds for both are in it
${placeUsage}
  --least N        counts from 1 to N-1 do not leave (10); --inside shows every count, for the organisation's own eyes

Imports and exports are all or nothing. Classification gives reasons, never a score; screening opens a conversation.`,
  run: async (args, terminal) => {
    const [name, ...rest] = args;
    const part = name === undefined || !Object.hasOwn(parts, name) ? undefined : parts[name];
    if (part !== undefined) return part(rest, terminal);
    const names = Object.keys(parts);
    const close = name === undefined ? [] : nearest(name, names);
    throw usageProblem(
      "cases",
      name === undefined ? "no part is named" : `there is no part "${name}"`,
      (close.length > 0 ? close : names).join(", "),
    );
  },
};
