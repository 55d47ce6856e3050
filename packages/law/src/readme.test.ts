import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exploitationValue } from "./index.ts";

test("the README's example gives what it says", () => {
  const readme = readFileSync(join(import.meta.dirname, "..", "README.md"), "utf8");
  const said = /exploitationValue\(\{ (.*) \}\); \/\/ (\d+)/.exec(readme);
  expect(said?.[1]).toBe("margin: 12_000, discount: 0.1, exit: 0.5, acquisition: 1000");
  const value = exploitationValue({ margin: 12_000, discount: 0.1, exit: 0.5, acquisition: 1000 });
  expect(value).toBeCloseTo(Number(said?.[2]), 9);
});
