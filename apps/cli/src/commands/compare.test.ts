import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { typed } from "../testing/terminal.ts";

const run = (...args: string[]) => typed("compare", ...args);

const few = ["--interventions", "firewall,hotline,state-imposed-pressure", "--draws", "80", "--region", "africa"];

describe("compare --json", async () => {
  const { out, code } = await run(...few, "--json", "--workers", "1", "--seed", "5");
  const answer = JSON.parse(out);

  test("gives draws, seed and one result a structure, intervention and outcome", () => {
    expect(code).toBe(0);
    expect([answer.draws, answer.seed]).toEqual([80, 5]);
    expect(answer.results).toHaveLength(3 * 3 * 6);
    expect(Object.keys(answer.results[0])).toEqual(
      expect.arrayContaining(["structure", "intervention", "outcome", "p5", "p50", "p95", "topThree"]),
    );
    for (const { p5, p50, p95, topThree } of answer.results) {
      expect(p5 <= p50 && p50 <= p95).toBe(true);
      expect(topThree >= 0 && topThree <= 1).toBe(true);
    }
  });

  test("gives the same digits with two workers", async () => {
    const { out: again } = await run(...few, "--json", "--workers", "2", "--seed", "5");
    expect(again).toBe(out);
  });

  test("carries the warning about rights and what one unit is", () => {
    expect(answer.warning).toMatch(/'rights' multiplies own exit/);
    expect(answer.unit).toMatch(/standard country/);
  });
});

test("the table ranks, warns, and says what the result leans on", async () => {
  const { out } = await run(...few, "--workers", "1");
  expect(out.indexOf("Firewall")).toBeLessThan(out.indexOf("hotline"));
  expect(out).toContain("Outside pressure to end state-imposed labour");
  expect(out).toContain("no change");
  expect(out).toContain("Warning: The lever 'rights'");
  expect(out).toMatch(/In S the sizes of the changes lean most on/);
});

test("--out writes a report that stands alone, --csv one line a result", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "compare-")), "report.html");
  const { out } = await run(...few, "--workers", "1", "--csv", "--out", file);
  expect(out.trim().split("\n")).toHaveLength(1 + 54);
  const html = readFileSync(file, "utf8");
  expect(html).toContain("<svg");
  expect(html).toContain("rights");
  expect(html).toMatch(/id="source-ADD-009"/);
  expect(html).not.toMatch(/<script|src="http/);
});

test.each([
  [["--interventions", "shelter"], /no intervention "shelter"; expected shelter-and-support/],
  [["--structures", "D,Q"], /no structure "Q"; expected D, S, E, W/],
  [
    ["--region", "Europ"],
    /no region "Europ".*did you mean "Europe and Central Asia"|no region "Europ"; expected World/,
  ],
  [["--draws", "1"], /--draws is "1"; expected a whole number from 16/],
])("%j is answered in one sentence with code 2", async (args, message) => {
  const { code, problems } = await run(...args);
  expect(code).toBe(2);
  expect(problems).toMatch(message);
});
