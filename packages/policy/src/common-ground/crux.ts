/** Acceptability of one policy with the beliefs of one position and the values of another; own stands for A, other for B. */
export type Swapped = {
  readonly ownBeliefsOwnValues: number;
  readonly otherBeliefsOwnValues: number;
  readonly ownBeliefsOtherValues: number;
  readonly otherBeliefsOtherValues: number;
};

/** How much of the difference (B less A) comes from beliefs and how much from values; they add up to it. */
export type Split = { readonly difference: number; readonly beliefs: number; readonly values: number };

/** Shapley value over the two swaps: the mean of swapping it first and swapping it last. */
export function splitOf(swapped: Swapped): Split {
  const {
    ownBeliefsOwnValues: aa,
    otherBeliefsOwnValues: ba,
    ownBeliefsOtherValues: ab,
    otherBeliefsOtherValues: bb,
  } = swapped;
  return {
    difference: bb - aa,
    beliefs: (ba - aa + (bb - ab)) / 2,
    values: (ab - aa + (bb - ba)) / 2,
  };
}

/** The smallest change of one weight, the others shrinking or growing in proportion, that turns the expected gain's sign. */
export type WeightFlip = { readonly outcome: number; readonly from: number; readonly to: number };

/**
 * With weights w (adding up to 1) and mean gains c the expected gain is w.c. Raising weight o to v and scaling the rest by
 * (1 - v)/(1 - w_o) gives v c_o + (1 - v)/(1 - w_o) (w.c - w_o c_o); its root in [0, 1] nearest to w_o, over all o.
 * Undefined where no single weight can do it.
 */
export function smallestFlip(weights: Float64Array, gains: Float64Array): WeightFlip | undefined {
  const whole = weights.reduce((sum, weight, outcome) => sum + weight * (gains[outcome] ?? 0), 0);
  let best: WeightFlip | undefined;
  weights.forEach((from, outcome) => {
    if (from >= 1) return;
    const own = gains[outcome] ?? 0;
    const rest = (whole - from * own) / (1 - from);
    // v own + (1 - v) rest = 0
    const to = rest / (rest - own);
    if (!Number.isFinite(to) || to < 0 || to > 1) return;
    if (best === undefined || Math.abs(to - from) < Math.abs(best.to - best.from)) best = { outcome, from, to };
  });
  return best;
}
