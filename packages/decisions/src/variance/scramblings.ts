import { mean, variance } from "@counterweight/kernel";
import { type Index, type SaltelliOutputs, type SobolIndices, sobolIndices } from "./sobol-indices.ts";

/** Two-sided 95% quantiles of Student's t by degrees of freedom, 1 to 31. */
const studentT = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042, 2.04,
];

/**
 * Sobol' indices with honest intervals for Sobol' points: the design is repeated with 8 to 16 independent scramblings,
 * and the estimates' own spread gives the error of their mean (Owen 1997), with Student's t. Narrower than a bootstrap,
 * which treats the points as if they were chance's.
 */
export function sobolIndicesOfScramblings(designs: readonly SaltelliOutputs[]): SobolIndices {
  const each = designs.map((outputs) => sobolIndices(outputs, { resamples: 0 }));
  const reach = (studentT[designs.length - 2] ?? 1.96) / Math.sqrt(designs.length);
  const combine = (kind: "first" | "total"): Index[] =>
    (each[0]?.[kind] ?? []).map((_, input) => {
      const estimates = each.map((one) => (one[kind][input] as Index).estimate);
      const estimate = mean(estimates);
      const half = reach * Math.sqrt(variance(estimates));
      return { estimate, low: estimate - half, high: estimate + half };
    });
  return { first: combine("first"), total: combine("total") };
}
