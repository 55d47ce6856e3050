import { type Sector, sexualExploitation } from "@counterweight/evidence";
import type { Interval } from "@counterweight/kernel";
import {
  expectedSanction,
  overHolding,
  type SanctionPart,
  sanctionParts,
  total,
} from "../arithmetic/expected-sanction.ts";
import { exploitationValue } from "../arithmetic/exploitation-value.ts";
import { invert, type Term, terms } from "../arithmetic/inversion.ts";
import type { Jurisdiction } from "../tables/jurisdiction.ts";
import type { LawTables } from "../tables/law-tables.ts";
import type { OffenceKind, Provision } from "../tables/provision.ts";
import { intervalOf, type SegmentDraws } from "./draws.ts";
import type { Input } from "./input.ts";
import { paperSanction, type ToDollars } from "./paper.ts";
import { type PriorSource, practice } from "./practice.ts";

/** What the analysis needs from outside: draws of the segment, what each prior rests on, money. */
export type PenaltyRequest = {
  readonly tables: LawTables;
  readonly jurisdiction: Jurisdiction;
  readonly sector: Sector;
  readonly draws: SegmentDraws;
  readonly prior: PriorSource;
  /** How amounts of this statute become dollars of the model's year. */
  readonly toDollars: (provision: Provision) => ToDollars;
  readonly seed: number;
};

export type PaperBalance = {
  readonly provision: Provision;
  /** $ per person over a holding; a part the statute does not name is absent. */
  readonly parts: Partial<Record<SanctionPart, Interval>>;
  readonly total: Interval;
  /** Expected sanction over exploitation value: above 1, holding a person would not pay. */
  readonly balance: Interval;
  readonly gaps: readonly string[];
  readonly marks: readonly string[];
  readonly remarks: readonly string[];
};

export type InversionResult = {
  readonly term: Term;
  readonly today: Interval;
  readonly needed: Interval;
  readonly factor: Interval;
  /** Share of the draws in which the term alone can do it within what the world allows. */
  readonly withinReach: number;
};

export type Penalty = {
  readonly jurisdiction: Jurisdiction;
  readonly sector: Sector;
  readonly draws: number;
  readonly seed: number;
  /** $ per person-year; $ per person. */
  readonly margin: Interval;
  readonly exploitationValue: Interval;
  readonly paper: readonly PaperBalance[];
  readonly practice: {
    readonly inputs: readonly Input[];
    /** $ per person-year. */
    readonly perYear: Interval;
    /** $ per person over a holding. */
    readonly parts: Readonly<Record<SanctionPart, Interval>>;
    readonly total: Interval;
    readonly balance: Interval;
  };
  readonly inversion: readonly InversionResult[];
  /** What detection must be for each fine, medians; none where no detection up to one a year is enough. */
  readonly frontier: readonly { readonly fine: number; readonly detection: number | undefined }[];
  readonly drugs: readonly PaperBalance[];
};

/** The provisions that threaten exploiters in a sector: the sector's own first, basic offences before aggravated ones. */
export function provisionsFor(
  { provisions }: LawTables,
  { name }: Jurisdiction,
  sector: Sector,
  kinds: readonly OffenceKind[] = ["trafficking", "forced labour"],
): Provision[] {
  const reach = sector === sexualExploitation ? "sex" : "labour";
  return provisions.filter(
    (provision) =>
      provision.jurisdiction === name &&
      kinds.includes(provision.kind) &&
      (provision.sector === undefined || provision.sector === reach || provision.sector === "all"),
  );
}

/** What a penalty is worth against the profit, on paper and in practice, with what would invert the balance. */
export function penalty(request: PenaltyRequest): Penalty {
  const { tables, jurisdiction, sector, draws, seed } = request;
  const column = (name: string) => {
    const values = draws.column(name);
    return (draw: number) => values[draw] ?? 0;
  };
  const [margin, discount, exit, acquisition] = [
    column("margin"),
    column("marketDiscount"),
    column("exit"),
    column("acquisition"),
  ];
  const value = (draw: number) =>
    exploitationValue({
      margin: margin(draw),
      discount: discount(draw),
      exit: exit(draw),
      acquisition: acquisition(draw),
    });
  const over = (interval: (draw: number) => number) => intervalOf(draws.count, interval);
  const paper = (provision: Provision) => onPaper(provision, request, value);
  const inPractice = practice(tables, jurisdiction, draws, request.prior, seed);
  const yearly = Array.from({ length: draws.count }, (_, draw) => expectedSanction(inPractice.enforcement(draw)));
  const held = (perYear: number, draw: number) => overHolding(perYear, discount(draw), exit(draw));
  const part = (name: SanctionPart) => over((draw) => held(yearly[draw]?.[name] ?? 0, draw));
  const sum = (draw: number) => total(yearly[draw] ?? expectedSanction(inPractice.enforcement(draw)));
  return {
    jurisdiction,
    sector,
    draws: draws.count,
    seed,
    margin: over(margin),
    exploitationValue: over(value),
    paper: provisionsFor(tables, jurisdiction, sector).map(paper),
    practice: {
      inputs: inPractice.inputs,
      perYear: over(sum),
      parts: Object.fromEntries(sanctionParts.map((name) => [name, part(name)])) as Record<SanctionPart, Interval>,
      total: over((draw) => held(sum(draw), draw)),
      balance: over((draw) => held(sum(draw), draw) / value(draw)),
    },
    inversion: terms.map((term) => inversionOf(term, draws.count, inPractice.enforcement, margin)),
    frontier: frontierOf(draws.count, inPractice.enforcement, margin),
    drugs: provisionsFor(tables, jurisdiction, sector, ["drugs"]).map(paper),
  };
}

function onPaper(
  provision: Provision,
  { draws, toDollars }: PenaltyRequest,
  value: (draw: number) => number,
): PaperBalance {
  const { parts, gaps, marks, remarks } = paperSanction(provision, draws, toDollars(provision));
  const named = Object.entries(parts) as [SanctionPart, (draw: number) => number][];
  const sum = (draw: number) => named.reduce((all, [, part]) => all + part(draw), 0);
  return {
    provision,
    parts: Object.fromEntries(named.map(([name, part]) => [name, intervalOf(draws.count, part)])),
    total: intervalOf(draws.count, sum),
    balance: intervalOf(draws.count, (draw) => sum(draw) / value(draw)),
    gaps,
    marks,
    remarks,
  };
}

function inversionOf(
  term: Term,
  count: number,
  enforcement: (draw: number) => Parameters<typeof invert>[0],
  margin: (draw: number) => number,
): InversionResult {
  const results = Array.from({ length: count }, (_, draw) => invert(enforcement(draw), margin(draw), term));
  const endless = Number.POSITIVE_INFINITY;
  return {
    term,
    today: intervalOf(count, (draw) => enforcement(draw)[term]),
    needed: intervalOf(count, (draw) => results[draw]?.needed ?? endless),
    factor: intervalOf(count, (draw) => results[draw]?.factor ?? endless),
    withinReach: results.filter(({ withinReach }) => withinReach).length / count,
  };
}

/** Fines a legislature could write, in $ per conviction; the frontier gives the detection each of them needs. */
const fines = [0, 1e5, 1e6, 1e7, 1e8];

function frontierOf(
  count: number,
  enforcement: (draw: number) => Parameters<typeof invert>[0],
  margin: (draw: number) => number,
): Penalty["frontier"] {
  return fines.map((fine) => {
    const { median } = intervalOf(
      count,
      (draw) => invert({ ...enforcement(draw), fine }, margin(draw), "detection").needed ?? Number.POSITIVE_INFINITY,
    );
    return { fine, detection: median <= 1 ? median : undefined };
  });
}
