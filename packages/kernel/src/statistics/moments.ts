/** Mean; NaN for no values. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index] as number;
  return sum / values.length;
}

/** Variance with n - 1 below (about the mean, in two passes); NaN for fewer than two values. */
export function variance(values: ArrayLike<number>): number {
  return covariance(values, values);
}

/** Covariance of two equally long columns, with n - 1 below. */
export function covariance(first: ArrayLike<number>, second: ArrayLike<number>): number {
  if (first.length < 2) return Number.NaN;
  const firstMean = mean(first);
  const secondMean = mean(second);
  let sum = 0;
  for (let index = 0; index < first.length; index++)
    sum += ((first[index] as number) - firstMean) * ((second[index] as number) - secondMean);
  return sum / (first.length - 1);
}

/** Pearson's correlation; NaN when a column is constant. */
export function correlation(first: ArrayLike<number>, second: ArrayLike<number>): number {
  return covariance(first, second) / Math.sqrt(variance(first) * variance(second));
}
