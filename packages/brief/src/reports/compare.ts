import type { Figure } from "@counterweight/evidence";
import { formatChange, formatNumber, formatShare } from "@counterweight/kernel";
import {
  type Comparison,
  comparedOutcomes,
  type Intervention,
  type Leaning,
  type OutcomeKey,
  outcomes,
  ranked,
  rightsWarning,
  unitWords,
} from "@counterweight/policy";
import { intervalChart } from "../charts/intervals.ts";
import type { Block, BriefDocument, Table } from "../document.ts";
import { type StructureKey, structureStyle } from "../palette.ts";
import { sourcesOf } from "./sources.ts";

export type CompareResult = {
  readonly results: readonly Comparison[];
  readonly interventions: readonly Intervention[];
  readonly draws: number;
  readonly seed: number;
  readonly years: number;
  readonly place: string;
  readonly leanings: readonly { readonly structure: string; readonly leanings: readonly Leaning[] }[];
  readonly kept: readonly { readonly structure: string; readonly kept: number; readonly asked: number }[];
};

/** The comparison as a document: rankings by outcome under each theory, what they lean on, evidence row by row. */
export function compareReport(result: CompareResult, figures: ReadonlyMap<string, Figure>): BriefDocument {
  const { interventions, draws, seed, years, place, kept } = result;
  const used = interventions.flatMap(({ evidence, knownHarms }) => [...evidence, ...knownHarms]);
  return {
    title: `What would change it: ${interventions.length} measures compared, ${place}`,
    summary: leading(result),
    facts: [
      { label: "Draws in each theory", value: String(draws) },
      { label: "Seed", value: String(seed) },
      { label: "Horizon", value: `${years} years` },
      { label: "Draws kept", value: kept.map((one) => `${one.structure} ${one.kept}`).join(", ") },
    ],
    blocks: [
      { kind: "note", title: "Before reading the ranking.", text: rightsWarning },
      { kind: "paragraph", text: unitWords },
      ...comparedOutcomes.flatMap((outcome) => outcomeBlocks(result, outcome)),
      ...evidenceBlocks(interventions),
      ...method(result),
    ],
    sources: sourcesOf(used, figures),
    citation: `Counterweight, "What would change it", ${place}, ${years} years, ${draws} draws, seed ${seed}. Data CC BY 4.0.`,
  };
}

const theory = (structure: string) => structureStyle[structure as StructureKey]?.name ?? structure;

/** What leads under each theory, in one sentence; one name where all agree. */
function leading({ results, interventions }: CompareResult): string {
  const structures = [...new Set(results.map(({ structure }) => structure))];
  const parts = structures.map((structure) => {
    const [first] = ranked(results.filter((row) => row.structure === structure));
    const row = results.find(
      (one) => one.structure === structure && one.intervention === first && one.outcome === "personYears",
    );
    const { p5, p50, p95 } = row?.relative ?? { p5: 0, p50: 0, p95: 0 };
    return {
      name: interventions.find(({ id }) => id === first)?.name ?? first ?? "none",
      span: `${formatChange(p50)}, ${formatChange(p5)} to ${formatChange(p95)}`,
      theory: theory(structure),
    };
  });
  const [one] = parts;
  if (one && parts.every(({ name }) => name === one.name))
    return `The largest fall of person-years in exploitation comes from “${one.name}” in every theory (${parts.map((part) => `${part.theory} ${part.span}`).join("; ")}).`;
  return `The largest fall of person-years in exploitation comes from ${parts.map((part) => `“${part.name}” in the ${part.theory} theory (${part.span})`).join(", ")}.`;
}

function outcomeBlocks({ results, interventions }: CompareResult, outcome: OutcomeKey): Block[] {
  const about = results.filter((row) => row.outcome === outcome);
  const order = ranked(about, outcome);
  const structures = [...new Set(about.map(({ structure }) => structure))];
  const name = (id: string) => interventions.find((one) => one.id === id)?.name ?? id;
  const of = (structure: string, id: string) =>
    about.find((row) => row.structure === structure && row.intervention === id);
  const { name: title, unit, better, sentence } = outcomes[outcome];
  const relative = about.some((row) => row.relative !== undefined);
  const format = relative ? (value: number) => formatChange(value) : (value: number) => formatNumber(value);
  const data: Table = {
    kind: "table",
    caption: `${title}: change against doing nothing, ${relative ? "as a share" : unit}; middle, 5% to 95%, and share of draws in the best three`,
    columns: [
      { title: "Measure" },
      ...structures.flatMap((key) => [
        { title: theory(key), numeric: true },
        { title: "top three", numeric: true },
      ]),
    ],
    rows: order.map((id) => [
      name(id),
      ...structures.flatMap((structure) => {
        const row = of(structure, id);
        const { p5, p50, p95 } = row?.relative ?? row ?? { p5: 0, p50: 0, p95: 0 };
        return [`${format(p50)} (${format(p5)} to ${format(p95)})`, row?.topThree ? formatShare(row.topThree) : ""];
      }),
    ]),
    note: `${sentence} ${better === "lower" ? "Lower" : "Higher"} is ranked as better.`,
  };
  const shown = order.slice(0, 20);
  return [
    { kind: "heading", text: capital(title), newPage: true },
    {
      kind: "figure",
      title: `${capital(title)}: ${shown.length < order.length ? `the ${shown.length} measures that change it most for the better` : "change by measure"}`,
      svg: intervalChart(
        shown.map((id) => ({
          label: name(id),
          marks: structures.map((structure) => {
            const row = of(structure, id);
            const { p5, p50, p95 } = row?.relative ?? row ?? { p5: 0, p50: 0, p95: 0 };
            const style = structureStyle[structure as StructureKey] ?? structureStyle.D;
            return { low: p5, median: p50, high: p95, colour: style.colour, dash: style.dash, name: style.name };
          }),
        })),
        {
          labelWidth: 300,
          zero: 0,
          format,
          axis: `change of ${title} against doing nothing (${relative ? "share" : unit}); bars are 5% to 95% of draws`,
          describe: `${capital(title)} by measure and theory; the numbers stand in the table below.`,
        },
      ),
      alternative: `The numbers stand in the table below.`,
      source: "Counterweight; sizes, costs and evidence of each measure in the catalogue below.",
      data,
    },
  ];
}

function evidenceBlocks(interventions: readonly Intervention[]): Block[] {
  return [
    { kind: "heading", text: "The measures, and what is known of each", newPage: true },
    {
      kind: "table",
      caption: "Every measure keeps its row, also where the evidence says it does little.",
      columns: [
        { title: "Measure" },
        { title: "One unit" },
        { title: "What the evidence says" },
        { title: "Who else it touches" },
        { title: "Grade" },
        { title: "Figures" },
      ],
      rows: interventions.map((one) => [
        `**${one.name}.** ${one.whatItIs}`,
        `${one.basis}: ${one.basisText}`,
        `${one.evidenceSays}${one.contested ? ` Contested: ${one.contestedBy}.` : ""} Limit: ${one.limits}`,
        `${one.alsoTouches}.${one.knownHarms.length > 0 ? ` Known harms: ${one.knownHarms.map((id) => `[[${id}]]`).join("")}` : " No harm in the table, which is not the same as none."}`,
        one.grade,
        one.evidence.map((id) => `[[${id}]]`).join(""),
      ]),
    },
  ];
}

function method({ leanings, kept }: CompareResult): Block[] {
  return [
    { kind: "heading", text: "What the results lean on" },
    {
      kind: "list",
      items: leanings.map(
        ({ structure, leanings: most }) =>
          `${capital(theory(structure))}: ${most.map(({ label, share }) => `${label} (${formatShare(share)} of the spread)`).join(", ")}.`,
      ),
    },
    { kind: "heading", text: "Method" },
    {
      kind: "list",
      items: [
        "The market model runs for every draw with and without each measure; a change is the difference within the same draw (common random numbers).",
        "Draws: scrambled Sobol' points through the priors of the parameter registry; the size of each measure is drawn too, as likely below its central size as above it.",
        "Theories are shown side by side and never mixed. Nobody knows which is right.",
        `Draws in which exploitation earns nothing at the start are left out: ${kept.map((one) => `${one.structure} keeps ${one.kept} of ${one.asked}`).join(", ")}.`,
      ],
    },
    { kind: "heading", text: "Limits" },
    {
      kind: "list",
      items: [
        "No row of the catalogue has a measured effect on the number of people exploited with a control group. Most sizes are judged.",
        "Effects are for one unit everywhere at once; a package of measures is less than the sum of its parts.",
        "State-imposed forced labour has no market in the model: outside pressure shows no change here although it is the largest documented success.",
        "The model speaks of sectors and regions, never of persons or places.",
      ],
    },
  ];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
