import { createHash, randomBytes } from "node:crypto";
import { type Caller, createCase } from "@counterweight/register";
import { clinic, type Fixture, openFixture, sampleRecord, shelter } from "@counterweight/register/testing";
import { createLog, type RunningServer, startServer } from "@counterweight/server";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildLab, labFolder } from "../lab/build.ts";
import { launchBrowser, look, watch } from "../testing/browser.ts";

// Two organisations, five people, one case: what each of them sees while it is referred and then handed over.
let fixture: Fixture;
let server: RunningServer;
let browser: Browser;
let caseId: string;
const wrong: string[] = [];
const name = "Amara Okafor";

beforeAll(async () => {
  await buildLab(() => undefined);
  fixture = await openFixture();
  const { register, people } = fixture;
  server = await startServer({ register, log: createLog({ write: () => undefined }), page: labFolder });
  browser = await launchBrowser();
  const record = sampleRecord({ id: "2026-seven" });
  const person = { ...record.person, names: [{ text: name }], primaryLanguage: "Igbo" };
  caseId = (await createCase(register, people.home.caseworker, { ...record, person })).id;
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await fixture?.end();
});

/** Signed in already: how one signs in is another test's matter. */
async function as({ actor }: Caller, locale = "en", colorScheme: "light" | "dark" = "light"): Promise<Page> {
  const token = randomBytes(32).toString("base64url");
  await fixture.register.pool.query(
    `insert into register.session (id, account_id, expires_at, second_factor_at)
     values ($1, $2, now() + interval '1 hour', now())`,
    [createHash("sha256").update(token).digest(), actor.account],
  );
  const context = await browser.newContext({ locale, colorScheme, viewport: { width: 1440, height: 900 } });
  await context.addCookies([{ name: "counterweight", value: token, url: `${server.url}/api`, httpOnly: true }]);
  const page = await context.newPage();
  watch(page, server.url, wrong);
  await page.goto(`${server.url}/#/cases`);
  return page;
}

const press = (page: Page, text: string | RegExp) => page.getByRole("button", { name: text }).click();

test("a referral: nothing goes without consent, one sees exactly what goes, and both sides hold the receipt", async () => {
  const { home, other } = fixture.people;
  const page = await as(home.caseworker);
  await page.locator(".cases-hit").click();
  await page.getByLabel("Is the case open?").selectOption("follow_up");
  await press(page, "Pass this case on");
  await page.getByText("Save or undo your changes first").waitFor();
  await page.getByLabel("Is the case open?").selectOption("active");
  await press(page, "Pass this case on");
  await page.getByRole("heading", { name: "Pass case 2026-seven on" }).waitFor();
  await page.getByRole("button", { name: /leave/i }).first().waitFor();
  // A caseworker refers; handing over is not offered.
  expect(await page.getByText("Hand the case over").count()).toBe(0);
  await page.getByLabel("Which organisation?").selectOption({ label: clinic });
  await page.getByText(`the person has not agreed to be referred to ${clinic}`).waitFor();
  expect(await page.getByRole("button", { name: "Send the request" }).count()).toBe(0);
  await look(page, "refer-without-consent", true);
  await press(page, "Record this answer");
  await page.getByText("On which consent does it rest?").waitFor();
  await page.getByText("Igbo").waitFor();
  await page.getByLabel("What help is asked for?").selectOption("health");
  // From the keyboard: one answer less.
  const language = page.getByRole("checkbox", { name: /Igbo/ });
  await language.focus();
  await page.keyboard.press("Space");
  expect(await language.isChecked()).toBe(false);
  await page.getByText(`4 answers for ${clinic}.`).waitFor();
  await look(page, "refer", true);
  await press(page, "Send the request");
  await page.getByRole("heading", { name: "Receipt of a referral" }).waitFor();
  expect(await page.content()).not.toMatch(/Amara|Igbo/);
  await look(page, "refer-receipt");
  const saved = page.waitForEvent("download");
  await press(page, "Save as a file");
  expect((await saved).suggestedFilename()).toMatch(/^referral-\w{8}\.txt$/);
  await page.emulateMedia({ media: "print" });
  expect(await page.getByRole("button", { name: "Print" }).isVisible()).toBe(false);
  expect(await page.getByText("Answers passed on").isVisible()).toBe(true);
  await page.emulateMedia({ media: "screen" });

  const theirs = await as(other.supervisor, "en", "dark");
  await press(theirs, "Passed on");
  await theirs.getByText("waits for an answer").waitFor();
  await press(theirs, "Accept");
  await theirs.getByText("This was passed on to you.").waitFor();
  expect(await theirs.locator(".cases-passed").textContent()).toMatch(/Woman.*(Safety|safe)/i);
  expect(await theirs.content()).not.toMatch(/Amara|Igbo/);
  await look(theirs, "referral-accepted-dark", true);
  await press(theirs, "The help was given: done");
  await theirs.getByText("done", { exact: true }).waitFor();
  await press(page, "Back to the list");
  await press(page, "Passed on");
  await press(page, "Went out");
  await page.getByText("done", { exact: true }).waitFor();
}, 120_000);

test("a hand-over: offered by consent, decided without a name, taken; the giver keeps the receipt and is told so", async () => {
  const { home, other } = fixture.people;
  // The caseworker has the case open all the while.
  const caseworker = await as(home.caseworker);
  await caseworker.locator(".cases-hit").click();
  await caseworker.getByLabel("Is the case open?").selectOption("closed");

  const page = await as(home.supervisor, "en", "dark");
  await page.locator(".cases-hit").click();
  await press(page, "Pass this case on");
  await page.getByText("What do you want to do?").waitFor();
  await look(page, "pass-on-dark");
  await page.getByRole("radio", { name: /Hand the case over/ }).check();
  await page.getByLabel("Which organisation?").selectOption({ label: clinic });
  await page.getByRole("checkbox", { name: /cannot read the case/ }).check();
  await press(page, "Offer the case");
  await page.getByText(/has not agreed to be handed over to Hill clinic/).waitFor();
  await page.getByLabel("What the person says").selectOption("no");
  await press(page, "Record this answer");
  await page.getByText("Refused").waitFor();
  await press(page, "Offer the case");
  await page.getByText(/does not want to be handed over to Hill clinic/).waitFor();
  await look(page, "hand-over-refused-dark", true);
  await page.getByLabel("What the person says").selectOption("yes");
  await press(page, "Record this answer");
  await expect.poll(() => page.getByRole("button", { name: "Withdraw" }).count()).toBeGreaterThan(1);
  await press(page, "Offer the case");
  await page.getByRole("heading", { name: "Offer to hand a case over" }).waitFor();
  await look(page, "hand-over-offered-dark");

  const theirs = await as(other.supervisor);
  await press(theirs, "Passed on");
  await theirs.getByText("This is all you see before you decide:").waitFor();
  expect(await theirs.locator(".cases-passed").textContent()).toMatch(/Igbo/);
  expect(await theirs.content()).not.toMatch(/Amara|2026-seven|0100/);
  await look(theirs, "hand-over-inbox", true);
  await press(theirs, "Take the case over");
  await theirs.getByText("handed over", { exact: true }).waitFor();
  await press(theirs, "Back to the list");
  await theirs.getByLabel("Search by name or number").fill("okafor");
  await theirs.getByText("One case").waitFor();
  await theirs.locator(".cases-hit").click();
  await theirs.getByRole("heading", { name: "Case 2026-seven" }).waitFor();

  // The edit in flight is refused in one sentence, and nothing was lost on the screen.
  await press(caseworker, "Save");
  await caseworker
    .getByText(
      /the case was handed over to Hill clinic on \d{4}-\d\d-\d\d \(receipt [\dA-F-]+\); it can no longer be read or changed here/,
    )
    .waitFor();
  await look(caseworker, "handed-over-while-editing");
  await press(page, "Back to the list");
  await page.getByText("No case found").waitFor();
  await press(page, "Passed on");
  await press(page, "Went out");
  await page.getByText("handed over", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Receipt" }).last().click();
  await page.getByRole("heading", { name: "Receipt: a case was handed over" }).waitFor();
  expect(await page.content()).not.toContain("Amara");
  await look(page, "hand-over-receipt-dark", true);
}, 120_000);

test("a colleague, a legal basis, and the same screens in Spanish and French", async () => {
  const { home } = fixture.people;
  const { register } = fixture;
  await createCase(register, home.caseworker, sampleRecord({ id: "2026-eight", consents: [] }));
  const supervisor = await as(home.supervisor);
  await supervisor.locator(".cases-hit").first().click();
  await press(supervisor, "Pass this case on");
  await supervisor.getByRole("radio", { name: /Give it to a colleague/ }).check();
  await supervisor.getByLabel("Who takes the case?").selectOption({ label: "caseworker mate · Caseworker · one" });
  await press(supervisor, "Give the case");
  await supervisor.getByRole("heading", { name: /given to a colleague/ }).waitFor();
  await look(supervisor, "assign-receipt");

  const officer = await as(home["protection-officer"]);
  await officer.locator(".cases-hit").first().click();
  await press(officer, "Pass this case on");
  await officer.getByLabel("Which organisation?").selectOption({ label: clinic });
  await officer.getByRole("radio", { name: /court/ }).check();
  await officer.getByRole("checkbox", { name: /cannot read the case/ }).check();
  await look(officer, "hand-over-legal-basis", true);
  await press(officer, "Offer the case");
  await officer.getByText("A court's order").waitFor();

  for (const [locale, button, heading] of [
    ["es", "Derivar o traspasar", "Traspasar el caso"],
    ["fr", "Orienter ou transmettre", "Transmettre le dossier"],
  ] as const) {
    const page = await as(home.supervisor, locale);
    await page.locator(".cases-hit").first().click();
    await press(page, button);
    await page.getByRole("radio", { name: new RegExp(heading) }).check();
    await page.getByRole("heading", { name: heading, level: 2 }).waitFor();
    expect(await page.locator("main").textContent()).not.toMatch(/cases\.[a-z]/);
    await look(page, `hand-over-${locale}`, true);
  }
  expect(wrong).toEqual([]);
  expect([shelter, caseId]).toEqual(["Harbour shelter", expect.any(String)]);
}, 120_000);
