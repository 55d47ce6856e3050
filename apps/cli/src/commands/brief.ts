import { briefDocument } from "@counterweight/brief";
import { openEvidence } from "@counterweight/evidence";
import { readerOf } from "@counterweight/evidence/files";
import { nearest } from "@counterweight/kernel";
import {
  commonGround,
  type EnsembleRequest,
  embracing,
  ensembleFiles,
  type Intervention,
  industrySegments,
  interventionsFile,
  inWords,
  type Position,
  parseInterventions,
  parsePositions,
  positionsFile,
  readStudy,
  runStudy,
  type Study,
  single,
} from "@counterweight/policy";
import packageFile from "../../package.json" with { type: "json" };
import { type Command, type Terminal, usageProblem } from "../command.ts";
import { readInput, readOptions } from "../options.ts";
import { checkFormat, writeDocument } from "../pdf/document.ts";
import { simulateAll } from "../policy/simulate.ts";
import { progress } from "../progress.ts";

export const command: Command = {
  name: "brief",
  summary: "A study as a sourced page of argument: what is known, what we ask, what it changes, who might be harmed",
  usage: `
counterweight brief STUDY.json|- --out FILE.html|.pdf|.md [--positions A,B]

  STUDY.json     a study saved by the lab or a command; docs/examples holds one
  --out FILE     the format is that of the name; the HTML prints to the same pages as the PDF
  --positions    whose view stands beside the argument, in words their holders would sign; all four where
                 absent, "none" for none. Two or more by name: what they would all support comes first`,
  run: async (args, terminal) => {
    const { values, positionals } = readOptions("brief", args, {
      out: { type: "string" },
      positions: { type: "string" },
    });
    const [file, ...rest] = positionals;
    if (file === undefined || rest.length > 0) throw usageProblem("brief", "one study file is wanted");
    if (values.out === undefined)
      throw usageProblem("brief", "--out is missing", "a name that ends in .html, .pdf or .md");
    checkFormat(values.out);
    const read = readerOf();
    const study = readStudy(await readInput(file, terminal), file === "-" ? "standard input" : file);
    if (study.policies.length === 0)
      throw usageProblem("brief", "the study has no policy to argue for", 'at least one in "policies"');
    const catalogue = parseInterventions(read(interventionsFile));
    const positions = chosen(
      values.positions,
      parsePositions(
        read(positionsFile),
        catalogue.map(({ id }) => id),
      ),
    );
    const evidence = openEvidence(read);
    const line = progress(terminal, "Running the study");
    const result = await runStudy(evidence, study, { signal: terminal.signal, onBlock: line.onProgress });
    line.end();
    const segments = industrySegments({
      evidence,
      places: [{ region: study.region, sectors: study.sectors }],
      draws: study.draws,
      seed: study.seed,
    });
    const together = values.positions !== undefined && positions.length > 1;
    const common = together ? await shared(positions, study, catalogue, terminal) : [];
    await writeDocument(
      values.out,
      briefDocument({ common, result, evidence, segments, catalogue, positions, version: packageFile.version }),
    );
    terminal.write(`${values.out} is written.\n`);
    return 0;
  },
};

/** What the positions would all support in the place of the study, and what divides them, in sentences. */
async function shared(
  positions: readonly Position[],
  study: Study,
  catalogue: readonly Intervention[],
  terminal: Terminal,
): Promise<string[]> {
  const request: EnsembleRequest = {
    place: { region: study.region, sectors: study.sectors },
    structures: ["D", "S", "E"],
    policies: catalogue.map(single),
    catalogue,
    draws: drawsForCommonGround,
    seed: study.seed,
    years: study.years,
    files: ensembleFiles(readerOf()),
  };
  const requests = [embracing(positions, catalogue), ...positions.map(({ beliefs }) => beliefs)].map((beliefs) => ({
    ...request,
    beliefs,
  }));
  const [wide, ...ensembles] = await simulateAll(requests, terminal, undefined, "Seeking common ground");
  if (wide === undefined) throw new Error("no ensemble");
  const held = positions.map((position, index) => ({ position, ensemble: ensembles[index] ?? wide }));
  const name = (id: string) => catalogue.find((one) => one.id === id)?.name ?? id;
  return inWords(commonGround(held, wide, { seed: study.seed }), positions, name, undefined);
}

/** As many as `counterweight common-ground` takes. */
const drawsForCommonGround = 128;

function chosen(text: string | undefined, all: readonly Position[]): readonly Position[] {
  if (text === undefined) return all;
  if (text === "none") return [];
  return text.split(",").map((part) => {
    const wanted = part.trim().toLowerCase();
    const found = all.find(({ id }) => id === wanted) ?? all.find(({ id }) => wanted !== "" && id.startsWith(wanted));
    if (found !== undefined) return found;
    const ids = all.map(({ id }) => id);
    throw usageProblem(
      "brief",
      `there is no position "${part.trim()}"`,
      (nearest(part, ids).length > 0 ? nearest(part, ids) : ids).join(", "),
    );
  });
}
