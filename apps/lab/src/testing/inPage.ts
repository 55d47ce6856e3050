import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { build } from "vite";

/** A blank page in which what a file of this folder exports stands as `counterweight`. */
export async function pageWith(browser: Browser, file: string): Promise<Page> {
  const made = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      target: "es2022",
      lib: { entry: join(import.meta.dirname, file), formats: ["iife"], name: "counterweight" },
    },
  });
  const [bundle] = Array.isArray(made) ? made : [made];
  if (bundle === undefined || !("output" in bundle)) throw new Error("nothing was built");
  const page = await browser.newPage();
  await page.addScriptTag({ content: `${bundle.output[0].code};globalThis.counterweight = counterweight;` });
  return page;
}
