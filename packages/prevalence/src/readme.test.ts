import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { count, DEFAULTS, localExecutor, readTable } from "./index.ts";

test("the README's example gives what it says, and the README stays short", async () => {
  const text = readFileSync(join(import.meta.dirname, "..", "README.md"), "utf8");
  const csv = /readTable\("([^"]+)"\)/.exec(text)?.[1]?.replaceAll("\\n", "\n") ?? "";
  const result = await count(
    readTable(csv),
    { ...DEFAULTS, methods: ["stepwise", "independence"], bootstrap: 100 },
    { executor: localExecutor() },
  );
  expect(text).toContain(`result.readiness.verdict; // "${result.readiness.verdict}"`);
  expect(text).toContain(`// ${Math.round(result.methods.stepwise?.estimate ?? 0)}\n`);
  expect(text).toContain(`result.methods.stepwise?.model; // "${result.methods.stepwise?.model}"`);
  expect(text).toContain(`oddsRatio.length; // ${result.robustness?.oddsRatio.length}`);
  expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(30);
});
