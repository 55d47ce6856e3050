import type { Evidence } from "@counterweight/evidence";
import { formatInterval, formatMoney, formatNumber, formatShare, type Interval } from "@counterweight/kernel";
import {
  intervalOf,
  isRecalled,
  overHolding,
  type PaperBalance,
  type Penalty,
  paperSanction,
  type SegmentDraws,
  type ToDollars,
  type WorkedExample,
} from "@counterweight/law";

const money = ({ low, median, high }: Interval) =>
  `${formatMoney(median)} (${formatMoney(low)} to ${formatMoney(high)})`;

/** One example, step by step, each with the rows it rests on; paper and practice apart. */
export function exampleText(
  example: WorkedExample,
  evidence: Evidence,
  draws: SegmentDraws,
  result: Penalty,
  toDollars: ToDollars,
): string {
  const { provision } = example;
  const figure = example.profitFigure === undefined ? undefined : evidence.figures.get(example.profitFigure);
  const profit = figure?.value;
  const profitLine =
    profit === undefined
      ? `A year's margin from one person: ${money(result.margin)} (segment table; the regional split is judged).`
      : `A year's profit from one person: ${formatMoney(profit, 3)} (${figure?.id}, ${figure?.year}, ${figure?.quality}: ${figure?.source}).`;
  const fineLine = fineSentence(example, profit ?? result.margin.median, toDollars);
  const paper = result.paper.find((one) => one.provision.id === provision.id) ?? onPaper(example, draws, toDollars);
  const recalled =
    provision.recalled.length > 0
      ? `; recalled and to be confirmed: ${isRecalled(provision, "all") ? "the whole row" : provision.recalled.join(", ")}`
      : "";
  const detection = draws.column("detection");
  const convicted = result.practice.inputs.find(({ name }) => name === "conviction");
  return [
    example.title,
    "",
    `1. The law. ${provision.statute} ${provision.section}, ${provision.offence}: ${term(provision.prisonLeast)} to ${term(provision.prisonMost)} years (${provision.id}, ${provision.checked}${recalled}).`,
    `   ${example.note}`,
    `2. The profit. ${profitLine}`,
    `   Held until out and discounted, less acquisition, one person is worth ${money(result.exploitationValue)} to the exploiter.`,
    `3. The fine. ${fineLine}`,
    `4. On paper. If every holding ended in a conviction with the maximum: ${paper === undefined ? "nothing the table can price" : `${money(paper.total)} per person, ${formatInterval(paper.balance)} times the exploitation value`}.`,
    ...(paper !== undefined && paper.gaps.length > 0 ? [`   Left out: ${paper.gaps.join("; ")}.`] : []),
    `5. In practice. ${formatNumber(intervalOf(draws.count, (draw) => detection[draw] ?? 0).median * 1000)} in 1,000 people are detected a year; ${convicted === undefined ? "" : `${formatInterval(convicted.value)} ${convicted.unit} (${convicted.remark}). `}`,
    `   Expected sanction: ${money(result.practice.perYear)} a year, ${money(result.practice.total)} over a holding, ${formatShare(result.practice.balance.median)} of the exploitation value (${formatShare(result.practice.balance.low)} to ${formatShare(result.practice.balance.high)}).`,
    `6. What would tip it. ${tipping(result)}`,
    "",
  ].join("\n");
}

function fineSentence(example: WorkedExample, profit: number, toDollars: ToDollars): string {
  const dollars = example.fine === undefined ? statuteFine(example, toDollars) : example.fine.amount;
  if (dollars === undefined)
    return `${example.provision.fineBasis || "not in the table"}: no amount that could be set against the profit.`;
  const days = (dollars / profit) * 365;
  return `${formatMoney(dollars, 2)}${example.fine === undefined ? "" : ` in ${example.fine.year}`}: ${formatShare(dollars / profit)} of a year's profit from one person, earned back in ${days < 2 ? `${formatNumber(days * 24)} hours` : `${formatNumber(days)} days`}.`;
}

function statuteFine({ provision }: WorkedExample, toDollars: ToDollars): number | undefined {
  if (provision.fineMost === undefined || provision.fineCurrency === undefined) return undefined;
  return toDollars(provision.fineMost, provision.fineCurrency)?.dollars;
}

/** For an offence that is none of trafficking, and so stands in no list of the analysis. */
function onPaper({ provision }: WorkedExample, draws: SegmentDraws, toDollars: ToDollars): PaperBalance | undefined {
  const { parts, gaps, marks, remarks } = paperSanction(provision, draws, toDollars);
  const each = Object.values(parts);
  if (each.length === 0) return undefined;
  const sum = (draw: number) => each.reduce((all, part) => all + part(draw), 0);
  const value = (draw: number) =>
    overHolding(
      draws.column("margin")[draw] ?? 0,
      draws.column("marketDiscount")[draw] ?? 0,
      draws.column("exit")[draw] ?? 1,
    ) - (draws.column("acquisition")[draw] ?? 0);
  return {
    provision,
    parts: {},
    total: intervalOf(draws.count, sum),
    balance: intervalOf(draws.count, (draw) => sum(draw) / value(draw)),
    gaps,
    marks,
    remarks,
  };
}

function tipping(result: Penalty): string {
  const reach = result.inversion.filter(({ withinReach }) => withinReach > 0.5);
  const detection = result.inversion.find(({ term }) => term === "detection");
  const fine = result.inversion.find(({ term }) => term === "fine");
  const alone =
    reach.length > 0
      ? `Alone: ${reach.map(({ term }) => term).join(", ")}.`
      : "No single term within what the world allows.";
  return `${alone} Detection would have to be ${formatNumber(detection?.factor.median ?? Number.NaN)} times today's, or the fine actually paid ${formatMoney(fine?.needed.median ?? Number.NaN)} per conviction.`;
}

function term(years: number | undefined): string {
  return years === undefined ? "?" : years === Number.POSITIVE_INFINITY ? "life" : String(years);
}
