import { drawsKept, type Ensemble, type EnsembleRequest, placeWords } from "@counterweight/policy";

/** What every analysis says of itself. */
export type About = {
  readonly place: string;
  readonly years: number;
  readonly draws: number;
  readonly seed: number;
  readonly kept: ReturnType<typeof drawsKept>;
};

export function aboutOf({ place, years, draws, seed }: EnsembleRequest, ensemble: Ensemble): About {
  return { place: placeWords(place), years, draws, seed, kept: drawsKept(ensemble) };
}

export function factsOf({ years, draws, seed, kept }: About): { readonly label: string; readonly value: string }[] {
  return [
    { label: "Draws in each theory", value: String(draws) },
    { label: "Seed", value: String(seed) },
    { label: "Horizon", value: `${years} years` },
    { label: "Draws kept", value: kept.map((one) => `${one.structure} ${one.kept}`).join(", ") },
  ];
}

/** Method and limits that hold for everything made from an ensemble. */
export const ensembleMethod: readonly string[] = [
  "The market model runs for every draw with and without each measure (common random numbers); draws are scrambled Sobol' points through the priors of the parameter registry and the judged sizes of the measures.",
];
export const ensembleLimits: readonly string[] = [
  "No row of the catalogue has a measured effect on the number of people exploited with a control group. Most sizes are judged.",
  "Nobody knows which theory is right; where theories are pooled each has the same share.",
];
