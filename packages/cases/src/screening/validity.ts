/** A share with its 95% interval. */
export type Share = { readonly value: number; readonly low: number; readonly high: number };

/** Wilson's 95% interval of a share: right for small counts, never outside 0 and 1 (Wilson 1927). */
export function wilson(successes: number, trials: number): Share {
  const z = 1.959963984540054;
  const share = successes / trials;
  const middle = share + (z * z) / (2 * trials);
  const half = z * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  const whole = 1 + (z * z) / trials;
  return { value: share, low: Math.max(0, (middle - half) / whole), high: Math.min(1, (middle + half) / whole) };
}

/** How often a test says yes to those it should and no to those it should. */
export type Validity = { readonly sensitivity: Share; readonly specificity: Share };

const ratio = (part: number, rest: number): number => (part + rest === 0 ? 0 : part / (part + rest));

/**
 * Of those with a yes, the share for whom it is right (Bayes' rule), at a prevalence from 0 to 1.
 * QYIT at 8.8%: 0.867 x 0.088 / (0.867 x 0.088 + 0.235 x 0.912) = 0.26. The interval takes both rates at the worse and
 * at the better end of their own intervals, so it is wider than 95%.
 */
export function positivePredictiveValue({ sensitivity, specificity }: Validity, prevalence: number): Share {
  const at = (yes: number, no: number) => ratio(yes * prevalence, (1 - no) * (1 - prevalence));
  return {
    value: at(sensitivity.value, specificity.value),
    low: at(sensitivity.low, specificity.low),
    high: at(sensitivity.high, specificity.high),
  };
}

/** Of those without a yes, the share who are missed. */
export function missedAmongNegatives({ sensitivity, specificity }: Validity, prevalence: number): Share {
  const at = (yes: number, no: number) => ratio((1 - yes) * prevalence, no * (1 - prevalence));
  return {
    value: at(sensitivity.value, specificity.value),
    low: at(sensitivity.high, specificity.high),
    high: at(sensitivity.low, specificity.low),
  };
}
