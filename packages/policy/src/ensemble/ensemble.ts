/** The policy that changes nothing; always the first of an ensemble. */
export const nothing = "nothing";

/**
 * Results of every policy in every structure and draw, with common random numbers: draw d of one policy has the same
 * parameters as draw d of any other. Stored column-wise, one column of `draws` numbers for (structure, policy, outcome).
 */
export type Ensemble = {
  readonly draws: number;
  readonly seed: number;
  readonly structures: readonly string[];
  /** Policy 0 is `nothing`. */
  readonly policies: readonly string[];
  readonly outcomes: readonly string[];
  readonly data: Float64Array;
  /** What was drawn, one column an input and structure, for analyses that ask which input matters. */
  readonly inputs: readonly Input[];
};

export type Input = {
  readonly name: string;
  /** In words. */
  readonly label: string;
  readonly structure: string;
  readonly values: Float64Array;
};

/** The outcome of one policy in one structure, a view of `draws` numbers. */
export function column(ensemble: Ensemble, structure: string, policy: string, outcome: string): Float64Array {
  const { draws, structures, policies, outcomes, data } = ensemble;
  const at = [structures.indexOf(structure), policies.indexOf(policy), outcomes.indexOf(outcome)];
  if (at.includes(-1)) throw new Error(`the ensemble has no ${structure}, ${policy}, ${outcome}`);
  const start = (((at[0] ?? 0) * policies.length + (at[1] ?? 0)) * outcomes.length + (at[2] ?? 0)) * draws;
  return data.subarray(start, start + draws);
}

/** The outcome less what it is without any intervention, draw by draw. */
export function change(ensemble: Ensemble, structure: string, policy: string, outcome: string): Float64Array {
  const with_ = column(ensemble, structure, policy, outcome);
  const without = column(ensemble, structure, nothing, outcome);
  return with_.map((value, draw) => value - (without[draw] ?? 0));
}
