export { type Acceptability, type Measured, smaa } from "./smaa.ts";
export { freeWeights, type WeightLimits, weightSampler } from "./weights.ts";
