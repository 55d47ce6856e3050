import { log } from "@counterweight/kernel";
import { type Enforcement, expectedSanction, prisonWorth, total } from "./expected-sanction.ts";

/**
 * Break-even: the expected sanction equals the margin, so that holding a person earns nothing. Dividing both sides by
 * r + H and subtracting acquisition gives the same point for the balance B = 1 when acquisition is part of the sanction's
 * side; we leave it out, so what is found here is what the law alone must do (market model, "must hold" 6).
 */
export const terms = ["detection", "conviction", "fine", "sentence", "forfeiture", "damages"] as const;
export type Term = (typeof terms)[number];

export type Inversion = {
  readonly term: Term;
  /** Value of the term at which the balance tips; none where no value of it can do it alone. */
  readonly needed: number | undefined;
  /** Needed over today's; none where today's is 0 or nothing is enough. */
  readonly factor: number | undefined;
  /** True where the world allows the value: a probability up to 1, a sentence of a life, a payment that can be paid. */
  readonly withinReach: boolean;
};

/** What the world allows (judged): a sentence of a life; no payment above ten years of the margin it is taken from. */
const longestSentence = 60;
const yearsThatCanBePaid = 10;

/** What one term alone would have to become for the expected sanction to reach `target` $ a year, all else as today. */
export function invert(law: Enforcement, target: number, term: Term): Inversion {
  const parts = expectedSanction(law);
  const convictions = (law.detection * law.conviction) / law.peoplePerEnterprise;
  const missing = target - total(parts);
  const today = law[term];
  const payable = yearsThatCanBePaid * Math.max(0, law.margin);
  switch (term) {
    case "detection":
      // Every part is proportional to detection.
      return answer(term, today, (law.detection * target) / total(parts), 1);
    case "conviction": {
      const perConviction = (parts.prison + parts.fine + parts.restitution) / law.conviction;
      return answer(term, today, law.conviction + missing / perConviction, 1);
    }
    case "fine":
      return answer(term, today, law.fine + missing / convictions, payable * law.peoplePerEnterprise);
    case "forfeiture":
      return answer(
        term,
        today,
        law.forfeiture + missing / (law.detection * law.forfeitureYears * Math.max(0, law.margin)),
        1,
      );
    case "damages":
      return answer(term, today, law.damages + missing / (law.detection * law.civilClaim), payable);
    case "sentence": {
      const worth = prisonWorth(law) + missing / convictions;
      return answer(term, today, yearsWorth(worth / law.prisonYearValue, law.exploiterDiscount), longestSentence);
    }
  }
}

/** The frontier of two terms: for each value of the first, what the second must be; `undefined` where none is enough. */
export function frontier(
  law: Enforcement,
  target: number,
  first: Term,
  values: readonly number[],
  second: Term,
): { readonly first: number; readonly second: Inversion }[] {
  return values.map((value) => ({ first: value, second: invert({ ...law, [first]: value }, target, second) }));
}

function answer(term: Term, today: number, needed: number, most: number): Inversion {
  if (!Number.isFinite(needed)) return { term, needed: undefined, factor: undefined, withinReach: false };
  return { term, needed, factor: today > 0 ? needed / today : undefined, withinReach: needed <= most };
}

/** The sentence whose discounted worth is `worth` years; infinite where even an endless one is worth less. */
function yearsWorth(worth: number, rate: number): number {
  if (rate === 0) return worth;
  const left = 1 - worth * rate;
  return left > 0 ? -log(left) / rate : Number.POSITIVE_INFINITY;
}
