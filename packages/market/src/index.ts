export { type ClaimShare, publishedClaims } from "./claims.ts";
export { equationsDocument } from "./document.ts";
export {
  type Columns,
  type EnsembleEngine,
  type EnsembleOptions,
  type EnsembleResult,
  ensembleEngine,
  type How,
  type LeverSize,
  type Levers,
} from "./ensemble.ts";
export { keepDraws, matchHistory, type Observed } from "./history.ts";
export { marketModel } from "./model.ts";
export { referenceParameters, referenceStructures, type Value, type Values } from "./reference.ts";
export { type Run, readRequest } from "./request.ts";
export { type SimulationResult, simulateLines, simulateRun } from "./simulate.ts";
export { inputsOf, modelOf, type Structure, structureNames, structureTitles } from "./structures.ts";
