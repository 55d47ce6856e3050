import { type Structure, structures } from "@counterweight/evidence";
import { readerOf } from "@counterweight/evidence/files";
import { nearest } from "@counterweight/kernel";
import {
  type EnsembleRequest,
  ensembleFiles,
  type Intervention,
  interventionsFile,
  parseInterventions,
  placeNamed,
  single,
} from "@counterweight/policy";
import { usageProblem } from "../command.ts";
import { type Scale, scaleOptions, scaleUsage } from "../executor/choose.ts";
import { wholeNumber } from "../options.ts";
import { checkHtml } from "../pdf/document.ts";

/** Options every command on an ensemble understands. */
export const ensembleOptions = {
  region: { type: "string" },
  sector: { type: "string" },
  structures: { type: "string" },
  interventions: { type: "string" },
  draws: { type: "string" },
  seed: { type: "string" },
  workers: { type: "string" },
  ...scaleOptions,
  years: { type: "string" },
  json: { type: "boolean" },
  csv: { type: "boolean" },
  out: { type: "string" },
} as const;

export type EnsembleValues = {
  readonly [Key in Exclude<keyof typeof ensembleOptions, "json" | "csv">]?: string | undefined;
};

export const ensembleUsage = `
  --region R           World (all regions as one; where absent), Africa, Americas, Arab States,
                       Asia and the Pacific, Europe and Central Asia
  --sector S           one sector alone; all where absent
  --structures D,S,E   the rival theories: D demand-led, S vulnerability-led, E enforcement-displacement,
                       W capped price; D,S,E where absent
  --interventions A,B  ids of the catalogue, or all (where absent)
  --draws N            draws in each structure, 1024 where absent
  --seed N             same seed, same digits, whatever the number of workers; 1 where absent
  --workers N          threads; as many as the machine has cores where absent
${scaleUsage}
  --years N            horizon, 10 where absent: the time one unit of money lasts
  --json | --csv       one JSON document, or one line a result
  --out FILE.html      a self-contained report with charts, sources, method and limits`;

/** The catalogue and the request that the options describe. @throws Problem with the nearest valid choices. */
export function readEnsemble(
  command: string,
  values: EnsembleValues,
  usual: { readonly draws: number } = { draws: 1024 },
): {
  readonly catalogue: readonly Intervention[];
  readonly chosen: readonly Intervention[];
  readonly request: EnsembleRequest;
  readonly workers: Scale;
} {
  checkHtml(values.out);
  const read = readerOf();
  const catalogue = parseInterventions(read(interventionsFile));
  const chosen = choose(command, values.interventions, catalogue);
  const draws = wholeNumber(command, "draws", values.draws, usual.draws, 16, 65_536);
  const seed = wholeNumber(command, "seed", values.seed, 1, 0, Number.MAX_SAFE_INTEGER);
  const years = wholeNumber(command, "years", values.years, 10, 1, 100);
  const databaseUrl = values["database-url"];
  const fewest = databaseUrl === undefined ? 1 : 0;
  const workers =
    values.workers === undefined ? undefined : wholeNumber(command, "workers", values.workers, 1, fewest, 256);
  return {
    catalogue,
    chosen,
    workers: { workers, databaseUrl, title: command },
    request: {
      place: placeNamed(values.region, values.sector),
      structures: structuresNamed(command, values.structures),
      policies: chosen.map(single),
      catalogue,
      draws,
      seed,
      years,
      files: ensembleFiles(read),
    },
  };
}

function structuresNamed(command: string, text = "D,S,E"): Structure[] {
  const names = listed(text);
  const wrong = names.find((name) => !structures.some((structure) => structure === name.toUpperCase()));
  if (wrong !== undefined || names.length === 0)
    throw usageProblem(command, `there is no structure "${wrong ?? text}"`, structures.join(", "));
  return [...new Set(names.map((name) => name.toUpperCase() as Structure))];
}

function choose(command: string, text: string | undefined, catalogue: readonly Intervention[]): Intervention[] {
  if (text === undefined || text.trim().toLowerCase() === "all") return [...catalogue];
  const ids = catalogue.map(({ id }) => id);
  return [...new Set(listed(text))].map((name) => {
    const found = catalogue.find(({ id }) => id === name.toLowerCase());
    if (found !== undefined) return found;
    const close = nearest(name, ids);
    const within = ids.filter((id) => id.includes(name.toLowerCase()));
    const choices = [...new Set([...within, ...close])].slice(0, 5);
    throw usageProblem(
      command,
      `there is no intervention "${name}"`,
      choices.length > 0 ? choices.join(", ") : `all, or some of ${ids.join(", ")}`,
    );
  });
}

function listed(text: string): string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
