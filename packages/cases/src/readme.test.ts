import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { classify, readCtdc, readHtcds, writeCtdc } from "./index.ts";
import type { CaseRecord } from "./record/types.ts";
import { standards } from "./testing/standards.ts";

const readme = readFileSync(join(import.meta.dirname, "..", "README.md"), "utf8");

test("the README has at most thirty lines, and its example gives what it says", () => {
  expect(readme.trimEnd().split("\n").length).toBeLessThanOrEqual(30);
  const table = {
    header: ["vic_MethodsOfControl", "vic_TypeOfExploitation"],
    rows: [["PhysicalAbuse", "ForcedLabour"]],
  };
  const { records } = readHtcds(standards, table, { source: "Shelter A" });
  const [first] = records as [CaseRecord];
  const published = writeCtdc(standards, records, "27");
  const said: [string, unknown][] = [
    ["classify(standards, records[0]).outcome", classify(standards, first).outcome],
    ["classify(standards, records[0]).wouldChange[0]?.change", classify(standards, first).wouldChange[0]?.change],
    [
      'published.loss.entries().find(({ kind }) => kind === "merged")?.into',
      published.loss.entries().find(({ kind }) => kind === "merged")?.into,
    ],
    [
      'readCtdc(standards, published.table).records[0]?.elements["control.physical_abuse"]',
      readCtdc(standards, published.table).records[0]?.elements["control.physical_abuse"],
    ],
  ];
  for (const [code, value] of said) expect(readme).toContain(`${code}; // ${JSON.stringify(value) ?? "undefined"}`);
});
