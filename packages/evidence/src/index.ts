export * from "./evidence.ts";
export * from "./figures/figure.ts";
export * from "./parameters/parameter.ts";
export { middle, type Registry, type Where } from "./parameters/registry.ts";
export * from "./segments.ts";
