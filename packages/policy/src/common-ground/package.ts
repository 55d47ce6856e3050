import type { Policy } from "../ensemble/policy.ts";
import { judge } from "./acceptability.ts";
import { type Held, prepare } from "./common-ground.ts";
import { scalesOf } from "./contributions.ts";

/** Measures together, and the acceptability in the position that likes them least. */
export type Package = { readonly interventions: readonly string[]; readonly worst: number };

/** Regimes exclude one another: of each set at most one can be law in a place. */
export const exclusive: readonly (readonly string[])[] = [
  ["buyer-criminalisation", "decriminalisation", "legalisation-licensing"],
  ["justice-reform", "raids-and-rescue"],
];

/** Packages to try: the best one, best two, ... of the common ground in its order, without rival regimes. */
export function packagesOf(shared: readonly { readonly policy: string }[]): Policy[] {
  const kept: string[] = [];
  for (const { policy } of shared) {
    const rivals = exclusive.filter((set) => set.includes(policy)).flat();
    if (!kept.some((id) => rivals.includes(id))) kept.push(policy);
  }
  return kept.map((_, index) => {
    const parts = kept.slice(0, index + 1);
    return {
      id: parts.join("+"),
      name: parts.join(" + "),
      parts: parts.map((intervention) => ({ intervention, units: 1 })),
    };
  });
}

/**
 * The largest of the packages that stays above the threshold in every position. `held` are the ensembles of the packages;
 * `scaled` those of the single measures, so that a weight keeps its meaning.
 */
export function largestPackage(
  held: readonly Held[],
  scaled: readonly Held[],
  threshold: number,
  options: { readonly weights?: number; readonly seed?: number } = {},
): Package | undefined {
  const { weights = 16, seed = 1 } = options;
  const singles = prepare(scaled, weights, seed);
  const scales = scalesOf(
    singles.map(({ own }) => own),
    scaled[0]?.ensemble.policies.slice(1) ?? [],
  );
  const packages = held[0]?.ensemble.policies.slice(1) ?? [];
  const judged = prepare(held, weights, seed).map(({ own, weights: sets }) => judge(own, sets, scales, packages));
  return packages
    .map((id, index) => ({
      interventions: id.split("+"),
      worst: Math.min(...judged.map((verdicts) => verdicts[index]?.acceptability ?? 0)),
    }))
    .filter(({ worst }) => worst >= threshold)
    .sort((a, b) => b.interventions.length - a.interventions.length)[0];
}
