import { extname } from "node:path";
import { penaltyReport } from "@counterweight/brief";
import { openEvidence, sectorNamed, sexualExploitation } from "@counterweight/evidence";
import { readerOf } from "@counterweight/evidence/files";
import { nearest } from "@counterweight/kernel";
import {
  exampleNamed,
  type Jurisdiction,
  jurisdictionNamed,
  openLawTables,
  type Penalty,
  type Provision,
  penalty,
  readExamples,
} from "@counterweight/law";
import { placeNamed, priorSource, segmentDraws, statuteDollars } from "@counterweight/policy";
import packageFile from "../../package.json" with { type: "json" };
import { type Command, type Terminal, usageProblem } from "../command.ts";
import { design } from "../law/design.ts";
import { exampleText } from "../law/examples.ts";

import { penaltyText } from "../law/text.ts";
import { readOptions, wholeNumber } from "../options.ts";
import { checkFormat, writeDocument } from "../pdf/document.ts";

export const command: Command = {
  name: "penalty",
  summary: "What a penalty is worth against the profit, on paper and in practice, and what would tip the balance",
  usage: `
counterweight penalty JURISDICTION [--sector S] [--against drugs | JURISDICTION] [--draws N] [--seed N]
                      [--json] [--out FILE.html|.pdf|.md]
counterweight penalty design FILE      a draft reform on the same scale, with each theory's answer; see docs/examples
counterweight penalty examples [ID]    worked examples a lawyer can follow, step by step

  JURISDICTION  a name or an ISO code: Sweden, SWE, uk, "United States"
  --sector S    sex where absent; domestic, agriculture, industry, services
  --against W   drugs, or another jurisdiction, side by side`,
  run: async (args, terminal) => {
    const { values, positionals } = readOptions("penalty", args, {
      sector: { type: "string" },
      against: { type: "string" },
      draws: { type: "string" },
      seed: { type: "string" },
      json: { type: "boolean" },
      out: { type: "string" },
    });
    checkFormat(values.out);
    const [name, ...others] = positionals;
    if (name === "design") {
      const [file, ...more] = others;
      if (file === undefined || more.length > 0)
        throw usageProblem("penalty", "one file with a draft reform is wanted");
      return design(
        file,
        {
          draws: wholeNumber("penalty", "draws", values.draws, 1024, 16, 65_536),
          seed: wholeNumber("penalty", "seed", values.seed, 1, 0, 2 ** 32 - 1),
          json: values.json === true,
          out: values.out,
        },
        terminal,
      );
    }
    if (name === "examples") return examples(others[0], terminal);
    if (name === undefined || others.length > 0)
      throw usageProblem(
        "penalty",
        name === undefined ? "no jurisdiction is named" : `"${others[0]}" is one word too many`,
        "one jurisdiction, in quotes if it has blanks",
      );
    const read = readerOf();
    const evidence = openEvidence(read);
    const tables = openLawTables(read);
    const sector = values.sector === undefined ? sexualExploitation : sectorNamed(values.sector);
    const draws = wholeNumber("penalty", "draws", values.draws, 1024, 16, 65_536);
    const seed = wholeNumber("penalty", "seed", values.seed, 1, 0, Number.MAX_SAFE_INTEGER);
    const analyse = (jurisdiction: Jurisdiction): Penalty =>
      penalty({
        tables,
        jurisdiction,
        sector,
        draws: segmentDraws(evidence, placeNamed(jurisdiction.region ?? "World"), sector, draws, seed),
        prior: priorSource(evidence, sector),
        toDollars: (provision) => statuteDollars(evidence, provision),
        seed,
      });
    const drugs = values.against?.toLowerCase() === "drugs";
    const own = jurisdictionNamed(name, tables.jurisdictions);
    const against =
      values.against === undefined || drugs ? undefined : otherNamed(values.against, tables.jurisdictions);
    checkFormat(values.out);
    const result = analyse(own);
    const other = against === undefined ? undefined : analyse(against);
    if (values.out !== undefined) {
      await writeDocument(values.out, penaltyReport(result, evidence, packageFile.version));
      if (extname(values.out) !== "" && !values.json) terminal.write(`${values.out} is written.\n`);
    }
    if (values.json)
      terminal.write(
        `${JSON.stringify(values.against === undefined ? shown(result, false) : { ...shown(result, drugs), ...(other === undefined ? {} : { against: shown(other, false) }) }, jsonNumber, 2)}\n`,
      );
    else if (values.out === undefined) {
      terminal.write(penaltyText(drugs ? result : { ...result, drugs: [] }));
      if (other !== undefined) terminal.write(`\n${penaltyText({ ...other, drugs: [] })}`);
    }
    return 0;
  },
};

/** All worked examples, or one of them. */
async function examples(id: string | undefined, terminal: Terminal): Promise<number> {
  const read = readerOf();
  const [evidence, tables] = [openEvidence(read), openLawTables(read)];
  const all = readExamples(read, tables);
  for (const example of id === undefined ? all : [exampleNamed(id, all)]) {
    const jurisdiction = jurisdictionNamed(example.jurisdictionCode, tables.jurisdictions);
    const draws = segmentDraws(evidence, placeNamed(jurisdiction.region ?? "World"), sexualExploitation, 1024, 1);
    const toDollars = (provision: Provision) => statuteDollars(evidence, provision);
    const result = penalty({
      tables,
      jurisdiction,
      sector: sexualExploitation,
      draws,
      prior: priorSource(evidence, sexualExploitation),
      toDollars,
      seed: 1,
    });
    terminal.write(`${exampleText(example, evidence, draws, result, toDollars(example.provision))}\n`);
  }
  return 0;
}

/** Another jurisdiction; a misspelt "drugs" is told as such. */
function otherNamed(text: string, all: readonly Jurisdiction[]): Jurisdiction {
  if (nearest(text, ["drugs"]).length === 0) return jurisdictionNamed(text, all);
  throw usageProblem("penalty", `there is nothing called "${text}"`, "perhaps drugs");
}

function shown(result: Penalty, drugs: boolean): Partial<Penalty> {
  const { drugs: compared, ...rest } = result;
  return drugs ? { ...rest, drugs: compared } : rest;
}

/** JSON knows no infinity: a life sentence and an endless factor are words. */
function jsonNumber(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? (Number.isNaN(value) ? null : "unlimited") : value;
}
