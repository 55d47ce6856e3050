import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lookBoth as look } from "../testing/browser.ts";
import { appCode, type ServedRoom, serveRoom } from "../testing/room.ts";
import { run } from "../testing/terminal.ts";

// Passkeys as people meet them: the page, Chromium's own virtual authenticator, the real server.
let room: ServedRoom;
beforeAll(async () => {
  room = await serveRoom();
}, 180_000);
afterAll(() => room.end());

const password = "harbour seven lantern moss";

/** A phone with a fingerprint reader, inside this browser. */
async function withAuthenticator(page: Page) {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send("WebAuthn.enable");
  const { authenticatorId } = await devTools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    keys: async () => (await devTools.send("WebAuthn.getCredentials", { authenticatorId })).credentials,
    verifies: (isUserVerified: boolean) =>
      devTools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
  };
}

async function enter(address: string, name: string): Promise<{ page: Page; secret: string }> {
  const page = await room.open(address);
  const secret = (await page.locator(".cases-secret").textContent()) ?? "";
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Email").fill(`${name.toLowerCase()}@example.org`);
  await page.getByLabel(/New password/).fill(password);
  await page.getByLabel(/Six digits/).fill(appCode(secret, -1));
  await page.getByRole("button", { name: "Finish and sign in" }).click();
  return { page, secret };
}

const signOut = async (page: Page) => {
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in to the register" }).waitFor();
};

test("an administrator adds a passkey, comes in with it alone, requires it of everybody, and a colleague adds theirs first", async () => {
  const { page } = await enter(room.link, "Ada");
  const authenticator = await withAuthenticator(page);
  await page.getByRole("heading", { name: "Accounts" }).waitFor();

  // Enrol.
  await page.getByRole("button", { name: "Your sign-in" }).click();
  await page.getByText("You have no passkey yet.").waitFor();
  await page.getByLabel(/Name it after the device/).fill("work phone");
  await page.getByRole("button", { name: "Add it" }).click();
  await page.getByRole("button", { name: "Remove work phone" }).waitFor();
  const [key] = await authenticator.keys();
  expect(key).toMatchObject({ rpId: "localhost", isResidentCredential: true });
  await look(page, "own-sign-in");
  await page.getByRole("button", { name: "Add it" }).isEnabled();

  // The same device a second time is refused by the browser itself.
  await page.getByLabel(/Name it after the device/).fill("again");
  await page.getByRole("button", { name: "Add it" }).click();
  await page.getByText("already holds a passkey of yours").waitFor();
  await page.getByLabel("Name of work phone").fill("old phone");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Remove old phone" }).waitFor();
  await page.getByRole("button", { name: "Back" }).click();
  await signOut(page);
  await look(page, "sign-in-passkey");

  // Not unlocked: the browser gives nothing, and the page says so. Unlocked: in, without password and code.
  await authenticator.verifies(false);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByText("The passkey was not given").waitFor();
  await authenticator.verifies(true);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByRole("heading", { name: "Accounts" }).waitFor();
  expect((await authenticator.keys())[0]?.signCount).toBeGreaterThan(key?.signCount ?? 0);

  // A colleague, by a link; then the agency asks for passkeys.
  await page.getByLabel("Name", { exact: true }).fill("Carla");
  await page.getByLabel("Email").fill("carla@example.org");
  await page.getByLabel("Role").selectOption("caseworker");
  await page.getByRole("button", { name: "Make a one-time link" }).click();
  const shown = page.locator("[role=status] .cases-link");
  await expect.poll(() => shown.textContent()).toMatch(/welcome=/);
  const colleague = await enter((await shown.textContent()) ?? "", "Carla");
  await colleague.page.getByRole("button", { name: "Record a case" }).waitFor();

  await page.getByLabel("Everybody needs a passkey").check();
  await page.getByLabel(/Only from these networks/).fill("198.51.100.0/24");
  await page.getByRole("button", { name: "Save these rules" }).click();
  await page.getByText(/Your own address is in none of these networks. These rules would shut you out/).waitFor();
  await page.getByLabel(/Only from these networks/).fill("127.0.0.0/8\n::1");
  await page.getByLabel("Only at these hours").check();
  for (const day of ["Saturday", "Sunday"]) await page.getByLabel(day, { exact: true }).check();
  for (const field of await page.getByLabel(/: (from|to)$/).all()) await field.fill("00:00");
  await look(page, "access-rules");
  await page.getByRole("button", { name: "Save these rules" }).click();
  await page.getByText("Saved.").first().waitFor();

  // The colleague's session is held to it at once: first a passkey of their own, then work.
  const second = await withAuthenticator(colleague.page);
  await colleague.page.reload();
  await colleague.page.getByText("you have none yet").waitFor();
  await look(colleague.page, "first-passkey");
  await colleague.page.getByLabel(/Name it after the device/).fill("laptop");
  await colleague.page.getByRole("button", { name: "Add it" }).click();
  await colleague.page.getByRole("button", { name: "Record a case" }).waitFor();
  await signOut(colleague.page);

  // Password first, then the passkey as second factor: the code alone is no longer enough.
  await colleague.page.getByLabel("Email").fill("carla@example.org");
  await colleague.page.getByLabel("Password").fill(password);
  await colleague.page.getByRole("button", { name: "Continue" }).click();
  await look(colleague.page, "second-factor");
  await colleague.page.getByLabel(/Six digits/).fill(appCode(colleague.secret));
  await colleague.page.getByRole("button", { name: "Confirm" }).click();
  await colleague.page.getByText("Your organisation asks for a passkey.").waitFor();
  await colleague.page.getByRole("button", { name: "Use your passkey" }).click();
  await colleague.page.getByRole("button", { name: "Record a case" }).waitFor();
  expect(await second.keys()).toHaveLength(1);

  // A lost key: the administrator takes it away; the session is over.
  await page.reload();
  await page.getByText("one passkey").first().waitFor();
  await page.getByText("Lost phone or key?").click();
  await look(page, "accounts-passkeys");
  await page.getByRole("button", { name: "Remove the passkeys" }).click();
  await page.getByText("no passkey").waitFor();
  await colleague.page.reload();
  await colleague.page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await colleague.page.getByText("The passkey was not accepted.").waitFor();

  // Rules nobody meets are lifted at the machine, while the register is served.
  expect((await run(["access", "show", "--data", room.folder])).output).toContain('"requirePasskey": true');
  expect((await run(["access", "reset", "--data", room.folder])).code).toBe(0);
  await page.reload();
  await page.getByLabel("Everybody needs a passkey").waitFor();
  expect(await page.getByLabel("Everybody needs a passkey").isChecked()).toBe(false);

  // At the machine's number there are no passkeys; the page says where there are.
  const numbered = await room.open(`${room.url.replace("localhost", "127.0.0.1")}/#/cases`);
  await numbered.getByRole("link", { name: /localhost/ }).waitFor();
  expect(room.wrong).toEqual([]);
}, 180_000);
