export { type Model, saltelli } from "./design.ts";
export { sobolIndicesOfScramblings } from "./scramblings.ts";
export { shapleyEffects } from "./shapley.ts";
export { type Index, type SaltelliOutputs, type SobolIndices, sobolIndices } from "./sobol-indices.ts";
