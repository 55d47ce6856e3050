import { type Ensemble, type Input, partOf } from "../ensemble/ensemble.ts";
import type { Gains } from "./contributions.ts";

/** A sample of worlds in which each theory has the share of draws that its weight says. */
export type Mixture = {
  readonly draws: number;
  /** By theory: which of its draws are in the sample (the first so many, which are balanced among themselves). */
  readonly taken: readonly { readonly structure: string; readonly draws: number }[];
};

/** As many draws as the theories can give in the proportion of the weights. */
export function mixtureOf(ensemble: Ensemble, structures: Readonly<Record<string, number>>): Mixture {
  const parts = ensemble.parts.filter(({ structure }) => (structures[structure] ?? 0) > 0);
  const total = Math.min(...parts.map(({ structure, draws }) => draws / (structures[structure] ?? 1)));
  const taken = parts.map(({ structure, draws }) => ({
    structure,
    draws: Math.min(draws, Math.max(1, Math.round(total * (structures[structure] ?? 0)))),
  }));
  return { taken, draws: taken.reduce((sum, { draws }) => sum + draws, 0) };
}

/** Columns of the sample, one theory after the other. */
export function gather({ taken }: Mixture, values: (structure: string) => Float64Array): Float64Array {
  return Float64Array.from(taken.flatMap(({ structure, draws }) => [...values(structure).subarray(0, draws)]));
}

/** Which theory each draw of the sample is from, as a number from 0, named like any other input. */
export function inputsOfMixture(ensemble: Ensemble, mixture: Mixture): Input[] {
  const [first] = mixture.taken;
  if (first === undefined) return [];
  const names = partOf(ensemble, first.structure).inputs.filter(({ name }) =>
    mixture.taken.every(({ structure }) => partOf(ensemble, structure).inputs.some((other) => other.name === name)),
  );
  const shared = names.map(({ name, label }) => ({
    name,
    label,
    values: gather(
      mixture,
      (structure) => partOf(ensemble, structure).inputs.find((one) => one.name === name)?.values ?? new Float64Array(),
    ),
  }));
  const theory = Float64Array.from(mixture.taken.flatMap(({ draws }, index) => Array<number>(draws).fill(index)));
  return mixture.taken.length > 1
    ? [
        {
          name: "theory",
          label: `which theory holds (${mixture.taken.map(({ structure }) => structure).join(", ")})`,
          values: theory,
        },
        ...shared,
      ]
    : shared;
}

/** The gain of a policy under one set of weights, over the sample. */
export function gainOver(
  mixture: Mixture,
  gains: readonly Gains[],
  policy: string,
  weights: Float64Array,
  scales: Float64Array,
): Float64Array {
  return gather(mixture, (structure) => {
    const one = gains.find((part) => part.structure === structure);
    const values = one?.of.get(policy) ?? [];
    return Float64Array.from({ length: one?.draws ?? 0 }, (_, draw) =>
      weights.reduce(
        (sum, weight, outcome) => sum + (weight / (scales[outcome] ?? 1)) * (values[outcome]?.[draw] ?? 0),
        0,
      ),
    );
  });
}
