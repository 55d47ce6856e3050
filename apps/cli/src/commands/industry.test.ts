import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { typed } from "../testing/terminal.ts";

const run = (...args: string[]) => typed("industry", ...args);

test("--json gives the segments with every quantity as low, median, high and unit, and the totals", async () => {
  const { code, out } = await run("--json", "--draws", "64");
  const { segments, totals } = JSON.parse(out);
  expect(code).toBe(0);
  expect(segments).toHaveLength(25);
  expect(Object.keys(segments[0])).toEqual(
    expect.arrayContaining(["region", "sector", "people", "margin", "exploitationValue", "expectedSanction"]),
  );
  expect(Object.keys(segments[0].breakEvenFine)).toEqual(["low", "median", "high", "unit"]);
  expect(totals.profit.median / 236.6e9).toBeCloseTo(1, 2);
});

test("the table says where the totals come from and what is left out", async () => {
  const { out } = await run("--region", "World", "--draws", "64");
  expect(out).toContain("forced commercial sexual exploitation");
  expect(out).toContain("published without an interval");
  expect(out).toContain("State-imposed forced labour");
});

test("--out writes a report that stands alone, with sources and limits", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "industry-")), "report.html");
  expect((await run("--region", "africa", "--draws", "64", "--out", file)).code).toBe(0);
  const html = readFileSync(file, "utf8");
  expect(html).toContain("<svg");
  expect(html).toContain("Limits");
  expect(html).toMatch(/id="source-PREV-150"/);
  expect(html).not.toMatch(/<script|src="http/);
});

test("--csv gives one line a segment", async () => {
  const lines = (await run("--csv", "--sector", "domestic", "--draws", "64")).out.trim().split("\n");
  expect(lines).toHaveLength(6);
  expect(lines[0]).toMatch(/^region,sector,people_low,people_median/);
});

test.each([
  [["--region", "Afrika"], /no region "Afrika"; expected World, Africa, .*did you mean "Africa"/],
  [["--sector", "sx"], /no sector "sx".*did you mean "sex"/],
  [["--draws", "some"], /--draws is "some"; expected a whole number/],
  [["--jsn"], /no option --jsn; expected --json/],
])("%j is answered in one sentence with code 2", async (args, message) => {
  const { code, problems } = await run(...args);
  expect(code).toBe(2);
  expect(problems).toMatch(message);
});
