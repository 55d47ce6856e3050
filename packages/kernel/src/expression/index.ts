export { check } from "./check.ts";
export { type Interpreter, interpreter } from "./interpret.ts";
export { type LowerOptions, lower, placeName } from "./lower.ts";
export * from "./model.ts";
export { type FunctionName, type Node, symbolsOf } from "./node.ts";
export { parse } from "./parse.ts";
export { type Instruction, type Operation, type Output, operations, type Program, type State } from "./program.ts";
export { readModel } from "./read.ts";
export type { Scheme } from "./schemes.ts";
