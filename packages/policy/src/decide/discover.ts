import { prim, primStability } from "@counterweight/decisions";
import { quantile, sorted } from "@counterweight/kernel";
import { inputsFor } from "../compare/leans-on.ts";
import type { Ensemble } from "../ensemble/ensemble.ts";
import { pooled } from "./pooled.ts";

/** A set of conditions under which the measure mostly fails. */
export type FailureBox = {
  readonly conditions: readonly {
    readonly name: string;
    readonly label: string;
    /** Whole range where one end is not limited. */
    readonly low: number;
    readonly high: number;
    /** What the draws reach; a limit at its end is none. */
    readonly reach: readonly [number, number];
    /** Probability that so telling a condition is chance. */
    readonly quasiP: number;
    /** Share of random halves of the draws in which the condition comes back. */
    readonly stable: number;
  }[];
  /** Share of all failures that lie inside, share of what lies inside that fails, share of all draws inside. */
  readonly coverage: number;
  readonly density: number;
  readonly mass: number;
};

export type Discovery = {
  readonly policy: string;
  /** It fails where person-years fall by less than this share; 0 where it fails by making things worse. */
  readonly threshold: number;
  readonly failing: number;
  readonly draws: number;
  readonly byStructure: Readonly<Record<string, number>>;
  readonly boxes: readonly FailureBox[];
};

/**
 * Where a policy fails: PRIM over the pooled theories and everything that was drawn. Failing is not lowering
 * person-years by `threshold`; where that hardly ever or nearly always happens the threshold is moved to the lowest
 * quarter of what the policy does, and the result says so.
 */
export function discover(ensemble: Ensemble, policy: string, wanted = 0, seed = 1): Discovery {
  const sample = pooled(ensemble);
  const fall = sample.relative(policy, "personYears").map((value) => -value);
  const share = (threshold: number) => fall.filter((value) => value <= threshold).length / fall.length;
  const usable = share(wanted) >= 0.02 && share(wanted) <= 0.98;
  const threshold = usable ? wanted : quantile(sorted(fall), 0.25);
  const target = Uint8Array.from(fall, (value) => (value <= threshold ? 1 : 0));
  const byStructure = Object.fromEntries(
    sample.mixture.taken.map(({ structure }) => {
      const draws = Array.from(target.keys()).filter((draw) => sample.structureOf(draw) === structure);
      return [structure, draws.filter((draw) => target[draw] === 1).length / draws.length];
    }),
  );
  const failing = target.reduce((sum, one) => sum + one, 0);
  const common = { policy, threshold, failing: failing / fall.length, draws: fall.length, byStructure };
  if (failing === 0 || failing === fall.length) return { ...common, boxes: [] };
  const inputs = inputsFor(sample.inputs, policy.split("+")).filter(({ values }) =>
    values.some((value) => value !== values[0]),
  );
  const columns = inputs.map(({ values }) => values);
  const stability = primStability(columns, target, { seed, leastMass: 0.05 });
  const boxes = prim(columns, target, { boxes: 2, leastMass: 0.05 }).map(
    ({ limits, restricted, quasiP, coverage, density, mass }): FailureBox => ({
      coverage,
      density,
      mass,
      conditions: restricted.flatMap((at) => {
        const [input, limit] = [inputs[at], limits[at]];
        if (input === undefined || limit === undefined) return [];
        const ascending = sorted(input.values);
        return [
          {
            name: input.name,
            label: input.label,
            low: limit[0],
            high: limit[1],
            reach: [ascending[0] ?? 0, ascending.at(-1) ?? 0] as const,
            quasiP: quasiP[at] ?? 1,
            stable: stability[at]?.restricted ?? 0,
          },
        ];
      }),
    }),
  );
  return { ...common, boxes };
}
