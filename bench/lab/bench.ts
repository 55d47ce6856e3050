import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { openLab } from "../../apps/lab/src/testing/browser.ts";

// The page as a person meets it: bytes and paint of the first view, then 200 moves of one lever in headless Chromium, each
// timed from the event to the new picture in the document (1,024 draws, three structures, all sectors, 30 years).
const moves = 200;
const lab = await openLab();

async function firstView(): Promise<void> {
  const context = await lab.browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: "en",
    serviceWorkers: "block",
  });
  const page = await context.newPage();
  let bytes = 0;
  page.on("response", (response) => {
    const weigh = async () => {
      const body = await response.body();
      bytes += response.url().endsWith(".woff2") ? body.length : gzipSync(body).length;
    };
    void weigh().catch(() => undefined);
  });
  await page.goto(lab.address, { waitUntil: "networkidle" });
  const paint = await page.evaluate(
    () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
  );
  const main = await page.evaluate(() => performance.getEntriesByType("navigation")[0]?.duration ?? Number.NaN);
  console.log(
    `first page: ${(bytes / 1000).toFixed(0)} kB compressed (budget 200), first contentful paint ${paint.toFixed(0)} ms, loaded ${main.toFixed(0)} ms`,
  );
  await context.close();
}

/** Moves the lever by its own range input and waits in the page until the picture is that of the new size. */
function move(page: Page, value: number): Promise<number> {
  return page.evaluate(async (size) => {
    const input = [...document.querySelectorAll<HTMLInputElement>("input[type=range]")].find((one) =>
      one.closest(".lever")?.textContent?.startsWith("Safe channels"),
    );
    if (input === undefined) throw new Error("the lever is not there");
    const results = document.querySelector<HTMLElement>(".policy-results");
    const wanted = size === 0 ? "" : `safe:${size}`;
    const started = performance.now();
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(input, String(size));
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
    while (results?.dataset["shown"] !== wanted) {
      if (performance.now() - started > 30_000) throw new Error(`still ${results?.dataset["shown"]}, not ${wanted}`);
      await new Promise((turn) => setTimeout(turn, 0));
    }
    return performance.now() - started;
  }, value);
}

async function leverMoves(draws: number): Promise<void> {
  const context = await lab.browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en" });
  const page = await context.newPage();
  await page.goto(`${lab.address}#/policy?v=1&draws=${draws}&levers=safe:0.3`);
  await page.waitForSelector(".policy-results[data-shown='safe:0.3']", { timeout: 120_000 });
  const heap = () =>
    page.evaluate(
      () => (performance as unknown as { memory?: { usedJSHeapSize: number } }).memory?.usedJSHeapSize ?? 0,
    );
  for (let warm = 0; warm < 10; warm++) await move(page, Number((0.01 * (warm + 1)).toFixed(2)));
  const before = await heap();
  const times: number[] = [];
  for (let index = 0; index < moves; index++)
    times.push(await move(page, Number((0.01 * ((index * 7) % 50)).toFixed(2))));
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.min(moves - 1, Math.floor(share * moves))] ?? Number.NaN).toFixed(0);
  console.log(
    `${draws} draws x 3 structures x 5 sectors x 30 years, ${moves} moves: median ${at(0.5)} ms, 95% ${at(0.95)} ms (wanted 100), longest ${at(1)} ms; page memory ${((await heap()) / 1e6).toFixed(0)} MB after, ${(before / 1e6).toFixed(0)} MB before`,
  );
  await context.close();
}

await firstView();
for (const draws of [256, 1024]) await leverMoves(draws);
await lab.close();
