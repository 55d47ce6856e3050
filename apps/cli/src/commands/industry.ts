import { industryReport, renderHtml } from "@counterweight/brief";
import { openEvidence } from "@counterweight/evidence";
import { readerOf } from "@counterweight/evidence/files";
import {
  everyRegion,
  industrySegments,
  industryTotals,
  type Place,
  placeNamed,
  placeWords,
} from "@counterweight/policy";
import type { Command } from "../command.ts";
import { industryCsv } from "../industry/csv.ts";
import { worldTable } from "../industry/table.ts";
import { readOptions, wholeNumber } from "../options.ts";
import { writeWhole } from "../output.ts";
import { checkHtml } from "../pdf/document.ts";

export const command: Command = {
  name: "industry",
  summary: "What each sector of each region earns and what it risks, with intervals and sources",
  usage: `
counterweight industry [--region R] [--sector S] [--draws N] [--seed N] [--json | --csv] [--out FILE.html]

  --region R   Africa, Americas, Arab States, Asia and the Pacific, Europe and Central Asia, World (all
               regions as one); every region apart where absent
  --sector S   forced commercial sexual exploitation (sex), domestic work, agriculture and fishing,
               industry, services; all where absent
  --draws N    draws from the priors, 1024 where absent
  --seed N     same seed, same digits; 1 where absent
  --json       one JSON document: segments, totals; every quantity as low (5%), median, high (95%), unit
  --csv        one line a segment
  --out FILE   a self-contained HTML report with chart, sources, method and limits`,
  run: async (args, terminal) => {
    const { values } = readOptions(
      "industry",
      args,
      {
        region: { type: "string" },
        sector: { type: "string" },
        draws: { type: "string" },
        seed: { type: "string" },
        json: { type: "boolean" },
        csv: { type: "boolean" },
        out: { type: "string" },
      },
      0,
    );
    checkHtml(values.out);
    const evidence = openEvidence(readerOf());
    const places = placesNamed(values.region, values.sector);
    const draws = wholeNumber("industry", "draws", values.draws, 1024, 16, 65_536);
    const seed = wholeNumber("industry", "seed", values.seed, 1, 0, Number.MAX_SAFE_INTEGER);
    const segments = industrySegments({ evidence, places, draws, seed });
    const totals = industryTotals(evidence, segments);
    if (values.out !== undefined) {
      const [first] = places;
      const place = places.length === 1 && first ? placeWords(first) : "every region";
      await writeWhole(
        values.out,
        renderHtml(industryReport({ segments, totals, draws, seed, place }, evidence.figures)),
      );
    }
    if (values.json) terminal.write(`${JSON.stringify({ segments, totals, draws, seed }, null, 2)}\n`);
    else if (values.csv) terminal.write(industryCsv(segments));
    else if (values.out === undefined) terminal.write(worldTable(segments, totals));
    else terminal.write(`${values.out} is written.\n`);
    return 0;
  },
};

/** One region, or every region apart; all sectors, or one. */
function placesNamed(region: string | undefined, sector: string | undefined): Place[] {
  if (region !== undefined) return [placeNamed(region, sector)];
  const { sectors } = placeNamed("World", sector);
  return everyRegion.map((place) => ({ ...place, sectors }));
}
