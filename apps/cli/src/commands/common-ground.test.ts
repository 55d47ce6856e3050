import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { typed as run } from "../testing/terminal.ts";

const few = [
  "--interventions",
  "decriminalisation,import-bans,victim-compensation-fund,hotline",
  "--draws",
  "16",
  "--workers",
  "1",
];
const folder = mkdtempSync(join(tmpdir(), "common-ground-"));

test("says in words what all support and what divides them, and the saved study gives the same again", async () => {
  const study = join(folder, "study.json");
  const first = await run("common-ground", ...few, "--save", study);
  expect(first.code).toBe(0);
  expect(first.out).toMatch(/All 4 positions support|No single measure is supported/);
  expect(first.out).toContain("part over Decriminalisation of sex work");
  expect((await run("study", study)).out).toBe(first.out);
});

test("--json carries verdicts, cruxes and the words; --out a report with the positions in their own words", async () => {
  const file = join(folder, "report.html");
  const { out } = await run("common-ground", ...few, "--json", "--out", file);
  const answer = JSON.parse(out);
  expect(answer.verdicts).toHaveLength(16);
  expect(answer.cruxes.length).toBeGreaterThan(0);
  expect(answer.settle.length).toBeGreaterThan(0);
  const html = readFileSync(file, "utf8");
  expect(html).toContain("People are sold because it pays");
  expect(html).toContain("Could change their mind");
});

test("positions of one's own are read, and a fault in them is one sentence", async () => {
  const file = join(folder, "positions.json");
  writeFileSync(file, '{"positions": []}');
  const { code, problems } = await run("common-ground", "--positions", file);
  expect(code).toBe(2);
  expect(problems).toContain("there is no position in it");
});
