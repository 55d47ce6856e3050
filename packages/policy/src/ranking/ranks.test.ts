import { expect, test } from "vitest";
import { rankShares, shareInTop } from "./ranks.ts";

// Four options in four draws, worked by hand; lower is better.
const changes = [
  Float64Array.of(-3, -1, 0, -2),
  Float64Array.of(-2, -2, 1, -2),
  Float64Array.of(-1, -3, 2, 0),
  Float64Array.of(0, 0, 0, 0),
];

test("only options better than doing nothing stand in the top, and ties stand together", () => {
  expect(shareInTop(changes, "lower", 1)).toEqual([0.5, 0.25, 0.25, 0]);
  expect(shareInTop(changes, "lower", 2)).toEqual([0.5, 0.75, 0.25, 0]);
  expect(shareInTop(changes, "lower", 3)).toEqual([0.75, 0.75, 0.5, 0]);
  expect(shareInTop(changes, "higher", 1)).toEqual([0, 0, 0.25, 0]);
});

test("rank shares are the steps between the tops", () => {
  expect(rankShares(changes, "lower", 3)).toEqual([
    [0.5, 0, 0.25],
    [0.25, 0.5, 0],
    [0.25, 0, 0.25],
    [0, 0, 0],
  ]);
});
