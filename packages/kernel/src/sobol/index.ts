export { mostDimensions } from "./directions.ts";
export { type SobolRequest, sobolPoints } from "./points.ts";
export { type SupercubeRequest, supercubePoints } from "./supercube.ts";
