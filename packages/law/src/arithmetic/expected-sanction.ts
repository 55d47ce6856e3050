import { annuity } from "./present-value.ts";

/** What stands between an exploiter and what the law threatens, per person exploited. Money in US$ of one year. */
export type Enforcement = {
  /** Detections a year per person exploited, q. */
  readonly detection: number;
  /** Convicted per detected case, kap, 0 to 1. */
  readonly conviction: number;
  /** People exploited per exploiting enterprise, h: one conviction answers for so many. */
  readonly peoplePerEnterprise: number;
  /** Years served per conviction, S. */
  readonly sentence: number;
  /** Exploiters' discount rate, rho, a year: a tenth year in prison weighs little today. */
  readonly exploiterDiscount: number;
  /** What a year in prison is worth avoiding, vy, $ a year. */
  readonly prisonYearValue: number;
  /** Paid per conviction, F, $. */
  readonly fine: number;
  /** Probability that proceeds are taken, given detection, gf. */
  readonly forfeiture: number;
  /** Years of margin taken then, M. */
  readonly forfeitureYears: number;
  /** Gross margin per person-year, g, $ a year. */
  readonly margin: number;
  /** Paid to the victim on the court's own order, given conviction: probability of an order that is collected. */
  readonly restitution: number;
  /** Amount of such an order, $ per person. */
  readonly restitutionAmount: number;
  /** Probability of a civil claim that succeeds, given detection, ls. */
  readonly civilClaim: number;
  /** Damages then, D, $ per person. */
  readonly damages: number;
  /** Share of detections bought off, and what that costs, $ each. */
  readonly corruption: number;
  readonly bribe: number;
};

export const sanctionParts = ["prison", "fine", "forfeiture", "restitution", "civil damages", "bribes"] as const;
export type SanctionPart = (typeof sanctionParts)[number];

/**
 * Expected sanction per person-year of exploitation, by part, in $ a year:
 * prison = q kap/h vy (1 - e^(-rho S))/rho; fine = q kap/h F; forfeiture = q gf M g; restitution = q kap L R;
 * civil damages = q ls D; bribes = q b B. Certainty multiplies; severity of prison saturates through rho.
 */
export function expectedSanction(law: Enforcement): Record<SanctionPart, number> {
  const convictions = (law.detection * law.conviction) / law.peoplePerEnterprise;
  return {
    prison: convictions * prisonWorth(law),
    fine: convictions * law.fine,
    forfeiture: law.detection * law.forfeiture * law.forfeitureYears * Math.max(0, law.margin),
    restitution: law.detection * law.conviction * law.restitution * law.restitutionAmount,
    "civil damages": law.detection * law.civilClaim * law.damages,
    bribes: law.detection * law.corruption * law.bribe,
  };
}

/** What the sentence is worth avoiding on the day it begins, in $: vy (1 - e^(-rho S))/rho; life is an endless S. */
export function prisonWorth({ prisonYearValue, exploiterDiscount, sentence }: Enforcement): number {
  return prisonYearValue * annuity(exploiterDiscount, sentence);
}

/** The sum of the parts. */
export function total(parts: Readonly<Record<SanctionPart, number>>): number {
  return sanctionParts.reduce((sum, part) => sum + parts[part], 0);
}

/** Expected sanction over a whole holding, in $ per person: the yearly sanction until the person is out, discounted: Psi/(r + H). */
export function overHolding(perYear: number, discount: number, exit: number): number {
  return perYear / (discount + exit);
}
