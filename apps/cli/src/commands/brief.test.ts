import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "../testing/terminal.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "counterweight-"));
});
afterAll(() => rm(folder, { recursive: true }));

const example = "docs/examples/invert-europe-sexual-exploitation.json";

describe("counterweight brief", () => {
  test("an argument with every section, the other side's case, and a source for every citation", async () => {
    const file = join(folder, "brief.md");
    const { code } = await run(["brief", example, "--out", file]);
    expect(code).toBe(0);
    const text = await readFile(file, "utf8");
    for (const section of [
      "What is known",
      "How sure we may be",
      "What we ask",
      "What it would change",
      "What it would cost",
      "Who might be harmed",
      "Where people stand",
      "Method and limits",
      "Sources",
    ])
      expect(text).toContain(`## ${section}`);
    expect(text).toContain("Sex-worker rights, supply-led.");
    expect(text).not.toMatch(/\((?:[A-Z]+-\d+)\)/);
    const listed = text.slice(text.indexOf("## Sources")).match(/^\d+\. /gm) ?? [];
    const cited = new Set(
      [...text.slice(0, text.indexOf("## Sources")).matchAll(/ \[(\d+)\]/g)].map((match) => Number(match[1])),
    );
    expect(Math.max(...cited)).toBe(listed.length);
  });

  test("two positions, side by side, and no more", async () => {
    const file = join(folder, "two.md");
    await run(["brief", example, "--out", file, "--positions", "labour-rights,criminal"]);
    const text = await readFile(file, "utf8");
    expect(text).toContain("Criminal justice.");
    expect(text).not.toContain("Abolitionist");
    expect(text.indexOf("## What both support")).toBeLessThan(text.indexOf("## What is known"));
    expect(text).toMatch(/Both sides support|No single measure is supported/);
  });

  test.each([
    [["brief"], "one study file is wanted"],
    [["brief", example], "--out is missing"],
    [["brief", example, "--out", "x.md", "--positions", "labor-rights"], "labour-rights"],
    [["brief", example, "--out", "x.docx"], ".html, .md or .pdf"],
    [["brief", "nowhere.json", "--out", "x.md"], "there is no such file"],
  ])("%j is refused in one sentence", async (args, words) => {
    const { code, errors } = await run(args);
    expect([code, errors]).toEqual([2, expect.stringContaining(words)]);
  });
});
