export { mostDimensions } from "./directions.ts";
export { type SobolRequest, sobolPoints } from "./points.ts";
