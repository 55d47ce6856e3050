import { exp, stream } from "@counterweight/kernel";
import { bestOnAverage, type NetBenefit, type Worth } from "./evppi.ts";

/**
 * Expected value of sample information by importance sampling (Menzies 2016): for each imagined study the draws are
 * weighted by the likelihood of its data, the best option under those weights is taken, and the gain over deciding now
 * is averaged over studies.
 *
 * `logLikelihood(study)` fills one number a draw: the log likelihood, up to a constant, of the data of that study. The
 * studies must come from the same draws (data made from draw j with j spread evenly over them). The standard error is
 * over studies; `effectiveSampleSize` is the least over studies: below about 50, ask for more draws.
 */
export function evsi(
  netBenefit: NetBenefit,
  studies: number,
  logLikelihood: (study: number, into: Float64Array) => void,
): Worth & { readonly effectiveSampleSize: number } {
  const draws = netBenefit[0]?.length ?? 0;
  const { best } = bestOnAverage(netBenefit);
  const weight = new Float64Array(draws);
  const gains = new Float64Array(studies);
  let fewest = Number.POSITIVE_INFINITY;
  for (let study = 0; study < studies; study++) {
    logLikelihood(study, weight);
    fewest = Math.min(fewest, normalise(weight));
    let most = Number.NEGATIVE_INFINITY;
    let base = 0;
    netBenefit.forEach((column, option) => {
      let sum = 0;
      for (let draw = 0; draw < draws; draw++) sum += (weight[draw] as number) * (column[draw] as number);
      if (option === best) base = sum;
      most = Math.max(most, sum);
    });
    gains[study] = most - base;
  }
  const mean = gains.reduce((a, b) => a + b, 0) / studies;
  const squares = gains.reduce((a, b) => a + (b - mean) ** 2, 0);
  return {
    estimate: mean,
    standardError: studies < 2 ? 0 : Math.sqrt(squares / (studies - 1) / studies),
    effectiveSampleSize: fewest,
  };
}

/**
 * The likelihood of a study that measures one parameter directly, `size` times with normal error of standard deviation
 * `spread`, for `evsi`: study k takes one of the draws as the truth, evenly spread over them, and imagines its mean.
 */
export function directStudy(
  parameter: ArrayLike<number>,
  study: { readonly size: number; readonly spread: number; readonly studies: number; readonly seed?: number },
): (study: number, into: Float64Array) => void {
  const { size, spread, studies, seed = 1 } = study;
  const error = spread / Math.sqrt(size);
  return (k, into) => {
    const truth = parameter[Math.floor(((k + 0.5) / studies) * parameter.length)] as number;
    const mean = truth + error * stream(seed, "imagined study", k).normal();
    for (let draw = 0; draw < into.length; draw++) {
      const z = ((parameter[draw] as number) - mean) / error;
      into[draw] = -0.5 * z * z;
    }
  };
}

/** Log weights to weights that sum to 1, in place; gives the effective sample size. */
export function normalise(weight: Float64Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let draw = 0; draw < weight.length; draw++) most = Math.max(most, weight[draw] as number);
  let sum = 0;
  for (let draw = 0; draw < weight.length; draw++) {
    weight[draw] = most === Number.NEGATIVE_INFINITY ? 1 : exp((weight[draw] as number) - most);
    sum += weight[draw] as number;
  }
  let squares = 0;
  for (let draw = 0; draw < weight.length; draw++) {
    weight[draw] = (weight[draw] as number) / sum;
    squares += (weight[draw] as number) ** 2;
  }
  return 1 / squares;
}
