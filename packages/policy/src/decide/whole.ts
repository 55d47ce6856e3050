import type { Interval } from "@counterweight/kernel";
import { spread } from "../compare/compare.ts";
import { inputsFor, type Leaning, leansOn } from "../compare/leans-on.ts";
import { change, column, type Ensemble, nothing } from "../ensemble/ensemble.ts";
import type { Policy } from "../ensemble/policy.ts";

/** What a package does when it is simulated whole: share of person-years avoided, and the assumption it leans on most. */
export type Whole = { readonly structure: string; readonly avoided: Interval; readonly leaning: Leaning | undefined };

export function wholeOf(ensemble: Ensemble, policy: Policy): Whole[] {
  const parts = policy.parts.map(({ intervention }) => intervention);
  return ensemble.parts.map(({ structure, inputs }) => {
    const base = column(ensemble, structure, nothing, "personYears");
    const shares = change(ensemble, structure, policy.id, "personYears").map(
      (value, draw) => -value / (base[draw] ?? 1),
    );
    return { structure, avoided: spread(shares), leaning: leansOn(inputsFor(inputs, parts), shares, 1)[0] };
  });
}
