export { columnBlocks } from "./blocks.ts";
export { blockRows, type ColumnBlocks } from "./plain.ts";
