import { expect, test } from "vitest";
import { extentOf } from "./bands.ts";
import { stackDots } from "./stackDots.ts";

test("dots nearer than a diameter are stacked in one column", () => {
  expect(stackDots([0, 4, 9, 10, 30], 10)).toEqual([
    { at: 0, level: 0 },
    { at: 0, level: 1 },
    { at: 0, level: 2 },
    { at: 10, level: 0 },
    { at: 30, level: 0 },
  ]);
});

test("the scale takes in every band and course, and nothing that is not finite", () => {
  const bands = { p5: [1, Number.NaN], p25: [2, 2], p50: [3, 3], p75: [4, 4], p95: [5, Number.POSITIVE_INFINITY] };
  expect(extentOf([{ structure: "D", label: "", bands, today: [0.5, 3] }], [6])).toEqual([0.5, 6]);
  expect(extentOf([])).toEqual([0, 1]);
});
