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
}, 120_000);

test("a budget is proved best by HiGHS under the page's own policy, and a sum that is none is said", async () => {
  await page.goto(`${lab.address}#/budget?v=1&draws=16&money=50000000`);
  await page.getByText("Certificate: proved best among everything on offer.").waitFor({ timeout: 60_000 });
  expect(await page.getByRole("heading", { name: /^The price of robustness/ }).count()).toBe(1);
  await page.getByLabel("Public money, US$ a year").fill("a lot");
  await page.getByText("Write a sum above 0").waitFor();
}, 120_000);
