import type { AnalysisReport } from "@counterweight/brief";
import { formatChange, formatShare } from "@counterweight/kernel";
import {
  type CommonGround,
  cruxInWords,
  type Held,
  type Intervention,
  inWords,
  type Package,
  pairsOf,
  rightsWarning,
  unitWords,
  weakestChange,
} from "@counterweight/policy";
import { table } from "../output.ts";
import type { Answer } from "../policy/answer.ts";
import { settleWords } from "./settle.ts";

type Result = {
  readonly result: CommonGround;
  readonly largest: Package | undefined;
  readonly held: readonly Held[];
  readonly chosen: readonly Intervention[];
  readonly about: { readonly draws: number; readonly seed: number; readonly years: number; readonly place: string };
};

export function commonGroundAnswer(input: Result): Answer {
  const { result, largest, held, chosen, about } = input;
  const positions = held.map(({ position }) => position);
  const name = (id: string) => chosen.find((one) => one.id === id)?.name ?? id;
  const who = (id: string) => positions.find((one) => one.id === id)?.name ?? id;
  const [supported = "", ...rest] = inWords(result, positions, name, largest);
  const words = [supported, ...effectWords(input, name), ...rest];
  const settle = settleWords(result.cruxes, chosen);
  const header = ["measure", ...positions.map((position) => position.name), "least", "person-years"];
  const rows = rowsOf(input);
  return {
    json: {
      ...about,
      ...result,
      largestPackage: largest ?? null,
      words,
      settle,
      warning: rightsWarning,
      unit: unitWords,
    },
    csv: [
      ["position", "intervention", "acceptability", "best", "gain"],
      ...result.verdicts.map((one) => [one.position, one.policy, one.acceptability, one.best, one.gain]),
    ],
    text: () =>
      [
        `Probability that a measure beats doing nothing, in each position's own beliefs and values (${about.place}, ${about.years} years); person-years: change where it is least, over positions.\n\n`,
        table(header, rows, [1, 2, 3, 4, 5, 6].slice(0, header.length - 1)),
        `\n${words.join("\n\n")}\n\n${settle.join("\n")}\n\n${unitWords}\nWarning: ${rightsWarning}\n`,
      ].join(""),
    report: (): AnalysisReport => ({
      title: `Common ground: ${positions.length} positions, ${about.place}`,
      summary: words[0] ?? "",
      facts: [
        { label: "Draws for each position and theory", value: String(about.draws) },
        { label: "Seed", value: String(about.seed) },
        { label: "Horizon", value: `${about.years} years` },
        { label: "Support means", value: `at least ${formatShare(result.threshold)} likely to beat doing nothing` },
      ],
      findings: words,
      blocks: [
        { kind: "heading", text: "The positions, in words their holders could sign" },
        ...positions.flatMap((position) => [
          { kind: "heading" as const, level: 3 as const, text: position.name },
          { kind: "paragraph" as const, text: position.inTheirWords },
          {
            kind: "paragraph" as const,
            text: `Sources: ${position.sources.publications.join("; ")}. ${position.sources.figures.map((id) => `[[${id}]]`).join("")} Could change their mind: ${position.couldChangeTheirMind}.`,
          },
        ]),
        { kind: "heading", text: "What divides them" },
        ...pairsOf(result.cruxes).flatMap((pair) => [
          {
            kind: "heading" as const,
            level: 3 as const,
            text: `“${who(pair[0]?.between[0] ?? "")}” (first) and “${who(pair[0]?.between[1] ?? "")}” (second)`,
          },
          { kind: "list" as const, items: pair.slice(0, 6).map((crux) => cruxInWords(crux, name)) },
        ]),
      ],
      tables: [
        {
          caption:
            "Probability that a measure beats doing nothing, by position; least favourable position first in rank",
          columns: header.map((title, index) => ({ title, numeric: index > 0 })),
          rows,
        },
      ],
      leansOn: settle,
      method: [
        "Each position has its own ensemble: its weights of the theories, its ranges of contested parameters, its sizes of measures. Its values are drawn uniformly from the weights it allows.",
        "A measure beats doing nothing where its weighted gains add up to more than zero. Gains are scaled from the worst to the best mean over the measures compared, the same for every position.",
        "The crux swaps beliefs and values one at a time and splits the difference fairly (Shapley). The turning point is the contested quantity whose knowledge would be worth most (EVPPI) over beliefs wide enough for all.",
        "Packages are tried in the order of the common ground and simulated whole, not added up.",
      ],
      limits: [
        "Positions are our reading of their sources; none has been reviewed by a holder.",
        "To beat doing nothing says nothing of how much: see the change of person-years in the table.",
        "Income, safety, freedom and wrongful convictions are rough stand-ins, judged; nobody has measured them for most measures.",
      ],
      sources: [
        ...positions.flatMap(({ sources, beliefs }) => [
          ...sources.figures,
          ...beliefs.readsEvidence.flatMap((reading) => reading.figures),
        ]),
        ...chosen.flatMap(({ evidence }) => evidence),
      ],
    }),
  };
}

function rowsOf({ result, held, chosen }: Result): string[][] {
  const of = (position: string, policy: string) =>
    result.verdicts.find((one) => one.position === position && one.policy === policy)?.acceptability ?? 0;
  return chosen
    .map(({ id, name }) => {
      const accepted = held.map(({ position }) => of(position.id, id));
      const least = Math.min(...accepted);
      const cells = [...accepted, least].map((share) => `${Math.round(share * 100)}%`);
      return { least, row: [name, ...cells, formatChange(weakestChange(held, id))] };
    })
    .sort((a, b) => b.least - a.least)
    .map(({ row }) => row);
}

/** Support says nothing of size: which of the shared measures change most even where they do least. */
function effectWords({ result, held }: Result, name: (id: string) => string): string[] {
  const strongest = result.shared
    .map(({ policy }) => ({ policy, change: weakestChange(held, policy) }))
    .filter(({ change: fall }) => fall < 0)
    .sort((a, b) => a.change - b.change)
    .slice(0, 3);
  return strongest.length === 0
    ? []
    : [
        `Of these, the largest falls of person-years in exploitation, in the position and theory where each does least: ${strongest.map(({ policy, change: fall }) => `${name(policy)} ${formatChange(fall)}`).join(", ")}.`,
      ];
}
