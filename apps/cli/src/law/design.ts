import { reformReport, renderMarkdown } from "@counterweight/brief";
import { openEvidence } from "@counterweight/evidence";
import { readerOf } from "@counterweight/evidence/files";
import { nearest, Problem, placed } from "@counterweight/kernel";
import { jurisdictionNamed, openLawTables, readReform, scoreReform } from "@counterweight/law";
import {
  combined,
  type Intervention,
  interventionsFile,
  type LeverName,
  levers,
  parseInterventions,
  placeNamed,
  priorSource,
  runStudy,
  type Study,
  segmentDraws,
  statuteDollars,
  usualStudy,
} from "@counterweight/policy";
import packageFile from "../../package.json" with { type: "json" };
import type { Terminal } from "../command.ts";
import { readInput } from "../options.ts";
import { writeDocument } from "../pdf/document.ts";

export type DesignOptions = {
  readonly draws: number;
  readonly seed: number;
  readonly json: boolean;
  readonly out: string | undefined;
};

/** Scores a draft reform: the balance before and after, and each theory's answer. */
export async function design(
  file: string,
  { draws, seed, json, out }: DesignOptions,
  terminal: Terminal,
): Promise<number> {
  const where = file === "-" ? "standard input" : file;
  const reform = readReform(await readInput(file, terminal), where);
  const read = readerOf();
  const [evidence, tables, catalogue] = [
    openEvidence(read),
    openLawTables(read),
    parseInterventions(read(interventionsFile)),
  ];
  const jurisdiction = placed(`${where}, jurisdiction`, () =>
    jurisdictionNamed(reform.jurisdiction, tables.jurisdictions),
  );
  const measures = reform.measures.map((id) => measureNamed(id, catalogue, where));
  const toDollars = statuteDollars(evidence);
  if (
    reform.fine !== undefined &&
    "amount" in reform.fine &&
    toDollars(reform.fine.amount, reform.fine.unit) === undefined
  )
    throw new Problem({
      code: "reform.currency",
      where: `${where}, fine.unit`,
      what: `there is no exchange rate for "${reform.fine.unit}"`,
      expected: evidence.money.currencies.join(", "),
    });
  const segment = segmentDraws(evidence, placeNamed(jurisdiction.region ?? "World"), reform.sector, draws, seed);
  const score = scoreReform(
    {
      tables,
      jurisdiction,
      sector: reform.sector,
      draws: segment,
      prior: priorSource(evidence, reform.sector),
      toDollars: (provision) => statuteDollars(evidence, provision),
      seed,
    },
    reform,
    toDollars,
  );
  const study: Study = {
    ...usualStudy,
    title: reform.title,
    region: jurisdiction.region ?? "World",
    sectors: [reform.sector],
    draws,
    seed,
    years: 10,
    policies: [{ name: reform.title, levers: withMeasures(score.levers, measures) }],
  };
  const result = await runStudy(evidence, study, { signal: terminal.signal });
  const report = reformReport({
    reform,
    jurisdiction,
    score,
    result,
    measures,
    evidence,
    version: packageFile.version,
  });
  if (out !== undefined) await writeDocument(out, report);
  if (json) terminal.write(`${JSON.stringify({ reform, jurisdiction, score, study }, null, 2)}\n`);
  else if (out === undefined) terminal.write(renderMarkdown(report));
  else terminal.write(`${out} is written.\n`);
  return 0;
}

/** Adds the central sizes of the measures to what the terms of the sanction already do. */
function withMeasures(
  terms: Readonly<Partial<Record<LeverName, number>>>,
  measures: readonly Intervention[],
): Partial<Record<LeverName, number>> {
  const all: Partial<Record<LeverName, number>> = { ...terms };
  for (const { levers: sizes } of measures)
    for (const { lever, central } of sizes)
      all[lever] = combined(lever, all[lever] ?? levers[lever].neutral, central, 1);
  return all;
}

function measureNamed(id: string, catalogue: readonly Intervention[], where: string): Intervention {
  const found = catalogue.find((one) => one.id === id);
  if (found !== undefined) return found;
  const ids = catalogue.map((one) => one.id);
  throw new Problem({
    code: "reform.measure",
    where: `${where}, measures`,
    what: `the catalogue has no measure "${id}"`,
    expected: (nearest(id, ids).length > 0 ? nearest(id, ids) : ids).join(", "),
  });
}
