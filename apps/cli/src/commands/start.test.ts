import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../testing/terminal.ts";

const here = process.cwd();
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "counterweight-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("the main job: world table, ranking and a self-contained report, nothing else left behind", async () => {
  process.chdir(folder);
  try {
    const { code, output } = await run(["start", "--no-lab", "--draws", "16", "--workers", "2"]);
    expect(code).toBe(0);
    expect(output).toContain("Together: 23.7 million");
    expect(output).toMatch(/Shelter and support for survivors/);
    expect(output).toContain("Warning: The lever 'rights'");
    expect(await readdir(folder)).toEqual(["counterweight-report.html"]);
    const report = await readFile(join(folder, "counterweight-report.html"), "utf8");
    expect(report).toMatch(/<h2 id="sources">[\s\S]*PREV-005/);
    expect(report).not.toMatch(/<script|src="http/);
  } finally {
    process.chdir(here);
  }
});
