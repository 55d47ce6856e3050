import type { Interval } from "@counterweight/kernel";
import {
  type Enforcement,
  expectedSanction,
  overHolding,
  type SanctionPart,
  sanctionParts,
  total,
} from "../arithmetic/expected-sanction.ts";
import { exploitationValue } from "../arithmetic/exploitation-value.ts";
import { intervalOf } from "../balance/draws.ts";
import type { ToDollars } from "../balance/paper.ts";
import type { PenaltyRequest } from "../balance/penalty.ts";
import { practice } from "../balance/practice.ts";
import type { Reform } from "./reform.ts";

/** One side of the comparison: what the sanction is worth over a holding, by part, and against the exploitation value. */
export type SanctionSide = {
  readonly parts: Readonly<Record<SanctionPart, Interval>>;
  readonly total: Interval;
  readonly balance: Interval;
};

export type ReformScore = {
  readonly before: SanctionSide;
  readonly after: SanctionSide;
  /** Share of the draws in which holding a person no longer pays. */
  readonly tips: number;
  /** The reform as settings of the market model's levers; neutral where it says nothing. */
  readonly levers: {
    readonly det: number;
    readonly conv: number;
    readonly sev: number;
    readonly fine: number;
    readonly forf: number;
    readonly civil: number;
  };
};

/** Scores a draft on the scale of `penalty`: the same draws before and after, so that only the reform differs. */
export function scoreReform(request: PenaltyRequest, reform: Reform, toDollars: ToDollars): ReformScore {
  const { draws, tables, jurisdiction, prior, seed } = request;
  const today = practice(tables, jurisdiction, draws, prior, seed).enforcement;
  const at = (name: string) => {
    const values = draws.column(name);
    return (draw: number) => values[draw] ?? 0;
  };
  const [discount, exit, acquisition] = [at("marketDiscount"), at("exit"), at("acquisition")];
  const gain = (draw: number) => Math.max(0, at("margin")(draw)) / (discount(draw) + exit(draw));
  const fixedFine =
    reform.fine !== undefined && "amount" in reform.fine
      ? toDollars(reform.fine.amount, reform.fine.unit)?.dollars
      : undefined;
  const fineOf = (draw: number, enforcement: Enforcement) => {
    if (reform.fine === undefined) return enforcement.fine;
    if ("timesGain" in reform.fine) return reform.fine.timesGain * gain(draw) * enforcement.peoplePerEnterprise;
    return fixedFine ?? enforcement.fine;
  };
  const reformed = (draw: number): Enforcement => {
    const enforcement = today(draw);
    return {
      ...enforcement,
      detection: enforcement.detection * (reform.detection ?? 1),
      conviction: Math.min(0.95, enforcement.conviction * (reform.conviction ?? 1)),
      sentence: reform.sentenceYears ?? enforcement.sentence,
      fine: fineOf(draw, enforcement),
      forfeiture: reform.forfeiture ?? enforcement.forfeiture,
      restitution: reform.restitution ?? enforcement.restitution,
      civilClaim: reform.civilClaim ?? enforcement.civilClaim,
    };
  };
  const value = (draw: number) =>
    exploitationValue({
      margin: at("margin")(draw),
      discount: discount(draw),
      exit: exit(draw),
      acquisition: acquisition(draw),
    });
  const side = (law: (draw: number) => Enforcement): SanctionSide => {
    const parts = Array.from({ length: draws.count }, (_, draw) => expectedSanction(law(draw)));
    const held = (amount: number, draw: number) => overHolding(amount, discount(draw), exit(draw));
    const sum = (draw: number) => (parts[draw] === undefined ? 0 : held(total(parts[draw]), draw));
    return {
      parts: Object.fromEntries(
        sanctionParts.map((part) => [part, intervalOf(draws.count, (draw) => held(parts[draw]?.[part] ?? 0, draw))]),
      ) as Record<SanctionPart, Interval>,
      total: intervalOf(draws.count, sum),
      balance: intervalOf(draws.count, (draw) => sum(draw) / value(draw)),
    };
  };
  const middle = (of: (draw: number) => number) => intervalOf(draws.count, of).median;
  const ratio = (key: "sentence" | "fine") =>
    middle((draw) => reformed(draw)[key]) / middle((draw) => today(draw)[key]);
  const added = (key: "forfeiture" | "civilClaim" | "restitution") =>
    middle((draw) => reformed(draw)[key]) - middle((draw) => today(draw)[key]);
  let tips = 0;
  for (let draw = 0; draw < draws.count; draw++)
    if (total(expectedSanction(reformed(draw))) >= at("margin")(draw)) tips++;
  return {
    before: side(today),
    after: side(reformed),
    tips: tips / draws.count,
    levers: {
      det: (reform.detection ?? 1) - 1,
      conv: (reform.conviction ?? 1) - 1,
      sev: reform.sentenceYears === undefined ? 1 : ratio("sentence"),
      fine: reform.fine === undefined ? 1 : ratio("fine"),
      forf: reform.forfeiture === undefined ? 0 : added("forfeiture"),
      // Restitution follows a conviction, a civil claim a detection: the model knows the second.
      civil:
        (reform.civilClaim === undefined ? 0 : added("civilClaim")) +
        (reform.restitution === undefined ? 0 : added("restitution") * middle((draw) => today(draw).conviction)),
    },
  };
}
