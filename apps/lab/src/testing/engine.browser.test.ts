import { join } from "node:path";
import { readerOf } from "@counterweight/evidence/files";
import type { Browser } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { engineDigits } from "./engineDigits.ts";

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
  const made = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      target: "es2022",
      lib: { entry: join(import.meta.dirname, "engineDigits.ts"), formats: ["iife"], name: "counterweight" },
    },
  });
  const [bundle] = Array.isArray(made) ? made : [made];
  if (bundle === undefined || !("output" in bundle)) throw new Error("nothing was built");
  const page = await browser.newPage();
  await page.addScriptTag({ content: `${bundle.output[0].code};globalThis.counterweight = counterweight;` });
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
