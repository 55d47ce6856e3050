import { openEvidence } from "@counterweight/evidence";
import { readerOf } from "@counterweight/evidence/files";
import { runStudy, usualStudy } from "@counterweight/policy";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenLab, openLab } from "../../testing/browser.ts";
import { heldBy } from "../../testing/memory.ts";

type Order = { readonly accuracy: string; readonly size: number };
type Watched = Window & { orders: Order[]; shown: string[] };

let lab: OpenLab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

/** The policy room, settled, with every order to a worker and every change of the picture written down. */
async function watched(draws: number): Promise<Page> {
  const context = await lab.browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en" });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const watch = window as unknown as Watched;
    watch.orders = [];
    watch.shown = [];
    // oxlint-disable-next-line typescript/unbound-method -- called with its own worker below
    const send: (this: Worker, message: unknown, transfer: Transferable[]) => void = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function post(message: unknown, ...rest: unknown[]) {
      const { task, input } = message as {
        task?: string;
        input?: { accuracy: string; policy: { levers: { safe?: number } } };
      };
      if (task === "block" && input)
        watch.orders.push({ accuracy: input.accuracy, size: input.policy.levers.safe ?? 0 });
      send.call(this, message, ...(rest as [Transferable[]]));
    };
  });
  await page.goto(`${lab.address}#/policy?v=1&draws=${draws}&levers=safe:0.3`);
  await settledAt(page, 0.3);
  await page.evaluate(() => {
    const watch = window as unknown as Watched;
    const results = document.querySelector<HTMLElement>(".policy-results");
    watch.orders.length = 0;
    new MutationObserver(() => watch.shown.push(`${results?.dataset["shown"]} ${results?.dataset["settled"]}`)).observe(
      results as HTMLElement,
      { attributes: true, attributeFilter: ["data-shown", "data-settled"] },
    );
  });
  return page;
}
const settledAt = (page: Page, size: number) =>
  page.waitForSelector(`.policy-results[data-shown='safe:${size}'][data-settled='true'][aria-busy='false']`, {
    state: "attached",
    timeout: 60_000,
  });

/** Sets the lever to each size in turn; `every` milliseconds apart, or as soon as each is shown, settled or not. */
const move = (page: Page, sizes: readonly number[], every: number | "shown") =>
  page.evaluate(
    async ([all, pause]) => {
      const input = [...document.querySelectorAll<HTMLInputElement>("input[type=range]")].find((one) =>
        one.closest(".lever")?.textContent?.startsWith("Safe channels"),
      );
      const turn = (wait: number) => new Promise((done) => setTimeout(done, wait));
      for (const size of all as number[]) {
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(input, String(size));
        input?.dispatchEvent(new Event("input", { bubbles: true }));
        input?.dispatchEvent(new Event("change", { bubbles: true }));
        if (pause !== "shown") await turn(pause);
        else while (!document.querySelector(`.policy-results[data-shown='safe:${size}']`)) await turn(0);
      }
    },
    [sizes, every] as const,
  );
const written = (page: Page) =>
  page.evaluate(() => {
    const { orders, shown } = window as unknown as Watched;
    return { orders, shown };
  });

test("newest wins, quick or settled: what is stale is never shown and what was not begun never begins", async () => {
  const page = await watched(1024);
  const sizes = [0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1, 0.11, 0.12];
  await move(page, sizes, 2);
  await settledAt(page, 0.12);
  const burst = await written(page);
  const order = burst.shown.map((one) => sizes.indexOf(Number(/safe:(\S+)/.exec(one)?.[1])));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  const of = (orders: readonly Order[], size: number, accuracy: string) =>
    orders.filter((one) => one.size === size && one.accuracy === accuracy).length;
  const blocks = 24;
  expect(of(burst.orders, 0.12, "quick")).toBe(blocks);
  // Twelve inputs in about 30 ms: of each stale one a few blocks were begun at most.
  const stale = sizes.slice(0, -1).reduce((sum, size) => sum + of(burst.orders, size, "quick"), 0);
  expect(stale).toBeLessThan(blocks * 4);
  expect(sizes.slice(0, -1).reduce((sum, size) => sum + of(burst.orders, size, "settled"), 0)).toBeLessThan(blocks);

  // Each picture as soon as it is drawn is followed by a newer input: the settling of the older one is called off.
  await page.evaluate(() => ((window as unknown as Watched).orders.length = 0));
  await move(page, [0.41, 0.42, 0.43, 0.44, 0.45], "shown");
  await settledAt(page, 0.45);
  const { orders } = await written(page);
  const finished = of(orders, 0.45, "settled");
  expect(finished).toBeGreaterThan(4);
  for (const size of [0.41, 0.42, 0.43, 0.44]) {
    expect(of(orders, size, "quick")).toBe(blocks);
    expect(of(orders, size, "settled")).toBeLessThan(finished);
  }
  await page.context().close();
});

test("quick figures say so, settled ones have the digits of the study; what is taken away waits for them", async () => {
  const page = await watched(1024);
  const quick = page.getByText("Quick figures; settling");
  await page.evaluate(() => {
    const said = window as unknown as { said: string[] };
    said.said = [];
    const line = document.querySelector(".accuracy") as HTMLElement;
    new MutationObserver(() => said.said.push(line.textContent ?? "")).observe(line, {
      characterData: true,
      subtree: true,
      childList: true,
    });
  });
  const download = page.waitForEvent("download");
  await move(page, [0.5], "shown");
  await page.evaluate(() => {
    const button = [...document.querySelectorAll<HTMLButtonElement>(".figure button")].find(
      (one) => one.textContent === "CSV",
    );
    button?.click();
  });
  const chunks: Buffer[] = [];
  for await (const chunk of await (await download).createReadStream()) chunks.push(chunk as Buffer);
  await settledAt(page, 0.5);
  expect(await quick.count()).toBe(0);
  const said = await page.evaluate(() => (window as unknown as { said: string[] }).said);
  expect(said[0]).toContain("Quick figures");
  expect(said.at(-1)).toContain("Settled figures");
  const study = { ...usualStudy, policies: [{ name: "safe", levers: { safe: 0.5 } }] };
  const result = await runStudy(openEvidence(readerOf()), study);
  const wanted = result.parts
    .filter(({ policy }) => policy === 0)
    .flatMap(({ structure, courses: { people } }) =>
      [...people.p50.keys()].map((year) =>
        [
          structure,
          year,
          ...[people.p5, people.p25, people.p50, people.p75, people.p95].map((band) => band[year]),
        ].join(","),
      ),
    );
  const lines = Buffer.concat(chunks).toString().trim().split("\r\n").slice(1);
  expect(lines.map((line) => line.split(",").slice(0, 7).join(","))).toEqual(wanted);
  await page.context().close();
});

test("memory stays flat: a hundred and fifty moves hold no more than thirty", async () => {
  const page = await watched(64);
  const sizes = (count: number) =>
    Array.from({ length: count }, (_, index) => Number((0.01 * (((index * 7) % 50) + 1)).toFixed(2)));
  await move(page, sizes(30), "shown");
  await settledAt(page, sizes(30).at(-1) as number);
  await page.evaluate(() => ((window as unknown as Watched).orders.length = 0));
  const before = await heldBy(page);
  await move(page, sizes(120), "shown");
  await settledAt(page, sizes(120).at(-1) as number);
  const after = await heldBy(page);
  expect(before.workers).toHaveLength(2);
  // A kept answer of 64 draws is a tenth of a megabyte: a hundred and twenty of them are fourteen.
  const mega = 1e6;
  expect((after.page - before.page) / mega).toBeLessThan(1.5);
  expect((after.pageBuffers - before.pageBuffers) / mega).toBeLessThan(1.5);
  after.workers.forEach(({ heap, buffers }, index) => {
    expect((heap - (before.workers[index]?.heap ?? 0)) / mega).toBeLessThan(1.5);
    expect((buffers - (before.workers[index]?.buffers ?? 0)) / mega).toBeLessThan(1.5);
  });
  await page.context().close();
});
