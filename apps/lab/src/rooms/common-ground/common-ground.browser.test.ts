import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenLab, openLab } from "../../testing/browser.ts";

let lab: OpenLab;
let page: Page;
beforeAll(async () => {
  lab = await openLab();
  page = await lab.browser.newPage({ locale: "en" });
}, 180_000);
afterAll(() => lab.close());

test("a position edited in the page: what cannot be read is said, what can be read is computed and stands in the link", async () => {
  await page.goto(`${lab.address}#/common-ground?v=1&draws=16&who=labour-rights.criminal-justice`);
  await page.getByRole("heading", { name: "What would settle most disagreement" }).waitFor({ timeout: 60_000 });
  expect(await page.getByRole("heading", { name: /^The largest package found/ }).count()).toBe(1);
  await page.getByText("Edit: Labour rights").click();
  const field = page.getByLabel(/^Labour rights: beliefs and values/);
  const text = await field.inputValue();
  await field.fill(text.replace('"D":', '"Q":'));
  await page.getByText(/this text\.positions\[0\]\.beliefs\.structures: "Q" is not known/).waitFor();
  expect(await page.getByRole("button", { name: "Use this" }).isDisabled()).toBe(true);
  await field.fill(text.replace('"name": "Labour rights"', '"name": "Labour rights, ours"'));
  await page.getByRole("button", { name: "Use this" }).click();
  await page
    .getByRole("heading", { name: /Labour rights, ours/ })
    .first()
    .waitFor({ timeout: 60_000 });
  await page.waitForFunction(() => window.location.hash.includes("own="));
  await page.reload();
  await page.getByText("Edit: Labour rights, ours").waitFor();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Study (JSON)" }).click(),
  ]);
  const study = JSON.parse(readFileSync(await file.path(), "utf8"));
  expect(study).toMatchObject({ command: "common-ground", options: { draws: 16, threshold: 80 } });
  expect(study.positions.map(({ name }: { name: string }) => name)).toEqual([
    "Labour rights, ours",
    "Criminal justice",
  ]);
}, 120_000);

test("a budget is proved best by HiGHS under the page's own policy, and a sum that is none is said", async () => {
  await page.goto(`${lab.address}#/budget?v=1&draws=16&money=50000000`);
  await page.getByText("Certificate: proved best among everything on offer.").waitFor({ timeout: 60_000 });
  expect(await page.getByRole("heading", { name: /^The price of robustness/ }).count()).toBe(1);
  await page.getByLabel("Public money, US$ a year").fill("a lot");
  await page.getByText("Write a sum above 0").waitFor();
}, 120_000);

test("a budget and a ranking under chosen theories, one of them the fourth, are the command line's to the last digit", async () => {
  const folder = mkdtempSync(join(tmpdir(), "study-"));
  const saved = async (button: string) => {
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: button, exact: true }).first().click(),
    ]);
    const path = join(folder, file.suggestedFilename());
    await file.saveAs(path);
    return path;
  };
  const program = join(import.meta.dirname, "../../../../cli/bin/counterweight.js");
  const answered = (file: string) =>
    JSON.parse(execFileSync(process.execPath, [program, "study", file, "--json"], { encoding: "utf8" }));
  const table = (file: string) =>
    readFileSync(file, "utf8")
      .replace("\uFEFF", "")
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(","));
  // Only the part after # changes, so that the page would stay as it is.
  await page.goto("about:blank");
  await page.goto(`${lab.address}#/budget?v=1&draws=16&money=50000000&structures=D.W&region=Africa`);
  await page.getByText("Certificate: proved best among everything on offer.").waitFor({ timeout: 60_000 });
  expect(await page.getByRole("checkbox", { checked: true }).count()).toBe(2);
  const budget = answered(await saved("Study (JSON)"));
  const whole = table(await saved("CSV")).filter(([, kind]) => kind === "simulated whole");
  expect(whole.map(([structure, , , ...ends]) => [structure, ...ends.map(Number)])).toEqual(
    budget.together.map(({ structure, avoided }: { structure: string; avoided: Record<string, number> }) => [
      structure,
      avoided["low"],
      avoided["median"],
      avoided["high"],
    ]),
  );
  expect(whole.map(([structure]) => structure)).toEqual(["D", "W"]);
  await page.goto("about:blank");
  await page.goto(`${lab.address}#/leverage?v=1&draws=16&structures=S.W&by=unit&outcome=profit`);
  await page.getByRole("heading", { name: "What is worth finding out" }).waitFor({ timeout: 60_000 });
  const ranked = answered(await saved("Study (JSON)"));
  const rows = table(await saved("CSV"));
  expect(new Set(rows.map(([, structure]) => structure))).toEqual(new Set(["S", "W"]));
  const first = (structure: string, intervention: string) =>
    ranked.results.find(
      (one: { structure: string; intervention: string }) =>
        one.structure === structure && one.intervention === intervention,
    ).rankPerUnit[0];
  expect(rows.map(([, , share]) => Number(share))).toEqual(
    rows.map(([intervention = "", structure = ""]) => first(structure, intervention)),
  );
}, 120_000);
