import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeAnalysis } from "@counterweight/policy";
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

test("a study that holds its positions gives what a file of them gives", async () => {
  const shipped = JSON.parse(
    readFileSync(join(import.meta.dirname, "../../../../data/interventions/positions.json"), "utf8"),
  );
  const positions = shipped.positions.slice(1, 3) as unknown[];
  const [file, study] = [join(folder, "two.json"), join(folder, "two-study.json")];
  writeFileSync(file, JSON.stringify({ positions }));
  const options = { interventions: "hotline,fee-bans,import-bans", draws: 16, threshold: 70 };
  writeFileSync(study, writeAnalysis("0.1.0", "common-ground", options, positions));
  const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const typed = await run("common-ground", ...words, "--positions", file, "--json");
  expect(JSON.parse(typed.out).verdicts).toHaveLength(6);
  expect((await run("study", study, "--json")).out).toBe(typed.out);
});
