import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { digits } from "./digits.ts";
import { pageWith } from "./inPage.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test("random numbers, points and analyses have the same digits in Chromium and in Node, to the last bit", async () => {
  const page = await pageWith(browser, "digits.ts");
  const found = await page.evaluate(() =>
    (globalThis as unknown as { counterweight: { digits: () => string } }).counterweight.digits(),
  );
  const wanted = digits();
  expect(wanted.split(" ").length).toBeGreaterThan(18_000);
  expect(found).toBe(wanted);
});
