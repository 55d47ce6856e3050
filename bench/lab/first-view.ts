import { gzipSync } from "node:zlib";
import type { OpenLab } from "../../apps/lab/src/testing/browser.ts";

/** Bytes, first paint and load of the first page, from a blank profile. */
export async function firstView(lab: OpenLab): Promise<void> {
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
