export { type Box, type PrimOptions, prim } from "./prim.ts";
export { primStability, type Stability } from "./stability.ts";
