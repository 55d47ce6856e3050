import { openEvidence } from "@counterweight/evidence";
import { readerOf } from "@counterweight/evidence/files";
import { drawRows, readStudy, runStudy } from "@counterweight/policy";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { csv } from "../parts/download.ts";
import { type OpenLab, openLab } from "../testing/browser.ts";

let lab: OpenLab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

const blank = async (room: string, locale = "en"): Promise<Page> => {
  const context = await lab.browser.newContext({ viewport: { width: 1440, height: 900 }, locale });
  const page = await context.newPage();
  await page.goto(`${lab.address}#${room}`);
  await page.waitForSelector("main h1");
  return page;
};
const computed = (page: Page) =>
  page.waitForFunction(
    () => document.querySelector(".policy-results")?.getAttribute("aria-busy") === "false",
    undefined,
    {
      timeout: 60_000,
    },
  );
const numberOf = (page: Page) => page.textContent(".policy-results .big-number .value");
const small = "/policy?v=1&draws=64";

test("the link restores the state, and says what it could not read", async () => {
  const page = await blank(`${small}&region=Africa&levers=tdet:1.5&lang=fr&saved=A~det:1~&name=Écoute`);
  await computed(page);
  expect(await page.getAttribute("html", "lang")).toBe("fr");
  expect(await page.inputValue("select")).toBe("Africa");
  expect(await page.getByRole("slider", { name: "Détection par des gens de confiance" }).getAttribute("value")).toBe(
    "1.5",
  );
  expect(await page.getByLabel("Nom de cette politique").inputValue()).toBe("Écoute");
  expect(await page.textContent(".saved li span")).toBe("A");
  await page.goto(`${lab.address}#/policy?v=1&levers=tdet:99&region=Atlantis&draws=64`);
  await page.waitForSelector(".notice");
  expect(await page.textContent(".notice")).toMatch(/levers.*region|region.*levers/);
  await page.context().close();
});

test("by keyboard alone: to a lever, move it, and the picture and the link follow", async () => {
  const page = await blank(small);
  await computed(page);
  const before = await numberOf(page);
  const picture = await page.getAttribute(".policy-results .median", "d");
  const slider = page.getByRole("slider", { name: "Safe channels" });
  for (let presses = 0; presses < 60; presses++) {
    if (await slider.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press("Tab");
  }
  expect(await slider.evaluate((element) => element === document.activeElement)).toBe(true);
  for (let step = 0; step < 20; step++) await page.keyboard.press("ArrowRight");
  await page.waitForFunction(
    (old) => document.querySelector(".policy-results .big-number .value")?.textContent !== old,
    before,
  );
  await computed(page);
  expect(await numberOf(page)).not.toBe(before);
  expect(await page.getAttribute(".policy-results .median", "d")).not.toBe(picture);
  await page.waitForFunction(() => window.location.hash.includes("safe%3A0.2"));
  await page.context().close();
});

test("a saved policy stays in the link and is compared; the study file says what the link says", async () => {
  const page = await blank(`${small}&levers=tdet:1&name=Hotlines`);
  await computed(page);
  await page.getByRole("button", { name: "Save in the link" }).click();
  await page.waitForFunction(() => window.location.hash.includes("saved=Hotlines"));
  await page.getByText("Of the saved policies").waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Study (JSON)" }).click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  expect(JSON.parse(Buffer.concat(chunks).toString())).toMatchObject({
    kind: "counterweight study",
    draws: 64,
    policies: [{ name: "Hotlines", levers: { tdet: 1 } }],
  });
  await page.context().close();
});

test("every draw in the page has the digits that the command line computes from the study file", async () => {
  const page = await blank(
    "/policy?v=1&draws=256&years=5&region=Africa&structures=S.W&sector=services&levers=rights:0.3,dc:500&name=R",
  );
  await computed(page);
  const text = async (button: string) => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: button }).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString();
  };
  const study = readStudy(await text("Study (JSON)"), "study.json");
  expect(study).toMatchObject({ region: "Africa", years: 5, structures: ["S", "W"] });
  const result = await runStudy(openEvidence(readerOf()), study);
  expect(await text("All draws (CSV)")).toBe(csv(drawRows(result)));
  await page.context().close();
});

test("a number opens its source, and Escape closes it again", async () => {
  const page = await blank("/");
  await page.getByRole("button", { name: /sources: People in exploitation/ }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByText("Quality").first().waitFor();
  expect(await drawer.textContent()).toContain("What is wrong with it");
  expect(await drawer.getByRole("button", { name: "Leave now" }).isVisible()).toBe(true);
  await page.keyboard.press("Escape");
  await drawer.waitFor({ state: "detached" });
  await page.context().close();
});

test("nothing is stored unasked; with the network off after a visit every room still opens", async () => {
  const page = await blank("/");
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    // The copy is complete once the worker is active; it then takes the page over.
    while (navigator.serviceWorker.controller === null) await new Promise((done) => setTimeout(done, 50));
  });
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([0, 0, ""]);
  await page.context().setOffline(true);
  for (const room of ["/", "/industry", small, "/evidence?v=1&q=forced", "/about"]) {
    await page.goto("about:blank");
    await page.goto(`${lab.address}#${room}`);
    await page.waitForSelector("main h1");
    if (room === small) await computed(page);
    expect(await page.locator("[role=alert]").count(), room).toBe(0);
  }
  await page.waitForSelector("text=You are offline");
  await page.context().close();
});

test.each([
  ["the button", async (page: Page) => page.getByRole("button", { name: "Leave now" }).click()],
  [
    "three presses of Shift",
    async (page: Page) => {
      for (let press = 0; press < 3; press++) await page.keyboard.press("Shift");
    },
  ],
])("quick exit by %s: elsewhere at once, and not one step back", async (_name, exit) => {
  const page = await blank("/evidence?v=1&q=forced");
  await page.route("https://www.wikipedia.org/", (route) =>
    route.fulfill({ contentType: "text/html", body: "elsewhere" }),
  );
  await exit(page);
  await page.waitForURL("https://www.wikipedia.org/");
  await page.goBack().catch(() => null);
  expect(page.url()).not.toContain("evidence");
  await page.context().close();
});

test("typing capitals is not leaving", async () => {
  const page = await blank("/evidence");
  await page.focus("input[type=search]");
  for (const letter of ["A", "B", "C", "D"]) await page.keyboard.press(`Shift+${letter}`);
  await page.waitForTimeout(200);
  expect(page.url()).toContain(lab.address);
  await page.context().close();
});

test("a neutral title, kept in the link and nowhere else", async () => {
  const page = await blank("/?v=1&title=neutral");
  expect(await page.title()).toBe("Notes");
  await page.context().close();
});

test("speaks the browser's language where it can", async () => {
  const page = await blank("/", "es-MX");
  expect(await page.textContent("h1")).toContain("Explotar a personas");
  await page.context().close();
});
