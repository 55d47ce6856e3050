export * from "./catalogue/intervention.ts";
export * from "./catalogue/levers.ts";
export { interventionsFile, parseInterventions } from "./catalogue/parse.ts";
export * from "./chain/chain.ts";
export * from "./ensemble/ensemble.ts";
export { parsePositions, positionsFile } from "./positions/parse.ts";
export * from "./positions/position.ts";
export * from "./ranking/ranks.ts";
