import { sectors } from "@counterweight/evidence";
import type { StateOf } from "../../app/link.ts";
import type { placeFields } from "../../data/places.ts";
import type { Scope } from "../../engine/ensembles.ts";

/** Fewer draws than the command line takes, so that a page answers at once; the same seed. */
export const [draws, seed, years] = [256, 1, 10];

/** What the link says is to be computed. */
export function scopeOf(
  chosen: StateOf<typeof placeFields> & { readonly draws: number; readonly seed: number; readonly years: number },
): Scope {
  const { region, sector } = chosen;
  return {
    region,
    sectors: sector === "all" ? sectors : [sector],
    draws: chosen.draws,
    seed: chosen.seed,
    years: chosen.years,
  };
}
