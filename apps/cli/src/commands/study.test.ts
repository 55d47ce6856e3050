import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { main } from "../main.ts";
import { pretend } from "../testing/terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "study-"));
const file = join(folder, "hotlines.json");
writeFileSync(
  file,
  JSON.stringify({
    kind: "counterweight study",
    version: 1,
    title: "Hotlines",
    region: "Africa",
    structures: ["D", "S"],
    draws: 64,
    years: 4,
    policies: [{ name: "Hotlines", levers: { tdet: 1 } }],
  }),
);

async function run(...args: string[]) {
  const terminal = pretend();
  const code = await main(["study", ...args], terminal);
  return { code, out: terminal.out(), error: terminal.problems() };
}

test("a table for people, the same digits twice as JSON, one line a draw as CSV", async () => {
  const { code, out, error } = await run(file);
  expect({ code, error }).toEqual({ code: 0, error: "" });
  expect(out).toMatch(/^Hotlines/);
  expect(out).toMatch(/D +Hotlines/);
  const first = await run(file, "--json");
  expect((await run(file, "--json")).out).toBe(first.out);
  const document = JSON.parse(first.out) as { results: { structure: string; policy: string; draws: number }[] };
  expect(document.results.map(({ structure, policy }) => `${structure} ${policy}`)).toEqual([
    "D nothing",
    "D Hotlines",
    "S nothing",
    "S Hotlines",
  ]);
  const rows = (await run(file, "--csv")).out.trim().split("\n");
  expect(rows).toHaveLength(1 + document.results.reduce((sum, { draws }) => sum + draws, 0));
});

test("into a file, whole", async () => {
  const target = join(folder, "result.json");
  expect((await run(file, "--json", "--out", target)).code).toBe(0);
  expect(JSON.parse(readFileSync(target, "utf8"))).toHaveProperty("study.title", "Hotlines");
});

test("a file that is no study: one sentence, code 2", async () => {
  const broken = join(folder, "broken.json");
  writeFileSync(broken, '{"kind": "counterweight study", "version": 1, "region": "Atlantis"}');
  const { code, error, out } = await run(broken);
  expect(code).toBe(2);
  expect(out).toBe("");
  expect(error).toContain(`region: "Atlantis" stands here; expected one of World`);
  expect((await run()).code).toBe(2);
});
