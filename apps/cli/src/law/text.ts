import { formatInterval, formatMoney, formatNumber, formatShare, type Interval } from "@counterweight/kernel";
import { type PaperBalance, type Penalty, sanctionParts } from "@counterweight/law";
import { table } from "../output.ts";

const money = ({ low, median, high }: Interval) =>
  `${formatMoney(median)} (${formatMoney(low)} to ${formatMoney(high)})`;

/** The analysis as a page of a terminal: profit, paper, practice, inversion. */
export function penaltyText(result: Penalty): string {
  const { jurisdiction, sector, practice } = result;
  const marked = practice.inputs.filter(({ marks }) => marks.length > 0);
  return [
    `${jurisdiction.name}, ${sector} (profits of ${jurisdiction.region ?? "the world"})`,
    "",
    `Earned from one person a year    ${money(result.margin)}`,
    `Value of holding one person      ${money(result.exploitationValue)}`,
    "",
    "On paper: every holding ends in a conviction with the maximum",
    table(
      ["provision", "law", "sanction per person", "balance"],
      result.paper.map((paper) => [
        shorten(paper.provision.offence),
        `${shorten(paper.provision.statute, 26)} ${paper.provision.section}${paper.provision.standing === "former" ? " (former)" : ""}`,
        money(paper.total),
        formatInterval(paper.balance),
      ]),
      [3],
    ),
    `  left out: ${gapsOf(result.paper)}`,
    "",
    "In practice: the counted funnel, priors where nobody counted",
    table(
      ["part", "per holding", "share of value"],
      [
        ...sanctionParts.map((part) => [
          part,
          money(practice.parts[part]),
          formatShare(practice.parts[part].median / result.exploitationValue.median),
        ]),
        ["all", money(practice.total), formatShare(practice.balance.median)],
      ],
      [2],
    ),
    "What one term alone would have to become for the sanction to eat the margin",
    table(
      ["term", "today", "needed", "times today", "within reach"],
      result.inversion.map((row) => [
        row.term,
        formatInterval(row.today),
        Number.isFinite(row.needed.median) ? formatInterval(row.needed) : "no value is enough",
        Number.isFinite(row.factor.median) ? formatNumber(row.factor.median) : "-",
        formatShare(row.withinReach),
      ]),
      [3, 4],
    ),
    ...(result.drugs.length > 0
      ? [
          "Drug offences of equal profit, on paper",
          table(
            ["provision", "law", "sanction per person", "balance"],
            result.drugs.map((paper) => [
              shorten(paper.provision.offence),
              shorten(paper.provision.statute, 34),
              money(paper.total),
              formatInterval(paper.balance),
            ]),
            [3],
          ),
        ]
      : []),
    `Rows: ${[...new Set([...result.paper.map(({ provision }) => provision.id), ...practice.inputs.flatMap(({ rows }) => rows)])].join(", ")}`,
    `Marked (judged, recalled, or another funnel standing in): ${marked.map(({ name, marks }) => `${name} (${marks[0]})`).join("; ")}`,
    `Money in US$ of 2021; 5% to 95% of ${result.draws} draws, seed ${result.seed}.`,
    "",
  ].join("\n");
}

function gapsOf(balances: readonly PaperBalance[]): string {
  return [...new Set(balances.flatMap(({ gaps }) => gaps))].join("; ") || "nothing";
}

function shorten(text: string, most = 44): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
