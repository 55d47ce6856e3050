export { cholesky, choleskySolve } from "./cholesky.ts";
export { gaussianCopula } from "./copula.ts";
export { correlation, covariance, mean, variance } from "./moments.ts";
export { sortedOrder } from "./order.ts";
export { quantile, sorted, weightedQuantile } from "./quantiles.ts";
export { quantilesOf, select } from "./select.ts";
