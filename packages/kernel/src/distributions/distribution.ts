/** A distribution of one quantity. */
export type Distribution = {
  /** The value below which the share `p` of the mass lies; the ends of the range at 0 and 1, NaN outside. */
  readonly quantile: (p: number) => number;
  /** Probability of a value at or below `x`. */
  readonly probability: (x: number) => number;
  /** Infinite or NaN where the distribution has none. */
  readonly mean: number;
};
