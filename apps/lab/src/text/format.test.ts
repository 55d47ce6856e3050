import { expect, test } from "vitest";
import { formatFor } from "./format.ts";

test("two significant digits, in the reader's own notation", () => {
  const en = formatFor("en");
  expect([en.count(23_700_000), en.count(1234), en.money(236.6e9), en.money(27_252)]).toEqual([
    "24 million",
    "1,200",
    "$240 billion",
    "$27,000",
  ]);
  expect([en.money(1.234), en.money(0.098), en.money(0)]).toEqual(["$1.23", "$0.10", "$0"]);
  expect(formatFor("es").count(23_700_000)).toBe("24 millones");
  expect(formatFor("fr").count(23_700_000).replace(/\s/g, " ")).toBe("24 millions");
});

test("a change carries its sign and zero carries none", () => {
  const { change, exact } = formatFor("en");
  expect([change(-0.123), change(0.04), change(-0)]).toEqual(["−12%", "+4%", "0%"]);
  expect(exact(0.1 + 0.2)).toBe("0.3");
});
