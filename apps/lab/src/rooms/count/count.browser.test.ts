import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import AxeSource from "axe-core";
import type { Browser, Page } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser, serveFolder } from "../../testing/browser.ts";

let browser: Browser;
let site: Awaited<ReturnType<typeof serveFolder>>;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  const outDir = mkdtempSync(join(tmpdir(), "lab-count-"));
  await build({
    configFile: join(import.meta.dirname, "../../../vite.config.ts"),
    logLevel: "error",
    build: { outDir, emptyOutDir: true },
  });
  site = await serveFolder(outDir);
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

test("the UK 2013 table: verdict, what can and cannot be said, every method, without blocking the page", async () => {
  await page.goto(`${site.address}#/count`);
  // Frames go on being drawn while the workers count.
  const longest = page.evaluate(
    () =>
      new Promise<number>((done) => {
        let last = performance.now();
        let most = 0;
        const step = (now: number) => {
          most = Math.max(most, now - last);
          last = now;
          if (document.querySelector(".count-said")) done(most);
          else requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      }),
  );
  await page.getByRole("heading", { name: "What can be said" }).waitFor({ timeout: 120_000 });
  expect(await longest).toBeLessThan(1500);
  const text = await page.locator("main").innerText();
  for (const words of [
    "An estimate is possible, with care",
    "2,744 people were seen on at least one of 5 lists",
    "LA and GP",
    "What cannot be said",
    "11,000 to 25,000",
    "Latent classes",
    "Chao",
  ])
    expect(text).toContain(words);
  expect(errors).toEqual([]);
}, 180_000);

test("the odds-ratio slider answers at once", async () => {
  const slider = page.getByRole("slider");
  await slider.focus();
  for (let press = 0; press < 4; press++) await page.keyboard.press("ArrowRight");
  expect(await page.locator(".count-slider output").innerText()).toBe("2 times the assumed odds: 20,000 people");
});

test("nothing for axe to complain about", async () => {
  await page.addScriptTag({ content: AxeSource.source }).catch(async () => page.evaluate(AxeSource.source));
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run: (place: Element) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    return (await axe.run(document.querySelector("main") ?? document.body)).violations.map(
      ({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`,
    );
  });
  expect(found).toEqual([]);
});

test("a file of two lists that share nobody is refused in the page, and a workbook's bytes never leave it", async () => {
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "mine.csv", mimeType: "text/csv", buffer: Buffer.from("A,B,count\n1,0,30\n0,1,20\n") });
  await page.getByRole("heading", { name: "No estimate can be given" }).waitFor();
  expect(await page.locator("main").innerText()).toContain("A and B have nobody in common");
  expect(requests.every((url) => url.startsWith(site.address))).toBe(true);
});

test("a broken file is explained in one sentence, and the report can be saved", async () => {
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "bad.csv", mimeType: "text/csv", buffer: Buffer.from("A,B,count\n1,0,-3\n") });
  await page.getByRole("alert").waitFor();
  expect(await page.getByRole("alert").innerText()).toContain("bad.csv, line 2: the count is -3");
  await page.locator("input[type=file]").setInputFiles({
    name: "good.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("A,B,count\n1,0,40\n0,1,30\n1,1,10\n"),
  });
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "Report to publish (HTML)" }).click();
  const path = await (await waiting).path();
  expect(readFileSync(path, "utf8")).toContain("What must be true, and is it plausible here?");
}, 120_000);
