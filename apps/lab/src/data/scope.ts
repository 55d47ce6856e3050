import { sectors, structures } from "@counterweight/evidence";
import { type Field, type StateOf, some, wholeNumber } from "../app/link.ts";
import type { Scope } from "../engine/ensembles.ts";
import { placeFields } from "./places.ts";

const theories = some(structures, ["D", "S", "E"]);

/** Which theories are compared, in the link; never none. */
export const structuresField: typeof theories = {
  ...theories,
  read: (written) => (written === "" ? undefined : theories.read(written)),
};

type DrawsFields = { readonly draws: Field<number>; readonly seed: Field<number>; readonly years: Field<number> };

/** What a decision room computes over, in the link: fewer draws than the command line takes, so that a page answers at once; the same seed and horizon. */
export const scopeFields = (
  draws: number,
): typeof placeFields & DrawsFields & { readonly structures: typeof structuresField } => ({
  ...placeFields,
  structures: structuresField,
  draws: wholeNumber(16, 1024, draws),
  seed: wholeNumber(0, Number.MAX_SAFE_INTEGER, 1),
  years: wholeNumber(1, 100, 10),
});

export type ScopeState = StateOf<ReturnType<typeof scopeFields>>;

/** What the link says is to be computed. */
export function scopeOf({ region, sector, structures: chosen, draws, seed, years }: ScopeState): Scope {
  return { region, sectors: sector === "all" ? sectors : [sector], structures: chosen, draws, seed, years };
}

/** The same as options of the command line. */
export const scopeOptions = ({ region, sector, structures: chosen, draws, seed, years }: ScopeState) => ({
  region,
  sector,
  structures: chosen.join(","),
  draws,
  seed,
  years,
});
