import { expect, test } from "vitest";
import { layOut } from "./layOut.ts";

test("thickness follows the money, nobody disappears, nothing overlaps", () => {
  const { source, targets } = layOut([100, 0, 300], { height: 300, top: 20, gap: 30, least: 2 });
  const [first, second, third] = targets.map(({ size }) => size) as [number, number, number];
  expect(third / first).toBeCloseTo(3, 9);
  expect(second).toBe(2);
  expect(source.bottom - source.top).toBeCloseTo(first + second + third, 9);
  const gaps = targets
    .slice(1)
    .map((next, index) => next.top - (targets[index]?.top ?? 0) - (targets[index]?.size ?? 0));
  expect(gaps).toEqual([expect.closeTo(30, 9), expect.closeTo(30, 9)]);
  const leaves = targets.slice(1).map((next, index) => next.from - (targets[index]?.from ?? 0));
  expect(leaves).toEqual([expect.closeTo(first, 9), expect.closeTo(second, 9)]);
});
