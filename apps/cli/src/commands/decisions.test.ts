import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { typed as run } from "../testing/terminal.ts";

const few = [
  "--interventions",
  "firewall,hotline,buyer-criminalisation",
  "--draws",
  "16",
  "--region",
  "africa",
  "--workers",
  "1",
];
const folder = mkdtempSync(join(tmpdir(), "decisions-"));

describe.each([
  ["leverage", [], /moves most by unit/],
  ["discover", [], /of all draws/],
  ["value-of-information", [], /is the best single measure/],
  ["budget", ["--money", "100e6"], /price of robustness/],
] as const)("%s", (command, options, finding) => {
  test("says what it found, what that leans on, and warns about rights", async () => {
    const { code, out } = await run(command, ...options, ...few);
    expect(code).toBe(0);
    expect(out).toMatch(finding);
    expect(out).toMatch(/leans? most/);
    expect(out).toContain("Warning: The lever 'rights'");
    expect(out).toContain("standard country");
  });

  test("JSON, CSV and report come from the same run, and the saved study gives the same again", async () => {
    const file = join(folder, `${command}.html`);
    const study = join(folder, `${command}.json`);
    const { out } = await run(command, ...options, ...few, "--json", "--out", file, "--save", study);
    const answer = JSON.parse(out);
    expect(answer.seed).toBe(1);
    expect(answer.leansOn.length).toBeGreaterThan(0);
    const html = readFileSync(file, "utf8");
    expect(html).toContain("What this leans on most");
    expect(html).toContain("Limits");
    expect((await run("study", study, "--json")).out).toBe(out);
    expect((await run(command, ...options, ...few, "--csv")).out.split("\n").length).toBeGreaterThan(2);
  });
});

test.each([
  [["budget"], /--money is missing; expected US dollars a year above 0/],
  [["budget", "--money", "lots"], /--money is "lots"/],
  [["budget", "--money", "1e6", "--objective", "max"], /--objective is "max"; expected mean, maxmin, regret/],
  [["leverage", "--outcome", "personYeers"], /no outcome "personYeers"; expected personYears/],
  [["discover", "--least", "much"], /--least is "much"/],
  [["value-of-information", "--by", "euro"], /--by is "euro"; expected unit or dollar/],
])("%j is answered in one sentence with code 2", async (args, message) => {
  const { code, problems } = await run(...args);
  expect(code).toBe(2);
  expect(problems).toMatch(message);
});
