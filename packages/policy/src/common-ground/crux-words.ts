import { formatNumber, formatShare } from "@counterweight/kernel";
import { valueOutcomes } from "../positions/position.ts";
import type { Crux } from "./common-ground.ts";

/** A name for a policy: what the catalogue calls it. */
export type Naming = (policy: string) => string;

/** A probability from draws is never certainty. */
export function percent(share: number): string {
  if (share >= 0.995) return "over 99%";
  return share < 0.005 ? "under 1%" : `${Math.round(share * 100)}%`;
}

/** One crux as one paragraph. */
export const cruxInWords = (crux: Crux, name: Naming): string => cruxSentences(crux, name).join(" ");

/** One crux: the policy, how far apart, beliefs or values, and the quantity or weight that would turn it. */
export function cruxSentences(crux: Crux, name: Naming): string[] {
  const { policy, between, acceptability, split, turning, settling, weight } = crux;
  const cause =
    Math.abs(split.beliefs) >= 2 * Math.abs(split.values)
      ? "mostly because of beliefs"
      : Math.abs(split.values) >= 2 * Math.abs(split.beliefs)
        ? "mostly because of values"
        : "because of beliefs and values alike";
  const turn =
    turning === undefined
      ? "No single quantity the model knows would turn it."
      : turning.name === "theory"
        ? `It turns on ${turning.label}.`
        : `It turns on ${turning.label}: worth doing where it is ${turning.acceptedAbove ? "above" : "below"} ${formatNumber(turning.at, 3)}; the positions together hold ${formatNumber(turning.range[0])} to ${formatNumber(turning.range[1])} possible.`;
  const study =
    turning === undefined || turning.name === "theory"
      ? ""
      : turning.name === "lam"
        ? "No study observes it directly; only what follows from it can be tested."
        : settling
          ? `A study of about ${formatNumber(settling.observations)} observations would settle it with probability ${formatShare(settling.probability)}, if single observations spread as widely as the quantity itself (judged).`
          : "No study of a size anyone could run would settle it.";
  const flip =
    weight === undefined
      ? ""
      : `The ${weight.position === between[0] ? "first" : "second"} would judge otherwise if it gave ${valueOutcomes[weight.outcome].name} a weight of ${formatShare(weight.to)} instead of ${formatShare(weight.from)}.`;
  const apart = `${name(policy)}: the first accepts it with probability ${percent(acceptability[0])}, the second with ${percent(acceptability[1])}, ${cause}.`;
  return [apart, turn, study, flip].filter((sentence) => sentence !== "");
}
