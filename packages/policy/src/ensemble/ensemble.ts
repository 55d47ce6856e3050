/** The policy that changes nothing; always the first of an ensemble. */
export const nothing = "nothing";

/**
 * Results of every policy in every structure and draw, with common random numbers: draw d of one policy has the same
 * parameters as draw d of any other policy of its structure.
 */
export type Ensemble = {
  readonly seed: number;
  readonly years: number;
  /** Draws asked for; a structure may have kept fewer. */
  readonly asked: number;
  /** Policy 0 is `nothing`. */
  readonly policies: readonly string[];
  readonly outcomes: readonly string[];
  readonly parts: readonly EnsemblePart[];
};

export type EnsemblePart = {
  readonly structure: string;
  /** Draws kept: those in which the model can start and every policy stays in it. */
  readonly draws: number;
  /** Standard countries that the region counts as; units and their cost are for each of them. */
  readonly countries: Float64Array;
  /** (policy, outcome, draw), the draw running fastest. */
  readonly data: Float64Array;
  /** What was drawn, for analyses that ask which input matters. */
  readonly inputs: readonly Input[];
};

export type Input = {
  readonly name: string;
  /** In words. */
  readonly label: string;
  readonly values: Float64Array;
};

export function partOf(ensemble: Ensemble, structure: string): EnsemblePart {
  const part = ensemble.parts.find((one) => one.structure === structure);
  if (part === undefined) throw new Error(`the ensemble has no structure ${structure}`);
  return part;
}

/** The outcome of one policy in one structure, a view of its draws. */
export function column(ensemble: Ensemble, structure: string, policy: string, outcome: string): Float64Array {
  const { draws, data } = partOf(ensemble, structure);
  const [at, of] = [ensemble.policies.indexOf(policy), ensemble.outcomes.indexOf(outcome)];
  if (at < 0 || of < 0) throw new Error(`the ensemble has no ${policy}, ${outcome}`);
  const start = (at * ensemble.outcomes.length + of) * draws;
  return data.subarray(start, start + draws);
}

/** The outcome less what it is without any intervention, draw by draw. */
export function change(ensemble: Ensemble, structure: string, policy: string, outcome: string): Float64Array {
  const without = column(ensemble, structure, nothing, outcome);
  return column(ensemble, structure, policy, outcome).map((value, draw) => value - (without[draw] ?? 0));
}
