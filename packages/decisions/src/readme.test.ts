import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { evppi, freeWeights, robustness, smaa } from "./index.ts";

const readme = readFileSync(join(import.meta.dirname, "..", "README.md"), "utf8");

test("the README has at most thirty lines, and its example gives what it says", () => {
  expect(readme.trimEnd().split("\n").length).toBeLessThanOrEqual(30);
  const wait = [0, 0, 0, 0];
  const act = [-1, 0, 1, 2];
  const answers = [
    evppi([1, 2, 3, 4], [wait, act]).estimate,
    robustness([wait, act])[0]?.greatestRegret,
    smaa(
      [
        [[1], [0]],
        [[0], [0]],
      ],
      freeWeights(2),
      100,
    ).acceptability[0]?.[0],
  ];
  expect([...readme.matchAll(/; \/\/ (.*)$/gm)].map((match) => JSON.parse(match[1] ?? "") as number)).toEqual(answers);
});
