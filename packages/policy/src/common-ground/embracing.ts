import type { Intervention } from "../catalogue/intervention.ts";
import {
  type Beliefs,
  type ContestedParameter,
  contestedParameters,
  type Position,
  positionStructures,
  type Range,
} from "../positions/position.ts";

/**
 * Beliefs wide enough for all positions: every contested range and size is the hull of what any of them holds, each
 * quantity on its own, and every theory weighs the same. In the positions' own ensembles the contested quantities move
 * together, so that none could be told from another; here they do not.
 */
export function embracing(positions: readonly Position[], catalogue: readonly Intervention[]): Beliefs {
  const parameters: Partial<Record<ContestedParameter, Range | { readonly sexual: Range; readonly labour: Range }>> =
    {};
  for (const symbol of contestedParameters) {
    const held = positions.map(({ beliefs }) => beliefs.parameters[symbol]).filter((belief) => belief !== undefined);
    if (held.length === 0) continue;
    parameters[symbol] = held.some((belief) => "sexual" in belief)
      ? {
          sexual: hull(held.map((belief) => ("sexual" in belief ? belief.sexual : belief))),
          labour: hull(held.map((belief) => ("sexual" in belief ? belief.labour : belief))),
        }
      : hull(held.flatMap((belief) => ("sexual" in belief ? [] : [belief])));
  }
  const sizes = new Map<string, Beliefs["leverSizes"][number]>();
  for (const { beliefs } of positions)
    for (const size of beliefs.leverSizes) {
      const key = `${size.intervention} ${size.lever}`;
      const shipped = catalogue
        .find(({ id }) => id === size.intervention)
        ?.levers.find(({ lever }) => lever === size.lever);
      const before = sizes.get(key)?.range ?? (shipped ? ([shipped.low, shipped.high] as const) : size.range);
      sizes.set(key, { ...size, range: hull([before, size.range]), why: "hull of all positions" });
    }
  const share = 1 / positionStructures.length;
  return {
    structures: Object.fromEntries(
      positionStructures.map((key) => [key, { low: share, central: share, high: share }]),
    ) as Beliefs["structures"],
    parameters,
    leverSizes: [...sizes.values()],
    readsEvidence: [],
  };
}

function hull(ranges: readonly Range[]): Range {
  return [Math.min(...ranges.map(([low]) => low)), Math.max(...ranges.map(([, high]) => high))];
}
