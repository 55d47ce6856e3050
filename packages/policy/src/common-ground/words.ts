import { formatShare } from "@counterweight/kernel";
import { spread } from "../compare/compare.ts";
import { change, column, nothing } from "../ensemble/ensemble.ts";
import type { Position } from "../positions/position.ts";
import type { CommonGround, Crux, Held } from "./common-ground.ts";
import { cruxInWords, type Naming, percent } from "./crux-words.ts";
import type { Package } from "./package.ts";

const list = (parts: readonly string[]) =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;

/** The result as sentences one can read aloud. */
export function inWords(
  result: CommonGround,
  positions: readonly Position[],
  name: Naming,
  largest: Package | undefined,
): string[] {
  const who = (id: string) => positions.find((position) => position.id === id)?.name ?? id;
  const count = positions.length === 2 ? "Both sides" : `All ${positions.length} positions`;
  const bar = formatShare(result.threshold);
  return [
    result.shared.length > 0
      ? `${count} support ${list(result.shared.slice(0, 6).map(({ policy, worst }) => `${name(policy)} (${percent(worst)})`))}${result.shared.length > 6 ? `, and ${result.shared.length - 6} more` : ""}; in brackets the probability that it beats doing nothing in the position that likes it least.`
      : `No single measure is supported by ${positions.length === 2 ? "both sides" : "all"} at the threshold of ${bar}; the nearest is ${result.nearest ? `${name(result.nearest.policy)} (${formatShare(result.nearest.worst)} in the position that likes it least)` : "none"}.`,
    ...(largest && largest.interventions.length > 1
      ? [
          `The largest package found that all of them still support has ${largest.interventions.length} measures: ${list(largest.interventions.map(name))}; the position that likes it least accepts it with probability ${percent(largest.worst)}.`,
        ]
      : []),
    ...pairsOf(result.cruxes).map((cruxes) => pairInWords(cruxes, who, name)),
  ];
}

/** Cruxes by pair of positions, the widest difference first. */
export function pairsOf(cruxes: readonly Crux[]): Crux[][] {
  const pairs = new Map<string, Crux[]>();
  for (const crux of cruxes) pairs.set(crux.between.join(" "), [...(pairs.get(crux.between.join(" ")) ?? []), crux]);
  return [...pairs.values()].map((pair) =>
    pair.sort((a, b) => Math.abs(b.split.difference) - Math.abs(a.split.difference)),
  );
}

function pairInWords(cruxes: readonly Crux[], who: (id: string) => string, name: Naming): string {
  const [first, ...others] = cruxes;
  if (first === undefined) return "";
  const [a, b] = first.between;
  const more = others
    .slice(0, 3)
    .map(({ policy, acceptability: [one, other] }) => `${name(policy)} (${percent(one)} against ${percent(other)})`);
  return `“${who(a)}” and “${who(b)}” part over ${cruxInWords(first, name)}${
    more.length > 0
      ? ` They also part over ${list(more)}${others.length > 3 ? `, and ${others.length - 3} more` : ""}.`
      : ""
  }`;
}

/** The median relative change of person-years in the position and theory where the measure does least. */
export function weakestChange(held: readonly Held[], policy: string): number {
  return Math.max(
    ...held.flatMap(({ ensemble }) =>
      ensemble.parts.map(({ structure }) => {
        const base = column(ensemble, structure, nothing, "personYears");
        return spread(
          change(ensemble, structure, policy, "personYears").map((value, draw) => value / (base[draw] ?? 1)),
        ).median;
      }),
    ),
  );
}
