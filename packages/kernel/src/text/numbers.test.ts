import { describe, expect, test } from "vitest";
import { formatChange, formatInterval, formatMoney, formatNumber, formatShare } from "./numbers.ts";

describe("numbers for people", () => {
  test.each([
    [0, "0"],
    [23_700_000, "24 million"],
    [236.6e9, "240 billion"],
    [27_252, "27,000"],
    [999_999, "1 million"],
    [0.004567, "0.0046"],
    [-1234, "−1,200"],
    [1.5, "1.5"],
    [12, "12"],
    [Number.NaN, "unknown"],
    [Number.POSITIVE_INFINITY, "no upper limit"],
  ])("%d reads %s", (value, text) => expect(formatNumber(value)).toBe(text));

  test("more digits where asked", () => expect(formatNumber(27_252, 5)).toBe("27,252"));
  test("an interval carries its ends", () =>
    expect(formatInterval({ low: 10, median: 20, high: 35 })).toBe("20 (10 to 35)"));
  test("money", () => expect([formatMoney(1.26e9), formatMoney(-45)]).toEqual(["$1.3 billion", "−$45"]));
  test("shares", () =>
    expect([formatShare(0.266), formatShare(0.0000012), formatShare(0)]).toEqual(["27%", "under 0.01%", "0%"]));
  test("changes", () =>
    expect([formatChange(0.031), formatChange(-0.12), formatChange(0)]).toEqual(["+3.1%", "−12%", "0%"]));
});
