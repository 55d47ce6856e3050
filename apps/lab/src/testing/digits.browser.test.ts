import { join } from "node:path";
import type { Browser } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { digits } from "./digits.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test("random numbers, points and analyses have the same digits in Chromium and in Node, to the last bit", async () => {
  const made = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      target: "es2022",
      lib: { entry: join(import.meta.dirname, "digits.ts"), formats: ["iife"], name: "counterweight" },
    },
  });
  const [bundle] = Array.isArray(made) ? made : [made];
  if (bundle === undefined || !("output" in bundle)) throw new Error("nothing was built");
  const page = await browser.newPage();
  await page.addScriptTag({ content: `${bundle.output[0].code};globalThis.counterweight = counterweight;` });
  const found = await page.evaluate(() =>
    (globalThis as unknown as { counterweight: { digits: () => string } }).counterweight.digits(),
  );
  const wanted = digits();
  expect(wanted.split(" ").length).toBeGreaterThan(18_000);
  expect(found).toBe(wanted);
});
