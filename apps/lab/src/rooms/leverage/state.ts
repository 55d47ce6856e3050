import { type OutcomeKey, outcomeKeys } from "@counterweight/policy";
import { choice, text, wholeNumber } from "../../app/link.ts";
import { placeFields } from "../../data/places.ts";
import { draws, seed, years } from "./compute.ts";

/** What a measure can be ranked by; its cost is what it is ranked against. */
export const rankedOutcomes: readonly OutcomeKey[] = outcomeKeys.filter((key) => key !== "publicCost");
export const ways = ["dollar", "unit"] as const;
export type Way = (typeof ways)[number];

export const leverageSchema = {
  ...placeFields,
  outcome: choice(rankedOutcomes, "personYears"),
  by: choice(ways, "dollar"),
  /** The measure looked at closer; the first of the ranking where empty. */
  measure: text(80),
  draws: wholeNumber(16, 1024, draws),
  seed: wholeNumber(0, Number.MAX_SAFE_INTEGER, seed),
  years: wholeNumber(1, 100, years),
};
