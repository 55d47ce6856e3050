import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openEvidence } from "./evidence.ts";
import { readerOf } from "./files.ts";

const readme = readFileSync(join(import.meta.dirname, "..", "README.md"), "utf8");

test("the README has at most thirty lines, and its example gives what it says", () => {
  expect(readme.trimEnd().split("\n").length).toBeLessThanOrEqual(30);
  const evidence = openEvidence(readerOf());
  const answers = [
    evidence.figures.get("ECON-003")?.value,
    evidence.search("forced labour prevalence Arab States 2021", 1)[0]?.figure.id,
    evidence.claims("32 billion")[0]?.verdict,
    evidence.parameters.find("detection", { sector: "industry", structure: "D" })?.prior.kind,
    evidence.baselineSegments().totals.people,
    evidence.money.convert({ amount: 1, currency: "USD", year: 2007 }, { currency: "USD", year: 2021 }).steps.length,
  ];
  const printed = [...readme.matchAll(/^evidence\..*; \/\/ (.*)$/gm)].map((match) => JSON.parse(match[1] ?? ""));
  expect(printed).toEqual(answers);
  expect(readme).toContain('search("forced labour prevalence Arab States 2021", 1)');
});
