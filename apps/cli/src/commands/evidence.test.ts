import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dataFolder } from "@counterweight/evidence/files";
import { expect, test } from "vitest";
import { typed as run } from "../testing/terminal.ts";

test("evidence search finds by words and by number, with value, quality and how it was checked", async () => {
  const { code, out } = await run("evidence", "search", "profit per victim sexual exploitation world 27,252");
  expect(code).toBe(0);
  expect(out.split("\n")[2]).toMatch(/^ECON-003 +27,252 US\$ per victim-year .*contested +stored page/);
  const { figures } = JSON.parse((await run("evidence", "search", "236.6 billion", "--json", "--most", "2")).out);
  expect(figures).toHaveLength(2);
  expect(figures[0]).toMatchObject({ id: "ECON-001", measure: { kind: "money", currency: "USD" }, timing: "flow" });
});

test("evidence show prints source, quality, critique and where the figure is used", async () => {
  const { out } = await run("evidence", "show", "det-076");
  expect(out).toMatch(/^DET-076 {2}Victims identified/);
  expect(out).toContain("133,943");
  expect(out).toMatch(/Used by +.*parameter/);
  expect(out).toContain("parameter detection, forced commercial sexual exploitation");
  const shown = JSON.parse((await run("evidence", "show", "INTV-052", "--json")).out);
  expect(shown.uses).toContainEqual(expect.objectContaining({ kind: "intervention" }));
});

test("an unknown id, part or option gets one sentence with the nearest choices and code 2", async () => {
  const unknown = await run("evidence", "show", "ECON-0003");
  expect(unknown.code).toBe(2);
  expect(unknown.problems).toMatch(/there is no figure "ECON-0003"; expected an id such as ECON-003/);
  expect((await run("evidence", "serch", "x")).problems).toMatch(/no part "serch".*search, show, check/);
  expect((await run("evidence", "search")).code).toBe(2);
  expect((await run("evidence", "search", "x", "--most", "0")).code).toBe(2);
});

test("evidence check passes what ships, and names the cell of a fault with code 1", async () => {
  const whole = await run("evidence", "check");
  expect(whole).toMatchObject({ code: 0 });
  expect(whole.out).toMatch(/no fault\.$/m);
  const folder = join(mkdtempSync(join(tmpdir(), "package-")), "data");
  cpSync(dataFolder, folder, { recursive: true });
  const file = join(folder, "figures.csv");
  writeFileSync(file, readFileSync(file, "utf8").replace(",27600000,,,persons", ",27600000,,,souls"));
  const faulty = await run("evidence", "check", folder);
  expect(faulty.code).toBe(1);
  expect(faulty.out).toMatch(/^figures.csv, row 3, column unit: "souls"/);
  const { faults } = JSON.parse((await run("evidence", "check", folder, "--json")).out);
  expect(faults[0]).toMatchObject({ file: "figures.csv", row: 3, column: "unit" });
  expect((await run("evidence", "check", tmpdir())).code).toBe(2);
});

test("claim gives verdict, origin, what is known instead, and a sentence", async () => {
  const { code, out } = await run("claim", "averge age of entry is 13");
  expect(code).toBe(0);
  expect(out).toMatch(/^CLAIM-003 /);
  for (const word of ["Verdict", "Origin", "Evidence", "Say", "Known"]) expect(out).toContain(word);
  const { claims } = JSON.parse((await run("claim", "350 times", "--json")).out);
  expect(claims[0]).toMatchObject({ id: "CLAIM-030", verdict: "contested" });
  expect(claims[0].known[0]).toMatchObject({ id: "BUDG-007", quality: expect.any(String), source: expect.any(String) });
  expect((await run("claim")).code).toBe(2);
  expect((await run("claim", "zzqx")).out).toMatch(/says nothing about its truth/);
});
