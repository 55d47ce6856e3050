import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import chromium from "@sparticuz/chromium";
import { type Browser, type Page, chromium as playwright } from "playwright-core";
import { expect } from "vitest";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pictures = process.env["COUNTERWEIGHT_PICTURES"];

/** The system's Chromium, or the one npm brings. */
export async function launchBrowser(): Promise<Browser> {
  const system = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((file) =>
    existsSync(file),
  );
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
  return playwright.launch({
    executablePath: system ?? (await chromium.executablePath()),
    args:
      system === undefined
        ? [
            ...chromium.args.filter(
              (flag) => !/^--(headless|single-process|no-zygote|disable-web-security)/.test(flag),
            ),
            ...flags,
          ]
        : flags,
  });
}

/** What must not happen on any page of a register: an error of a script, a request to anywhere else. */
export function watch(page: Page, url: string, wrong: string[]): void {
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (message) => {
    // A refused request is the browser's own line; what matters is what the page makes of it.
    if (message.type() === "error" && !/Failed to load resource/.test(message.text())) wrong.push(message.text());
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) wrong.push(`asked ${request.url()}`);
  });
}

async function axeOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: tool } = globalThis as unknown as {
      axe: { run: (options: unknown) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await tool.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`);
  });
}

/** Axe finds nothing, and at 390 pixels nothing sticks out sideways; a picture of both where somebody wants to look. */
export async function look(page: Page, name: string, whole = false): Promise<void> {
  // A page behind another one draws nothing, and who waits for it may wait for ever.
  await page.bringToFront();
  expect(await axeOf(page), name).toEqual([]);
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `${name} at ${width}`).toBeLessThanOrEqual(
      width,
    );
    if (pictures !== undefined) {
      mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `${name}-${width}.png`), fullPage: whole });
    }
  }
}

/** The same in the dark, and by day again; colours have arrived before they are measured. */
export async function lookBoth(page: Page, name: string): Promise<void> {
  for (const colorScheme of ["dark", "light"] as const) {
    await page.bringToFront();
    await page.emulateMedia({ colorScheme });
    await page.evaluate(async () => {
      const finished = Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
      await Promise.race([finished, new Promise((late) => setTimeout(late, 2000))]);
    });
    await look(page, `${name}-${colorScheme}`, true);
  }
}
