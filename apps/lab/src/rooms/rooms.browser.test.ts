import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OpenLab, openLab } from "../testing/browser.ts";
import { stillEnglish, textsOn } from "../testing/english.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** Addresses that show a room in full; others are visited as they stand. */
const inFull: Record<string, string> = {
  "/policy": "/policy?v=1&draws=64&levers=tdet:1,blanket:0.2",
  "/evidence": "/evidence?v=1&q=forced",
  "/leverage": "/leverage?v=1&draws=32",
  "/budget": "/budget?v=1&draws=32",
  "/common-ground": "/common-ground?v=1&draws=16",
  "/count": "/count?v=1&example=korea-3",
};
/** Every room there is, found the way the shell finds them. */
const rooms = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => readFileSync(join(import.meta.dirname, name, "room.ts"), "utf8"))
  .map((text) => /path: "([^"]+)"/.exec(text)?.[1] ?? "/")
  .map((path) => inFull[path] ?? path);

let lab: OpenLab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

/** A blank profile that writes down everything that should not happen. */
async function visit(
  room: string,
  {
    width = 1440,
    theme = "light",
    locale = "en",
    context,
  }: { width?: number; theme?: "light" | "dark"; locale?: string; context?: BrowserContext } = {},
): Promise<{ page: Page; wrong: string[] }> {
  const own =
    context ?? (await lab.browser.newContext({ viewport: { width, height: 844 }, colorScheme: theme, locale }));
  const page = await own.newPage();
  const wrong: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) wrong.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(lab.address) && !/^(data|blob):/.test(request.url()))
      wrong.push(`asked ${request.url()}`);
  });
  await page.goto(`${lab.address}#${room}`);
  await settled(page);
  return { page, wrong };
}

/** The room is there and nothing is being computed any more. */
async function settled(page: Page): Promise<void> {
  await page.waitForSelector("main h1");
  await page.waitForFunction(
    () =>
      document.querySelector("main [aria-busy=true], main progress") === null &&
      !/Loading…|Computing|Cargando…|Calculando…|Chargement…|Calcul en cours…/.test(
        document.querySelector("main")?.textContent ?? "",
      ),
    undefined,
    { timeout: 60_000 },
  );
}

const leave = (page: Page) => page.context().close();

describe.each(rooms)("the room %s", (room) => {
  test.each(["light", "dark"] as const)(
    "%s: axe finds nothing, the console is silent, nobody else is asked",
    async (theme) => {
      const { page, wrong } = await visit(room, { theme });
      await page.evaluate(axe);
      const violations = await page.evaluate(async () => {
        const { axe: tool } = globalThis as unknown as {
          axe: { run: (options: unknown) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        };
        const { violations: found } = await tool.run({
          runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        });
        return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
      });
      expect(violations).toEqual([]);
      expect(wrong).toEqual([]);
      await leave(page);
    },
  );

  test("a phone of 390 pixels shows it without sideways scroll", async () => {
    const { page } = await visit(room, { width: 390 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await leave(page);
  });

  test.each(["es", "fr"] as const)(
    "in %s nothing is left in English that has words there, on a phone too",
    async (locale) => {
      const { page, wrong } = await visit(room, { width: 390, locale });
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(locale);
      await page.evaluate(() => {
        for (const part of document.querySelectorAll("details")) part.open = true;
      });
      await settled(page);
      const texts = await textsOn(page);
      expect(texts.length).toBeGreaterThan(10);
      expect(texts.filter(stillEnglish(locale))).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      expect(wrong).toEqual([]);
      await leave(page);
    },
  );
});
