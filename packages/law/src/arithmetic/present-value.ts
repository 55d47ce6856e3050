import { expm1 } from "@counterweight/kernel";

/**
 * Present value of one unit a year, paid continuously for `years`, discounted at `rate` a year: (1 - e^(-rate years))/rate.
 * At rate 0 it is `years`; for endless time it is 1/rate. Dimension: years.
 */
export function annuity(rate: number, years: number): number {
  if (rate === 0) return years;
  if (years === Number.POSITIVE_INFINITY) return rate > 0 ? 1 / rate : Number.POSITIVE_INFINITY;
  return -expm1(-rate * years) / rate;
}
