import { expect, test } from "vitest";
import { stream } from "../random/index.ts";
import { blockRows, plainBlocks } from "./plain.ts";
import { simdBlocks } from "./simd.ts";

test.each([
  [1, 1, 512],
  [5, 3, 511],
  [12, 6, 17],
  [4, 24, 512],
])("%d groups of %d columns, %d rows: the quick loops give the digits of the plain ones", (groups, count, rows) => {
  const plain = plainBlocks(groups, count);
  const quick = simdBlocks(groups, count);
  const source = stream(1, "blocks");
  const fill = (columns: readonly Float64Array[], others: readonly Float64Array[] | undefined) =>
    columns.forEach((column, k) => {
      for (let row = 0; row < blockRows; row++) column[row] = source.integer(4) === 0 ? -0 : source.normal();
      others?.[k]?.set(column);
    });
  plain.columns.forEach((columns, group) => fill(columns, quick?.columns[group]));
  fill(plain.weights, quick?.weights);
  // Two groups alike, so that ties occur.
  plain.columns[groups - 1]?.forEach((column, k) => {
    column.set(plain.columns[0]?.[k] ?? []);
    quick?.columns[groups - 1]?.[k]?.set(column);
  });
  const same = () => {
    for (const machine of [plain, quick]) machine?.compare(rows);
    for (let group = 0; group < groups; group++) {
      expect(quick?.sums[group]?.subarray(0, rows)).toEqual(plain.sums[group]?.subarray(0, rows));
      const even = (column: Int32Array | undefined) => column?.filter((_, index) => index % 2 === 0).subarray(0, rows);
      expect(even(quick?.ahead[group])).toEqual(even(plain.ahead[group]));
    }
  };
  for (const machine of [plain, quick]) machine?.weighRows(rows);
  same();
  const alike = Array.from({ length: count }, () => source.normal());
  for (const machine of [plain, quick]) machine?.weighAlike(alike, rows);
  same();
});
