import { exp, log, logFactorial } from "@counterweight/kernel";

/** Probability that a binomial count of `trials` at probability `p` is `successes` or more, summed term by term. */
export function binomialTail(successes: number, trials: number, p: number): number {
  if (successes <= 0) return 1;
  if (p <= 0 || successes > trials) return 0;
  if (p >= 1) return 1;
  // The shorter, decreasing side is summed: from the count outward the terms fall.
  if (successes <= trials * p) return Math.max(0, 1 - lowerTail(successes - 1, trials, p));
  let term = exp(logMass(successes, trials, p));
  let sum = term;
  for (let k = successes + 1; k <= trials && term > sum * 1e-17; k++) {
    term *= ((trials - k + 1) / k) * (p / (1 - p));
    sum += term;
  }
  return Math.min(1, sum);
}

function lowerTail(successes: number, trials: number, p: number): number {
  let term = exp(logMass(successes, trials, p));
  let sum = term;
  for (let k = successes; k > 0 && term > sum * 1e-17; k--) {
    term *= (k / (trials - k + 1)) * ((1 - p) / p);
    sum += term;
  }
  return Math.min(1, sum);
}

function logMass(k: number, n: number, p: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k) + k * log(p) + (n - k) * log(1 - p);
}
