export { cholesky, choleskySolve } from "./cholesky.ts";
export { gaussianCopula } from "./copula.ts";
export { correlation, covariance, mean, variance } from "./moments.ts";
export { quantile, sorted, sortedOrder, weightedQuantile } from "./quantiles.ts";
