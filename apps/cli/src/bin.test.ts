import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

test("the command starts as a person would start it, and gives the program's own exit code", () => {
  const launcher = join(import.meta.dirname, "..", "bin", "counterweight.js");
  const version = spawnSync(process.execPath, [launcher, "version"], { encoding: "utf8" });
  expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  const wrong = spawnSync(process.execPath, [launcher, "vresion"], { encoding: "utf8" });
  expect(wrong.status).toBe(2);
  expect(wrong.stderr).toContain("version");
});
