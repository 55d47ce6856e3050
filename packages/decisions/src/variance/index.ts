export { type Index, type SaltelliOutputs, type SobolIndices, sobolIndices } from "./sobol-indices.ts";
