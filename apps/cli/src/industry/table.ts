import { formatMoney, formatNumber, type Interval } from "@counterweight/kernel";
import type { IndustrySegment, IndustryTotals } from "@counterweight/policy";
import { table } from "../output.ts";

const header = [
  "",
  "people",
  "margin a year",
  "value of holding",
  "sanction a year",
  "per $100 value",
  "detection x",
  "fine x",
];

/**
 * The segments as a text table: the middle of the draws, under it the 5% and 95% points. Sectors stand under their
 * region.
 */
export function worldTable(segments: readonly IndustrySegment[], totals: IndustryTotals): string {
  const rows = segments.flatMap((segment, index) => {
    const title = segments[index - 1]?.region === segment.region ? [] : [[segment.region]];
    return [...title, ...segmentRows(segment)];
  });
  const perPerson = totals.profitPerPersonInForcedCommercialSexualExploitation;
  return [
    table(header, rows, [1, 2, 3, 4, 5, 6, 7]),
    "\nMoney in US dollars of 2021. Value of holding: what one person earns the exploiter until out, less acquisition (present value).",
    "\nDetection x, fine x: by what factor that alone must grow until the expected sanction eats the margin.\n",
    `\nTogether: ${span(totals.people, formatNumber, 3)} people, ${span(totals.profit, formatMoney, 4)} profit a year`,
    perPerson ? `, ${span(perPerson, formatMoney, 5)} per person-year in forced commercial sexual exploitation` : "",
    `.\n${totals.note}\nState-imposed forced labour (${formatNumber(totals.stateImposed.people)} people) has no market and is not included.\n`,
  ].join("");
}

function segmentRows(segment: IndustrySegment): string[][] {
  const hundred = ({ low, median, high }: Interval) => ({ low: low * 100, median: median * 100, high: high * 100 });
  const cells: [Interval, (value: number) => string][] = [
    [segment.people, short],
    [segment.margin, money],
    [segment.exploitationValue, money],
    [segment.expectedSanction, money],
    [hundred(segment.balance), money],
    [segment.breakEvenDetection, short],
    [segment.breakEvenFine, short],
  ];
  return [
    [`  ${segment.sector}`, ...cells.map(([quantity, format]) => format(quantity.median))],
    ["", ...cells.map(([{ low, high }, format]) => `${format(low)}–${format(high)}`)],
  ];
}

function span(
  { low, median, high }: Interval,
  format: (value: number, digits?: number) => string,
  digits: number,
): string {
  return `${format(median, digits)} (${format(low, 2)} to ${format(high, 2)})`;
}

function short(value: number): string {
  return formatNumber(value).replace(" million", "m").replace(" billion", "bn");
}

function money(value: number): string {
  return formatMoney(value).replace(" million", "m").replace(" billion", "bn");
}
