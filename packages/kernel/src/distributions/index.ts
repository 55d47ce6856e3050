export type { Distribution } from "./distribution.ts";
export { logNormal, normal, triangular, truncatedNormal, uniform } from "./families.ts";
export { betaDistribution, gammaDistribution } from "./incomplete.ts";
export { normalDensity, normalProbability, normalQuantile } from "./normal.ts";
export { tabulated } from "./tabulated.ts";
