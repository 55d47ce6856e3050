import { gather, inputsOfMixture, type Mixture, mixtureOf } from "../common-ground/mixture.ts";
import { change, column, type Ensemble, type Input, nothing, partOf } from "../ensemble/ensemble.ts";

/** All theories as one sample, each with the same share of draws unless weights say otherwise. */
export type Pooled = {
  readonly draws: number;
  readonly mixture: Mixture;
  readonly inputs: readonly Input[];
  /** Relative change of an outcome by a policy, draw by draw; negative is a fall. */
  readonly relative: (policy: string, outcome: string) => Float64Array;
  readonly structureOf: (draw: number) => string;
};

export function pooled(ensemble: Ensemble, weights?: Readonly<Record<string, number>>): Pooled {
  const even = Object.fromEntries(ensemble.parts.map(({ structure }) => [structure, 1 / ensemble.parts.length]));
  const mixture = mixtureOf(ensemble, weights ?? even);
  return {
    draws: mixture.draws,
    mixture,
    inputs: inputsOfMixture(ensemble, mixture),
    relative: (policy, outcome) =>
      gather(mixture, (structure) => {
        const base = column(ensemble, structure, nothing, outcome);
        return change(ensemble, structure, policy, outcome).map((value, draw) => value / (base[draw] ?? 1));
      }),
    structureOf: (draw) => {
      let left = draw;
      for (const { structure, draws } of mixture.taken) {
        if (left < draws) return structure;
        left -= draws;
      }
      return partOf(ensemble, mixture.taken.at(-1)?.structure ?? "").structure;
    },
  };
}
