export * from "./evidence.ts";
export * from "./figures/figure.ts";
export * from "./parameters/parameter.ts";
export { middle, type Registry, type Where } from "./parameters/registry.ts";
export * from "./segments.ts";
export { type Cells, cellsOf } from "./table/cells.ts";
export { type Row, readTable, type Table } from "./table/csv.ts";
