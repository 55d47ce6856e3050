export { chiSquareCdf, chiSquareQuantile } from "./chi-square.ts";
export { digamma } from "./digamma.ts";
export { betaLower } from "./incomplete-beta.ts";
export { gammaLower, gammaUpper } from "./incomplete-gamma.ts";
export { logFactorial, logGamma } from "./log-gamma.ts";
export { poissonAtLeast, poissonAtMost, poissonMass, poissonSmallerTail } from "./poisson-tails.ts";
