import { readerOf } from "@counterweight/evidence/files";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { engineDigits } from "./engineDigits.ts";
import { pageWith } from "./inPage.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test("the engine in Chromium, with SIMD and without, gives the digits of the interpreter in Node over 16,384 draws and all levers", async () => {
  const read = readerOf();
  const files: Record<string, string> = {};
  const recorded = new Proxy(files, {
    get: (known, path: string) => (known[path] ??= read(path)),
  });
  const wanted = engineDigits(recorded, "interpreter");
  const page = await pageWith(browser, "engineDigits.ts");
  const run = (machine: string) =>
    page.evaluate(
      ([texts, kind]) =>
        (
          globalThis as unknown as { counterweight: { engineDigits: (f: unknown, k: unknown) => string } }
        ).counterweight.engineDigits(texts, kind),
      [files, machine] as const,
    );
  expect(wanted.split(/\s/).length).toBeGreaterThan(50);
  expect(await run("simd")).toBe(wanted);
  expect(await run("scalar")).toBe(wanted);
});
