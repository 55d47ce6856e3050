import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { logNormal, quantile, sobolPoints, stream } from "./index.ts";

const readme = readFileSync(join(import.meta.dirname, "..", "README.md"), "utf8");

test("the README has at most thirty lines, and its example gives what it says", () => {
  expect(readme.trimEnd().split("\n").length).toBeLessThanOrEqual(30);
  const [u] = sobolPoints({ dimensions: 1, count: 1024, seed: 7 });
  const prices = u?.map(logNormal(0, 0.5).quantile).sort() ?? [];
  const answers = [stream(1, "example").uniform() === stream(1, "example").uniform(), quantile(prices, 0.5).toFixed(2)];
  expect([...readme.matchAll(/; \/\/ (.*)$/gm)].map((match) => JSON.parse(match[1] ?? "") as unknown)).toEqual(answers);
});
