import { type OutcomeKey, outcomeKeys } from "@counterweight/policy";
import { choice, text } from "../../app/link.ts";
import { scopeFields } from "../../data/scope.ts";

/** What a measure can be ranked by; its cost is what it is ranked against. */
export const rankedOutcomes: readonly OutcomeKey[] = outcomeKeys.filter((key) => key !== "publicCost");
export const ways = ["dollar", "unit"] as const;
export type Way = (typeof ways)[number];

export const leverageSchema = {
  ...scopeFields(256),
  outcome: choice(rankedOutcomes, "personYears"),
  by: choice(ways, "dollar"),
  /** The measure looked at closer; the first of the ranking where empty. */
  measure: text(80),
};
