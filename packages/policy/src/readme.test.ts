import { expect, test } from "vitest";
import { parseLevers } from "./index.ts";

test("the README's example", () => {
  expect(parseLevers("rights=0.03|0.12|0.35", "row 20")[0]).toEqual({
    lever: "rights",
    low: 0.03,
    central: 0.12,
    high: 0.35,
  });
});
