import type { Gains } from "./contributions.ts";

/** How a position judges one policy. */
export type Judgement = {
  readonly policy: string;
  /** Probability that it beats doing nothing, over beliefs and over the weights the values allow. */
  readonly acceptability: number;
  /** Probability that it is the best of all compared, doing nothing included. */
  readonly best: number;
  /** Expected gain at the centre of the values, in shares of the scale. */
  readonly gain: number;
};

export type View = {
  /** From the position's beliefs: gains by structure, and the weight of each structure. */
  readonly gains: readonly Gains[];
  readonly structures: Readonly<Record<string, number>>;
};

/**
 * Judges policies by one position's beliefs with one position's values (they need not be the same position's: that is how
 * the crux is found). Every draw meets every set of weights, so beliefs and values are independent.
 */
export function judge(
  { gains, structures }: View,
  weights: readonly Float64Array[],
  scales: Float64Array,
  policies: readonly string[],
): Judgement[] {
  const accepted = policies.map(() => 0);
  const best = policies.map(() => 0);
  const gain = policies.map(() => 0);
  const scaled = weights.map((set) => set.map((weight, outcome) => weight / (scales[outcome] ?? 1)));
  const worth = new Float64Array(policies.length);
  for (const { structure, draws, of } of gains) {
    const share = (structures[structure] ?? 0) / (draws * scaled.length);
    if (share === 0) continue;
    const columns = policies.map((policy) => of.get(policy) ?? []);
    for (let draw = 0; draw < draws; draw++)
      for (const set of scaled) {
        let top = -1;
        let most = 0;
        for (let policy = 0; policy < columns.length; policy++) {
          let sum = 0;
          const values = columns[policy] ?? [];
          for (let outcome = 0; outcome < set.length; outcome++)
            sum += (set[outcome] ?? 0) * (values[outcome]?.[draw] ?? 0);
          worth[policy] = sum;
          if (sum > most) {
            most = sum;
            top = policy;
          }
        }
        for (let policy = 0; policy < columns.length; policy++) {
          const value = worth[policy] ?? 0;
          if (value > 0) accepted[policy] = (accepted[policy] ?? 0) + share;
          gain[policy] = (gain[policy] ?? 0) + share * value;
        }
        if (top >= 0) best[top] = (best[top] ?? 0) + share;
      }
  }
  return policies.map((policy, index) => ({
    policy,
    acceptability: accepted[index] ?? 0,
    best: best[index] ?? 0,
    gain: gain[index] ?? 0,
  }));
}
