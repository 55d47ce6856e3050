import type { Evidence } from "@counterweight/evidence";
import { formatInterval, formatMoney, formatNumber, formatShare, type Interval } from "@counterweight/kernel";
import {
  type InversionResult,
  type PaperBalance,
  type Penalty,
  type Provision,
  type SanctionPart,
  sanctionParts,
} from "@counterweight/law";
import { intervalChart } from "../charts/intervals.ts";
import type { Block, BriefDocument, Source } from "../document.ts";
import { structureStyle } from "../palette.ts";
import { sourcesOf } from "./sources.ts";

const money = (interval: Interval) => {
  const [low, high] = [formatMoney(interval.low), formatMoney(interval.high)];
  return low === high ? formatMoney(interval.median) : `${formatMoney(interval.median)} (${low} to ${high})`;
};

/** What a penalty is worth against the profit, as a document: paper, practice, inversion, drugs, what is not known. */
export function penaltyReport(result: Penalty, evidence: Evidence, version: string): BriefDocument {
  const { jurisdiction, sector, practice } = result;
  const cited = new Map<string, Source>();
  const cite = (rows: readonly string[]) => {
    for (const source of sourcesOf(rows, evidence.figures)) cited.set(source.id, source);
    return rows
      .filter((row) => evidence.figures.has(row))
      .map((row) => `[[${row}]]`)
      .join("");
  };
  for (const { provision } of [...result.paper, ...result.drugs]) cited.set(key(provision), provisionSource(provision));
  const headline = result.paper.find(({ provision }) => provision.standing === "current");
  return {
    title: `${jurisdiction.name}: what exploiting a person earns, and what the law makes it cost`,
    summary: summaryOf(result, headline),
    facts: [
      { label: "Sector", value: sector },
      { label: "Region of the profit figures", value: jurisdiction.region ?? "World" },
      { label: "Draws", value: String(result.draws) },
      { label: "Seed", value: String(result.seed) },
      { label: "Version", value: version },
      { label: "Money", value: "US dollars of 2021; intervals are 5% to 95%" },
    ],
    blocks: [
      {
        kind: "numbers",
        items: [
          {
            label: "Earned from one person, a year",
            value: formatMoney(result.margin.median),
            interval: range(result.margin),
            quality: "estimated from regional profits; the split of people is judged",
          },
          {
            label: "Exploitation value of holding one person",
            value: formatMoney(result.exploitationValue.median),
            interval: range(result.exploitationValue),
            quality: "judged spell, discount and cost of acquiring",
          },
          {
            label: "Expected sanction over a holding, in practice",
            value: formatMoney(practice.total.median),
            interval: range(practice.total),
            quality: "counted funnel where there is one, else judged",
          },
          {
            label: "Balance in practice (1 would tip it)",
            value: formatNumber(practice.balance.median),
            interval: plainRange(practice.balance),
            quality: "ratio of the two",
          },
        ],
      },
      ...paperBlocks("On paper: if every holding ended in a conviction with the maximum", result.paper),
      { kind: "heading", text: "In practice: what the funnel leaves of it" },
      {
        kind: "table",
        caption: "Expected sanction over one holding, by part",
        columns: [
          { title: "Part" },
          { title: "$ per person, median (5% to 95%)", numeric: true },
          { title: "Share of exploitation value", numeric: true },
        ],
        rows: [
          ...sanctionParts.map((part) => [
            part,
            money(practice.parts[part]),
            formatShare(practice.parts[part].median / result.exploitationValue.median),
          ]),
          ["**all**", money(practice.total), formatShare(practice.balance.median)],
        ],
      },
      {
        kind: "table",
        caption: "What it is computed from",
        columns: [
          { title: "Input" },
          { title: "Median (5% to 95%)", numeric: true },
          { title: "Unit" },
          { title: "Rests on" },
          { title: "Marked" },
        ],
        rows: practice.inputs.map((input) => [
          input.name,
          formatInterval(input.value),
          input.unit,
          `${input.from}: ${input.remark}${cite(input.rows)}${rowNames(input.rows)}`,
          input.marks.join("; ") || "no",
        ]),
      },
      ...inversionBlocks(result),
      ...(result.drugs.length > 0
        ? paperBlocks("The same arithmetic for a drug offence of equal profit, on paper", result.drugs)
        : [
            {
              kind: "paragraph",
              text: "The tables hold no drug offence of this jurisdiction, so the comparison cannot be made.",
            } as const,
          ]),
      {
        kind: "note",
        title: "What this cannot say.",
        text: "No funnel of drug offences is in the tables, so trafficking and drugs are compared on paper only. Reviews of deterrence agree that certainty deters and severity hardly does; the arithmetic gives severity its full discounted weight and still finds it small. A penalty on third parties in sex work is not a penalty on trafficking, and no such offence is counted here.",
      },
    ],
    sources: [...cited.values()],
    citation: `Counterweight ${version}, penalty analysis, ${jurisdiction.name}, ${sector}, seed ${result.seed}.`,
  };
}

function summaryOf(result: Penalty, headline: PaperBalance | undefined): string {
  const practice = result.practice.balance;
  const paper =
    headline === undefined
      ? "The tables hold no current offence for this sector."
      : `On paper the law of ${headline.provision.statute} ${headline.provision.section} threatens ${formatNumber(headline.balance.median)} times the exploitation value (${plainRange(headline.balance)}).`;
  return `${paper} In practice the expected sanction is ${formatShare(practice.median)} of it (${formatShare(practice.low)} to ${formatShare(practice.high)}).`;
}

function paperBlocks(title: string, balances: readonly PaperBalance[]): Block[] {
  if (balances.length === 0)
    return [
      { kind: "heading", text: title },
      { kind: "paragraph", text: "The tables hold no such offence for this sector: a gap, not a zero." },
    ];
  const part = (balance: PaperBalance, name: SanctionPart) => {
    const found = balance.parts[name];
    return found === undefined ? "not stated" : money(found);
  };
  return [
    { kind: "heading", text: title },
    {
      kind: "table",
      caption: "Sanction per person exploited, certain and at its maximum",
      columns: [
        { title: "Provision" },
        { title: "Prison, fine" },
        { title: "Worth of prison", numeric: true },
        { title: "Fine", numeric: true },
        { title: "Proceeds taken", numeric: true },
        { title: "Restitution and damages", numeric: true },
        { title: "Balance", numeric: true },
      ],
      rows: balances.map((balance) => [
        `${balance.provision.offence}, ${balance.provision.statute} ${balance.provision.section}${balance.provision.standing === "former" ? " (former law)" : ""} [[${key(balance.provision)}]]`,
        termOf(balance.provision),
        part(balance, "prison"),
        part(balance, "fine"),
        part(balance, "forfeiture"),
        balance.parts.restitution === undefined && balance.parts["civil damages"] === undefined
          ? "not stated"
          : [
              balance.parts.restitution && `restitution ${money(balance.parts.restitution)}`,
              balance.parts["civil damages"] && `civil ${money(balance.parts["civil damages"])}`,
            ]
              .filter(Boolean)
              .join("; "),
        `${formatNumber(balance.balance.median)} (${plainRange(balance.balance)})`,
      ]),
      note: [...new Set(balances.flatMap(({ gaps, marks, remarks }) => [...gaps, ...marks, ...remarks]))].join("; "),
    },
  ];
}

function inversionBlocks(result: Penalty): Block[] {
  const chart = intervalChart(
    result.inversion
      .filter(({ factor }) => Number.isFinite(factor.high) && factor.low > 0)
      .map(({ term, factor }) => ({
        label: termWords[term],
        marks: [
          {
            low: Math.log10(factor.low),
            median: Math.log10(factor.median),
            high: Math.log10(factor.high),
            colour: structureStyle.D.colour,
          },
        ],
      })),
    {
      axis: "times today's value, each alone (logarithmic)",
      format: (power) => formatNumber(10 ** power),
      zero: 0,
      describe:
        "How many times today's value each term alone would have to be for the expected sanction to equal the margin",
    },
  );
  const nearest = result.inversion.toSorted((a, b) => b.withinReach - a.withinReach)[0];
  return [
    { kind: "heading", text: "What would tip the balance" },
    {
      kind: "paragraph",
      text:
        nearest !== undefined && nearest.withinReach > 0.5
          ? `${capital(termWords[nearest.term])} alone could do it in ${formatShare(nearest.withinReach)} of the draws.`
          : "No single term does it within what the world allows in most draws: certainty and money have to move together.",
    },
    {
      kind: "figure",
      title: "How far each term alone would have to move",
      svg: chart,
      alternative: "Factors on today's values",
      source: "Own arithmetic from the rows named above",
    },
    {
      kind: "table",
      caption: "One term at a time, all else as today",
      columns: [
        { title: "Term" },
        { title: "Today", numeric: true },
        { title: "Needed", numeric: true },
        { title: "Times today", numeric: true },
        { title: "Within reach, share of draws", numeric: true },
      ],
      rows: result.inversion.map((row) => [
        termWords[row.term],
        amount(row, row.today),
        needed(row),
        factorOf(row),
        formatShare(row.withinReach),
      ]),
    },
    {
      kind: "table",
      caption: "Two terms together: the detection that each fine would need (medians)",
      columns: [
        { title: "Fine actually paid, per conviction", numeric: true },
        { title: "Detections a year per person exploited", numeric: true },
      ],
      rows: result.frontier.map(({ fine, detection }) => [
        formatMoney(fine),
        detection === undefined ? "more than one a year: out of reach" : formatNumber(detection),
      ]),
    },
  ];
}

const termWords: Record<InversionResult["term"], string> = {
  detection: "detection",
  conviction: "conviction given detection",
  fine: "fine paid",
  sentence: "sentence served",
  forfeiture: "proceeds taken",
  damages: "damages",
};

function amount(row: InversionResult, interval: Interval): string {
  return row.term === "fine" || row.term === "damages" ? money(interval) : formatInterval(interval);
}

function needed(row: InversionResult): string {
  return Number.isFinite(row.needed.median) ? amount(row, row.needed) : "no value is enough";
}

function factorOf(row: InversionResult): string {
  return Number.isFinite(row.factor.median) ? formatInterval(row.factor) : "-";
}

function termOf(provision: Provision): string {
  const years = (value: number | undefined) =>
    value === undefined ? "?" : value === Number.POSITIVE_INFINITY ? "life" : `${value}`;
  const prison =
    provision.prisonMost === undefined
      ? "prison not in the table"
      : `${provision.prisonLeast ? `${years(provision.prisonLeast)} to ` : "up to "}${years(provision.prisonMost)}${provision.prisonMost === Number.POSITIVE_INFINITY ? "" : " years"}`;
  const fine =
    provision.fineMost === undefined
      ? provision.fineBasis || "fine not in the table"
      : `${provision.fineMost.toLocaleString("en")} ${provision.fineCurrency ?? ""}`;
  return `${prison}; ${fine}`;
}

function provisionSource(provision: Provision): Source {
  return {
    id: key(provision),
    text: `${provision.jurisdiction}, ${provision.statute} ${provision.section}: ${provision.offence}. ${provision.source}.`,
    ...(provision.url.startsWith("http") ? { url: provision.url } : {}),
    quality: provision.checked,
    ...(provision.notes ? { remark: provision.notes } : {}),
  };
}

function key(provision: Provision): string {
  return provision.id.replace(".csv, row ", "-");
}

function rowNames(rows: readonly string[]): string {
  const tables = rows.filter((row) => row.includes(".csv"));
  return tables.length > 0 ? ` (${tables.join("; ")})` : "";
}

function range(interval: Interval): string {
  return `${formatMoney(interval.low)} to ${formatMoney(interval.high)}`;
}

function plainRange(interval: Interval): string {
  return `${formatNumber(interval.low)} to ${formatNumber(interval.high)}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
