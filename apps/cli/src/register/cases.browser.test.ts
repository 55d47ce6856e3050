import { type ChildProcess, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser, look, watch } from "../testing/browser.ts";

// The register as a caseworker meets it: the real command, its own PostgreSQL, a real browser.
const folder = mkdtempSync(join(tmpdir(), "room-"));
let server: ChildProcess;
let link = "";
let url = "";
let browser: Browser;

beforeAll(async () => {
  server = spawn(
    process.execPath,
    [join(import.meta.dirname, "..", "main.ts"), "serve", "--data", folder, "--port", "0"],
    {
      stdio: ["ignore", "pipe", "ignore"],
    },
  );
  await new Promise<void>((done) => {
    createInterface(server.stdout as NodeJS.ReadableStream).on("line", (line) => {
      [, url = url] = /^The register: (.*)\/#\/cases/.exec(line) ?? [];
      const found = /once, within 48 hours: (\S+)/.exec(line)?.[1];
      if (found !== undefined) {
        link = found;
        done();
      }
    });
    server.once("close", () => done());
  });
  browser = await launchBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  server.kill("SIGINT");
  await new Promise((done) => server.once("close", done));
  rmSync(folder, { recursive: true, force: true });
});

function code(base32: string, offset = 0): string {
  const bits = Array.from(base32.replaceAll(/\s/g, ""), (letter) =>
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"),
  ).join("");
  const secret = Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []);
  const counter = Buffer.alloc(8);
  counter.writeUInt32BE(Math.floor(Date.now() / 30_000) + offset, 4);
  const mac = createHmac("sha1", secret).update(counter).digest();
  return String((mac.readUInt32BE((mac[19] as number) & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

const password = "harbour seven lantern moss";
const wrong: string[] = [];

async function open(address: string): Promise<Page> {
  const page = await (await browser.newContext({ locale: "en", viewport: { width: 1440, height: 900 } })).newPage();
  watch(page, url, wrong);
  await page.goto(address);
  return page;
}

/** Comes in by a one-time link. */
async function enter(address: string, name: string, email: string): Promise<{ page: Page; secret: string }> {
  const page = await open(address);
  const secret = (await page.locator(".cases-secret").textContent()) ?? "";
  await expect.poll(() => page.url()).not.toContain("welcome");
  await look(page, `welcome-${name}`);
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel(/New password/).fill(password);
  await page.getByLabel(/Six digits/).fill(code(secret, -1));
  await page.getByRole("button", { name: "Finish and sign in" }).click();
  return { page, secret };
}

async function inviteAs(page: Page, name: string, role: string): Promise<string> {
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Email").fill(`${name.toLowerCase()}@example.org`);
  await page.getByLabel("Role").selectOption(role);
  await page.getByLabel(/Team/).fill("one");
  await page.getByRole("button", { name: "Make a one-time link" }).click();
  await page.getByText(name).first().waitFor();
  const shown = page.locator("[role=status] .cases-link");
  await expect.poll(async () => shown.textContent()).toMatch(/welcome=/);
  return (await shown.textContent()) ?? "";
}

test("a caseworker records a person with one name, no birth date, two citizenships and no wish for the police", async () => {
  const admin = await enter(link, "Ada", "ada@example.org");
  await admin.page.getByRole("heading", { name: "Accounts" }).waitFor();
  const caseworkerLink = await inviteAs(admin.page, "Carla", "caseworker");
  await look(admin.page, "accounts");
  await admin.page.reload();
  const supervisorLink = await inviteAs(admin.page, "Sara", "supervisor");

  const { page } = await enter(caseworkerLink, "Carla", "carla@example.org");
  await page.getByRole("button", { name: "Record a case" }).click();
  await page.getByLabel("What is the person called? One name is enough.").fill("Amara");
  const citizenships = page.getByRole("group", { name: /Which citizenships/ }).getByRole("combobox");
  await citizenships.selectOption("NG");
  await citizenships.selectOption("GH");
  await page.getByRole("group", { name: "What does the person want?" }).getByRole("combobox").selectOption("no_police");
  await page
    .getByRole("group", { name: /Who must never be contacted/ })
    .getByRole("combobox")
    .selectOption("police");
  await page.getByText("Act: recruited").click();
  await page.getByLabel(/^Was the person recruited/).selectOption("true");
  await page.getByLabel("Who says so?").fill("the person");
  await page.getByText("insufficient information").waitFor();
  await look(page, "form");

  // A draft, a reload, and everything is there again for who knows the passphrase.
  await page.getByText("Keep a draft on this device").click();
  await page.getByLabel("Passphrase").fill("river stone path");
  await page.getByRole("button", { name: /^Keep it/ }).click();
  await page.getByText("A locked draft is kept").waitFor();
  await expect.poll(() => page.evaluate(() => localStorage.getItem("counterweight.cases.draft"))).not.toBeNull();
  expect(await page.evaluate(() => Object.values(localStorage).join())).not.toContain("Amara");
  await page.reload();
  await page.getByLabel("Passphrase").fill("not this one");
  await page.getByRole("button", { name: "Resume" }).click();
  await page.getByText("does not open it").waitFor();
  await page.getByLabel("Passphrase").fill("river stone path");
  await page.getByRole("button", { name: "Resume" }).click();
  expect(await page.getByLabel("What is the person called? One name is enough.").inputValue()).toBe("Amara");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();

  // Consent, given and withdrawn.
  await page.getByRole("button", { name: "Record this answer" }).click();
  await page.getByRole("button", { name: "Withdraw" }).click();
  await page.getByText(/Withdrawn on/).waitFor();
  await look(page, "saved");

  // The supervisor changes the status meanwhile; the caseworker sees both answers and decides.
  await page.getByRole("button", { name: "Back to the list" }).click();
  await page.getByLabel("Search by name or number").fill("amara");
  await page.getByText("One case").waitFor();
  await look(page, "list");
  await page.locator(".cases-hit").click();
  await page.getByText("Names and contacts are hidden.").waitFor();
  expect(await page.content()).not.toContain("Amara");

  const supervisor = (await enter(supervisorLink, "Sara", "sara@example.org")).page;
  await supervisor.locator(".cases-hit").click();
  await supervisor.getByLabel("Is the case open?").selectOption("closed");
  await supervisor.getByRole("button", { name: "Save" }).click();
  await supervisor.getByText("Saved.").waitFor();

  await page.getByLabel("Is the case open?").selectOption("follow_up");
  await page.getByLabel("How does the person describe their gender?").selectOption("woman");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Somebody else changed the same fields").waitFor();
  await page.getByText(/Sara, /).waitFor();
  await look(page, "conflict");
  await page.getByRole("radio", { name: /Sara/ }).check();
  await page.getByRole("button", { name: "Save these decisions" }).click();
  await page.getByText("Saved.").waitFor();
  await expect.poll(() => page.getByLabel("Is the case open?").inputValue()).toBe("closed");
  await page.getByRole("button", { name: "Show them (it is noted)" }).click();
  await expect.poll(() => page.getByLabel("What is the person called? One name is enough.").inputValue()).toBe("Amara");
  expect(await page.getByLabel("How does the person describe their gender?").inputValue()).toBe("woman");

  // Leaving in a hurry ends the session.
  await page.route("https://www.wikipedia.org/**", (route) =>
    route.fulfill({ body: "elsewhere", contentType: "text/plain" }),
  );
  const ended = page.waitForRequest(/sign-out/);
  await page.getByRole("button", { name: /leave/i }).first().click();
  await ended;
  await page.goto(`${url}/#/cases`);
  await page.getByRole("heading", { name: "Sign in to the register" }).waitFor();
  await look(page, "sign-in");
  expect(wrong.filter((line) => !line.includes("wikipedia"))).toEqual([]);
}, 180_000);
