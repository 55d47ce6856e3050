import type { Evidence, Sector } from "@counterweight/evidence";
import {
  type Jurisdiction,
  type LawTables,
  openLawTables,
  type Penalty,
  penalty,
  type Reform,
  type ReformScore,
  scoreReform,
} from "@counterweight/law";
import { placeNamed, priorSource, segmentDraws, statuteDollars } from "@counterweight/policy";
import { evidence } from "../../data/evidence.ts";
import { readerOf } from "../../data/files.ts";

export type LawData = { readonly evidence: Evidence; readonly tables: LawTables };

/** The evidence and the tables of law, read once. */
export async function lawData(): Promise<LawData> {
  const files = ["law/jurisdictions.csv", "law/provisions.csv", "law/funnel.csv"];
  const [opened, read] = await Promise.all([evidence(), readerOf(files)]);
  return { evidence: opened, tables: openLawTables(read) };
}

/** As many draws as the command line takes, with its seed, so that both show the same digits. */
const [draws, seed] = [1024, 1];

function request({ evidence: opened, tables }: LawData, jurisdiction: Jurisdiction, sector: Sector) {
  return {
    tables,
    jurisdiction,
    sector,
    draws: segmentDraws(opened, placeNamed(jurisdiction.region ?? "World"), sector, draws, seed),
    prior: priorSource(opened, sector),
    toDollars: (provision: Parameters<typeof statuteDollars>[1]) => statuteDollars(opened, provision),
    seed,
  };
}

/** What the page shows of one jurisdiction, and a function that scores changed terms on the same draws. */
export function analyse(
  data: LawData,
  jurisdiction: Jurisdiction,
  sector: Sector,
): { readonly result: Penalty; readonly score: (terms: Terms) => ReformScore } {
  const asked = request(data, jurisdiction, sector);
  return {
    result: penalty(asked),
    score: (terms) => scoreReform(asked, reformOf(terms, jurisdiction, sector), statuteDollars(data.evidence)),
  };
}

/** The terms a person moves in the page; each stands at what leaves the law as it is. */
export type Terms = {
  readonly detection: number;
  readonly conviction: number;
  readonly gain: number;
  readonly forfeiture: number;
  readonly restitution: number;
};
export const today: Terms = { detection: 1, conviction: 1, gain: 0, forfeiture: 0, restitution: 0 };

function reformOf(
  { detection, conviction, gain, forfeiture, restitution }: Terms,
  { code }: Jurisdiction,
  sector: Sector,
): Reform {
  const moved = (value: number) => (value > 0 ? value : undefined);
  return {
    title: "",
    jurisdiction: code,
    sector,
    fine: gain > 0 ? { timesGain: gain } : undefined,
    sentenceYears: undefined,
    forfeiture: moved(forfeiture),
    restitution: moved(restitution),
    civilClaim: undefined,
    detection,
    conviction,
    measures: [],
  };
}
