export { analyzeBudget } from "./budget.ts";
export { analyzeEvppi } from "./evppi.ts";
export { analyzePrim } from "./prim.ts";
export { parseJson } from "./reader.ts";
export { analyzeSmaa } from "./smaa.ts";
export { analyzeSobol } from "./sobol.ts";
