import { openEvidence } from "@counterweight/evidence";
import { readerOf } from "@counterweight/evidence/files";
import { type ClaimShare, publishedClaims } from "@counterweight/market";
import { drawParameters, placeNamed } from "@counterweight/policy";
import type { Command } from "../command.ts";
import { readOptions, wholeNumber } from "../options.ts";
import { csvLine, table } from "../output.ts";

const structures = ["D", "S", "E"] as const;

export const command: Command = {
  name: "theories",
  summary: "In how many draws each published claim about policy holds, under each theory",
  usage: `
counterweight theories [--region R] [--draws N] [--seed N] [--json|--csv]

Translates published claims (Kovari and Pruyt, Cho and others against Hedlin, Lee and Persson, Akee and others, Kosmas and
others, Kara) to runs of the market model, and counts the draws of the priors in which each holds, under the theories D
(demand-led), S (vulnerability-led) and E (enforcement-displacement). The translation of each is printed with --json; sizes are ours.

  --region  as in "counterweight industry"; the world if absent
  --draws   a power of 2; 256 if absent
  --seed    1 if absent; the same seed gives the same digits
`,
  run: async (args, terminal) => {
    const { values } = readOptions(
      "theories",
      args,
      {
        region: { type: "string" },
        draws: { type: "string" },
        seed: { type: "string" },
        json: { type: "boolean" },
        csv: { type: "boolean" },
      },
      0,
    );
    const draws = wholeNumber("theories", "draws", values.draws, 256, 16, 65_536);
    const seed = wholeNumber("theories", "seed", values.seed, 1, 0, 2 ** 31);
    const evidence = openEvidence(readerOf());
    const place = placeNamed(values.region);
    const results: ClaimShare[] = [];
    for (const structure of structures) {
      terminal.signal.throwIfAborted();
      if (terminal.interactive) terminal.error(`theory ${structure} ...\n`);
      results.push(
        ...publishedClaims(structure, drawParameters({ evidence, place, structure, seed, start: 0, count: draws })),
      );
      await new Promise((turn) => setTimeout(turn, 0));
    }
    if (values.json) {
      terminal.write(`${JSON.stringify({ region: place.region, draws, seed, results }, undefined, 1)}\n`);
      return 0;
    }
    const share = (claim: string, structure: string) =>
      results.find((one) => one.claim === claim && one.structure === structure)?.share ?? Number.NaN;
    const rows = results
      .filter(({ structure }) => structure === "D")
      .map(({ claim, source }) => [claim, source, ...structures.map((structure) => share(claim, structure))] as const);
    if (values.csv) {
      terminal.write(csvLine(["claim", "source", ...structures]));
      for (const row of rows) terminal.write(csvLine(row));
      return 0;
    }
    terminal.write(
      `Share of ${draws} draws in which each claim holds (${place.region}; sizes of levers are ours, --json names them)\n\n`,
    );
    terminal.write(
      table(
        ["claim", "source", ...structures],
        rows.map(([claim, source, ...shares]) => [
          claim,
          source,
          ...shares.map((value) => `${Math.round(100 * value)}%`),
        ]),
        [2, 3, 4],
      ),
    );
    return 0;
  },
};
