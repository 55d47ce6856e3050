import type { Figure } from "@counterweight/evidence";
import { formatInterval, formatMoney, formatNumber, formatShare, type Interval } from "@counterweight/kernel";
import type { IndustrySegment, IndustryTotals } from "@counterweight/policy";
import { intervalChart } from "../charts/intervals.ts";
import type { Block, BriefDocument } from "../document.ts";
import { structureStyle } from "../palette.ts";
import { sourcesOf } from "./sources.ts";

export type IndustryResult = {
  readonly segments: readonly IndustrySegment[];
  readonly totals: IndustryTotals;
  readonly draws: number;
  readonly seed: number;
  /** `the world`, `Africa, domestic work`. */
  readonly place: string;
};

/** The industry as a document: what it earns, what it risks, what would tip the balance, and how sure that is. */
export function industryReport(result: IndustryResult, figures: ReadonlyMap<string, Figure>): BriefDocument {
  const { segments, totals, draws, seed, place } = result;
  const used = [
    ...totals.sources,
    "ECON-003",
    ...totals.stateImposed.sources,
    ...segments.flatMap(({ sources }) => sources),
  ];
  return {
    title: `How exploitation earns and what it risks: ${place}`,
    summary: headline(segments),
    facts: [
      { label: "Draws", value: String(draws) },
      { label: "Seed", value: String(seed) },
      { label: "Money", value: "US dollars of 2021" },
      { label: "Intervals", value: "5% to 95% of draws" },
    ],
    blocks: [numbers(totals), ...segmentBlocks(segments), ...method(totals)],
    sources: sourcesOf(used, figures),
    citation: `Counterweight, "How exploitation earns and what it risks: ${place}", ${draws} draws, seed ${seed}. Data CC BY 4.0.`,
  };
}

/** The main finding in one sentence, computed from the numbers. */
export function headline(segments: readonly IndustrySegment[]): string {
  const shares = segments.map(({ balance }) => balance.median);
  const [least, most] = [Math.min(...shares), Math.max(...shares)];
  const amount = (share: number) => formatNumber(share * 100);
  const range = amount(least) === amount(most) ? amount(least) : `${amount(least)} to ${amount(most)}`;
  return `For every 100 dollars that holding a person is worth to an exploiter, the law is expected to cost ${range} dollars (middle of the draws).`;
}

function numbers(totals: IndustryTotals): Block {
  const perPerson = totals.profitPerPersonInForcedCommercialSexualExploitation;
  const range = ({ low, high }: Interval, format: (value: number) => string) => `${format(low)} to ${format(high)}`;
  const judged = "published; interval judged";
  const money = (value: number) => formatMoney(value, 3);
  const count = (value: number) => formatNumber(value, 3);
  return {
    kind: "numbers",
    items: [
      {
        label: "people in private forced labour",
        value: count(totals.people.median),
        interval: range(totals.people, count),
        quality: judged,
        cite: totals.sources,
      },
      {
        label: "profit a year",
        value: money(totals.profit.median),
        interval: range(totals.profit, money),
        quality: judged,
        cite: totals.sources,
      },
      ...(perPerson === undefined
        ? []
        : [
            {
              label: "profit per person-year in forced commercial sexual exploitation",
              value: formatMoney(perPerson.median, 5),
              interval: range(perPerson, money),
              quality: judged,
              cite: ["ECON-003"],
            },
          ]),
    ],
  };
}

function segmentBlocks(segments: readonly IndustrySegment[]): Block[] {
  const name = ({ region, sector }: IndustrySegment) => `${region}: ${sector}`;
  const colour = structureStyle.D.colour;
  return [
    { kind: "heading", text: "What is risked for what is earned" },
    {
      kind: "figure",
      title: headline(segments),
      svg: intervalChart(
        segments.map((segment) => ({
          label: name(segment),
          // The ratios span three powers of ten.
          marks: [{ ...log10(segment.balance), colour }],
        })),
        {
          labelWidth: 330,
          zero: 0,
          format: (power) => formatMoney(10 ** power * 100),
          axis: "expected sanction for each 100 dollars of exploitation value (ratio scale); the line at 100 is balance",
          describe: headline(segments),
        },
      ),
      alternative: headline(segments),
      source: "Counterweight, from the figures listed under Sources; bars are 5% to 95% of draws.",
      data: {
        kind: "table",
        caption: "Each segment: middle of the draws, 5% to 95% in brackets. Money in US dollars of 2021.",
        columns: [
          { title: "Segment" },
          { title: "People on a day", numeric: true },
          { title: "Margin per person-year, $", numeric: true },
          { title: "Exploitation value, $", numeric: true },
          { title: "Expected sanction a year, $", numeric: true },
          { title: "Sanction per $100 of value", numeric: true },
          { title: "Detection must rise by a factor of", numeric: true },
          { title: "Or the fine by a factor of", numeric: true },
          { title: "Quality" },
        ],
        rows: segments.map((segment) => [
          name(segment),
          formatInterval(segment.people),
          formatInterval(segment.margin),
          formatInterval(segment.exploitationValue),
          formatInterval(segment.expectedSanction),
          formatInterval(times(segment.balance, 100)),
          formatInterval(segment.breakEvenDetection),
          formatInterval(segment.breakEvenFine),
          segment.quality,
        ]),
        note:
          "A factor on detection that would need more than one detection a year for each person exploited cannot be had by detection alone; that is so in the following shares of draws: " +
          `${segments.map((segment) => `${name(segment)} ${formatShare(segment.detectionBeyondReach)}`).join("; ")}.`,
      },
    },
  ];
}

function method(totals: IndustryTotals): Block[] {
  return [
    { kind: "heading", text: "Method" },
    {
      kind: "list",
      items: [
        "People and profit: the published margins, inside the table filled by proportional fitting. Every cell of a region and sector is judged; its doubt is in the interval, and each draw adds up to the published margins.",
        "Exploitation value (Kara 2011): present value of the yearly margin until the person is out, less what acquiring the person costs.",
        "Expected sanction: detection times what follows it (conviction, prison at a money value, fine, forfeiture, damages, bribes), a year and person.",
        "Balance: the expected sanction over a whole holding, discounted, over the exploitation value. Break-even: the factor on detection, or on the fine alone, at which the expected sanction equals the margin.",
      ],
    },
    { kind: "heading", text: "Limits" },
    {
      kind: "list",
      items: [
        totals.note,
        "Most parameters of enforcement are judged, not measured: sentences served, fines paid, what prison is worth avoiding. Quality says how many.",
        `State-imposed forced labour (${formatNumber(totals.stateImposed.people)} people) has no market and is not in these numbers.`,
        "Adults who sell sex by choice are not counted here.",
      ],
    },
  ];
}

function log10({ low, median, high }: Interval): Interval {
  return { low: Math.log10(low), median: Math.log10(median), high: Math.log10(high) };
}

function times({ low, median, high }: Interval, factor: number): Interval {
  return { low: low * factor, median: median * factor, high: high * factor };
}
