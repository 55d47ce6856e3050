import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { openLab } from "../testing/browser.ts";

test("the first view of the first page asks for less than 200 kB, faces included", async () => {
  const lab = await openLab();
  const page = await lab.browser.newPage({ serviceWorkers: "block" });
  const sizes = new Map<string, number>();
  page.on("response", (response) => {
    const weigh = async () => {
      const body = await response.body();
      // Faces are compressed already; a host sends everything else through gzip at least.
      sizes.set(response.url(), response.url().endsWith(".woff2") ? body.length : gzipSync(body).length);
    };
    void weigh();
  });
  await page.goto(lab.address, { waitUntil: "networkidle" });
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  await lab.close();
  expect(total).toBeGreaterThan(50_000);
  expect(total, JSON.stringify([...sizes])).toBeLessThan(200_000);
  const faces = [...sizes].filter(([url]) => url.endsWith(".woff2")).reduce((sum, [, size]) => sum + size, 0);
  expect(faces).toBeLessThan(60_000);
});
