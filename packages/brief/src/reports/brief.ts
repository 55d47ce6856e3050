import type { Evidence } from "@counterweight/evidence";
import { formatMoney, formatNumber, formatShare } from "@counterweight/kernel";
import {
  type IndustrySegment,
  type Intervention,
  type LeverName,
  levers,
  type Position,
  type StudyOutcomeKey,
  type StudyResult,
} from "@counterweight/policy";
import type { Block, BriefDocument, Source } from "../document.ts";
import { structureStyle } from "../palette.ts";
import { sourcesOf } from "./sources.ts";
import { changeFigure, changeInterval, changeTable, changeText, outcomeWords } from "./study-blocks.ts";

export type BriefRequest = {
  readonly result: StudyResult;
  readonly evidence: Evidence;
  /** What the place of the study earns and risks. */
  readonly segments: readonly IndustrySegment[];
  readonly catalogue: readonly Intervention[];
  /** The positions whose view is printed beside; what each would reject is told in its own words. */
  readonly positions: readonly Position[];
  /** What those positions would all support and what divides them, in sentences; printed first where given. */
  readonly common?: readonly string[];
  readonly version: string;
};

const harmed: readonly StudyOutcomeKey[] = [
  "sexWorkIncome",
  "sexWorkPolicing",
  "freeIncome",
  "freePolicing",
  "victimsArrested",
];
const changed: readonly StudyOutcomeKey[] = ["people", "entered", "profit", "recorded", "convictions"];

/**
 * A study as an argument a minister's aide could use: what is known and how sure, what is asked, what it would change,
 * what it would cost, who might be harmed, what the other side says; then method and sources.
 */
export function briefDocument(request: BriefRequest): BriefDocument {
  const { result, evidence, segments, catalogue, positions, common = [], version } = request;
  const { study } = result;
  const policy = Math.max(0, study.policies.length - 1);
  const asked = study.policies[policy];
  const names = Object.keys(asked?.levers ?? {}) as LeverName[];
  const kin = catalogue.filter(
    (one) => one.levers.length > 0 && one.levers.every(({ lever }) => names.includes(lever)) && names.length > 0,
  );
  const parts = result.parts.filter((part) => part.policy === policy);
  const used = [
    ...new Set([
      ...segments.flatMap(({ sources }) => sources),
      ...catalogue.flatMap(({ evidence: ids, knownHarms }) => [...ids, ...knownHarms]),
      ...positions.flatMap(({ sources }) => sources.figures),
    ]),
  ];
  const publications: Source[] = positions.flatMap(({ id, name, sources }) =>
    sources.publications.map((text, index) => ({
      id: `${id}-${index + 1}`,
      text,
      quality: `stands behind the position "${name}"`,
    })),
  );
  const [first] = segments;
  const document = {
    title: study.title || "What this policy would change",
    summary: `${headline(result, policy)} ${first === undefined ? "" : `Today the law is expected to cost an exploiter ${formatMoney(first.balance.median * 100)} for every $100 that holding a person is worth (${formatMoney(first.balance.low * 100)} to ${formatMoney(first.balance.high * 100)}).`}`,
    facts: [
      { label: "Place", value: `${study.region}; ${study.sectors.join(", ")}` },
      { label: "Horizon", value: `${study.years} years` },
      { label: "Draws", value: String(study.draws) },
      { label: "Seed", value: String(study.seed) },
      { label: "Version", value: version },
    ],
    blocks: [
      ...(common.length > 0
        ? [
            {
              kind: "heading",
              text: positions.length === 2 ? "What both support" : "What all of them support",
            } as const,
            ...common.map((text) => ({ kind: "paragraph", text }) as const),
          ]
        : []),
      { kind: "heading", text: "What is known" },
      ...segments.slice(0, 3).map(known),
      { kind: "heading", text: "How sure we may be" },
      {
        kind: "paragraph",
        text: howSure(
          segments,
          parts.map((part) => changeInterval(result, part, "people")),
        ),
      },
      { kind: "heading", text: "What we ask" },
      {
        kind: "list",
        items: names.map(
          (name) =>
            `${capital(levers[name].name)}: ${sizeWords(name, asked?.levers[name] ?? levers[name].neutral)}. ${levers[name].sentence}`,
        ),
      },
      { kind: "heading", text: "What it would change" },
      changeFigure(result, policy, ["people", "entered", "profit", "sexWorkIncome", "freeIncome"]),
      changeTable(
        result,
        policy,
        [...changed, ...harmed],
        "Under three rival theories; the last rows are people who are not the target",
      ),
      { kind: "heading", text: "What it would cost" },
      ...cost(kin),
      { kind: "heading", text: "Who might be harmed" },
      { kind: "paragraph", text: harmWords(request, policy) },
      { kind: "heading", text: positions.length > 1 ? "Where people stand" : "What the other side says" },
      ...positions.map(stand),
      { kind: "heading", text: "Method and limits" },
      {
        kind: "paragraph",
        text: `Three theories are run side by side with the same draws (common random numbers, scrambled Sobol' points) of every parameter from its prior; intervals are 5% to 95%. Each parameter has a grade and a reason in the registry; most are judged, and no size of any measure was ever observed on the number of people exploited with a control group. The command "counterweight study" repeats the numbers to the digit from the study file and seed. Adults who sell sex by choice are a separate group, never counted as exploited.`,
      },
    ],
    sources: [...sourcesOf(used, evidence.figures), ...publications],
    citation: `Counterweight ${version}, "${study.title || "What this policy would change"}", ${study.draws} draws, seed ${study.seed}. Data CC BY 4.0.`,
  } satisfies BriefDocument;
  // A brief lists what it cites; the whole evidence stands one command away.
  const cited = [
    ...new Set(
      [...JSON.stringify([document.summary, document.blocks]).matchAll(/\[\[([^\]]+)\]\]/g)].map((match) => match[1]),
    ),
  ];
  const listed = new Map(document.sources.map((source) => [source.id, source]));
  return { ...document, sources: cited.flatMap((id) => listed.get(id ?? "") ?? []) };
}

function headline(result: StudyResult, policy: number): string {
  const changes = result.parts
    .filter((part) => part.policy === policy)
    .map(
      (part) =>
        `${changeText(changeInterval(result, part, "people"))} if the market is ${structureStyle[part.structure].name}`,
    );
  return `After ${result.study.years} years the number of people in exploitation would change by ${changes.join("; ")}.`;
}

function known(segment: IndustrySegment): Block {
  return {
    kind: "paragraph",
    text: `**${capital(segment.sector)}, ${segment.region}.** About ${formatNumber(segment.people.median)} people on a day (${formatNumber(segment.people.low)} to ${formatNumber(segment.people.high)})${cites(segment.sources.slice(0, 3))}. One person earns an exploiter ${formatMoney(segment.margin.median)} a year (${formatMoney(segment.margin.low)} to ${formatMoney(segment.margin.high)}) and is worth ${formatMoney(segment.exploitationValue.median)} while held (${formatMoney(segment.exploitationValue.low)} to ${formatMoney(segment.exploitationValue.high)}). The law is expected to cost ${formatMoney(segment.expectedSanction.median)} a year (${formatMoney(segment.expectedSanction.low)} to ${formatMoney(segment.expectedSanction.high)}): detection alone would have to be ${formatNumber(segment.breakEvenDetection.median)} times today's (${formatNumber(segment.breakEvenDetection.low)} to ${formatNumber(segment.breakEvenDetection.high)}) before holding a person stopped paying.`,
  };
}

function howSure(
  segments: readonly IndustrySegment[],
  changes: readonly { readonly low: number; readonly high: number }[],
): string {
  const agree = changes.every(({ high }) => high < 0)
    ? "In nine draws of ten it falls under every theory"
    : changes.every(({ low }) => low > 0)
      ? "In nine draws of ten it rises under every theory"
      : "The theories, or draws within one, disagree even on the sign";
  return `${agree}. What it rests on: ${segments[0]?.quality ?? "unknown"}. The size of the change rests on judged parameters and is best read as an order of magnitude.`;
}

function sizeWords(name: LeverName, size: number): string {
  const { unit, neutral } = levers[name];
  if (neutral === 1) return `${formatNumber(size)} times today's`;
  if (unit.includes("share")) return `${size > 0 ? "+" : ""}${formatShare(size)} (${unit})`;
  return `${formatNumber(size)} ${unit}`;
}

function cost(kin: readonly Intervention[]): Block[] {
  if (kin.length === 0)
    return [
      {
        kind: "paragraph",
        text: "No measure of the catalogue moves only these levers, so no cost can be named: a gap, not a zero.",
      },
    ];
  return [
    {
      kind: "paragraph",
      text: "What measures that move these levers cost the public, one unit a year in a standard country of 10 million people (US$ of 2021; what one unit moves is less than what is asked above, and most sizes are judged):",
    },
    {
      kind: "list",
      items: kin
        .slice(0, 5)
        .map(
          (one) =>
            `${one.name}: ${one.cost.low === one.cost.high ? formatMoney(one.cost.central) : `${formatMoney(one.cost.central)} (${formatMoney(one.cost.low)} to ${formatMoney(one.cost.high)})`}, size of grade ${one.grade}. ${one.evidenceSays}${cites(one.evidence.slice(0, 2))}`,
        ),
    },
  ];
}

function cites(ids: readonly string[]): string {
  return ids.map((id) => `[[${id}]]`).join("");
}

function harmWords({ result, catalogue }: BriefRequest, policy: number): string {
  const parts = result.parts.filter((part) => part.policy === policy);
  const worse = harmed.filter((key) =>
    parts.some((part) => {
      const { median } = changeInterval(result, part, key);
      return key.endsWith("Income") ? median < -0.005 : median > 0.005;
    }),
  );
  const named = new Set(Object.keys(result.study.policies[policy]?.levers ?? {}));
  const harms = catalogue
    .filter(({ levers: sizes, knownHarms }) => knownHarms.length > 0 && sizes.some(({ lever }) => named.has(lever)))
    .flatMap(({ knownHarms }) => knownHarms);
  const recorded = [...new Set(harms)]
    .slice(0, 6)
    .map((id) => `[[${id}]]`)
    .join("");
  const model =
    worse.length === 0
      ? "In the model no outcome for people who are not the target gets worse by more than half a percent in the middle of the draws."
      : `In the model these get worse: ${worse.map((key) => outcomeWords[key]).join("; ")}.`;
  return `${model} ${recorded === "" ? "The evidence table records no harm of measures of this kind; that is not the same as none." : `Harms recorded for measures that move the same levers:${recorded}.`}`;
}

/** The first sentences of a position in its holders' words, and what they would accept as an answer. */
function stand(position: Position): Block {
  const sentences = position.inTheirWords.match(/[^.!?]+[.!?]+/g) ?? [position.inTheirWords];
  return {
    kind: "paragraph",
    text: `**${position.name}.** “${sentences.slice(0, 2).join("").trim()}”${cites(position.sources.figures.slice(0, 2))} What could change their mind: ${position.couldChangeTheirMind}.`,
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
