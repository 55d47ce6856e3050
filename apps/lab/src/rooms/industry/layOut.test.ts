import { expect, test } from "vitest";
import { layOut } from "./layOut.ts";

test("thickness follows the money, nobody disappears, nothing overlaps", () => {
  const { source, targets } = layOut([100, 0, 300], { height: 300, top: 20, gap: 30, least: 2 });
  const [first, second, third] = targets.map(({ size }) => size) as [number, number, number];
  expect(third / first).toBeCloseTo(3, 9);
  expect(second).toBe(2);
  expect(source.bottom - source.top).toBeCloseTo(first + second + third, 9);
  targets.forEach((target, index) => {
    const next = targets[index + 1];
    if (next !== undefined) {
      expect(next.top - (target.top + target.size)).toBeCloseTo(30, 9);
      expect(next.from).toBeCloseTo(target.from + target.size, 9);
    }
  });
});
