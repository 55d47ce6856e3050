import { type ColumnBlocks, plainBlocks } from "./plain.ts";
import { simdBlocks } from "./simd.ts";

/** The fastest that works here; all give the same digits. */
export function columnBlocks(groups: number, count: number): ColumnBlocks {
  return simdBlocks(groups, count) ?? plainBlocks(groups, count);
}
