import { createHmac } from "node:crypto";
import {
  type AccessRules,
  acceptInvitation,
  invite,
  inviteFirst,
  openInvitation,
  openRules,
  resetRules,
} from "@counterweight/register";
import { SoftwareAuthenticator } from "@counterweight/register/testing";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Answer, openServed, type Served } from "./testing/client.ts";

let served: Served;
beforeAll(async () => {
  served = await openServed({ trustedProxies: ["127.0.0.0/8", "::1"] });
});
afterAll(() => served.end());
afterEach(async () => {
  await served.fixture.register.pool.query("delete from register.access_rules");
  await served.fixture.register.pool.query("update register.account set totp_step = 0");
});

const password = "harbour seven lantern moss";
// Each browser in an address of its own, so that the limit of tries is not what is tested.
let last = 9;
const home = () => `203.0.113.${++last}`;
const closed = [null, null, null, null, null, null, null] as const;

function appCode(base32: string, offset = 0): string {
  const bits = Array.from(base32, (letter) =>
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"),
  ).join("");
  const secret = Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []);
  const counter = Buffer.alloc(8);
  counter.writeUInt32BE(Math.floor(Date.now() / 30_000) + offset, 4);
  const mac = createHmac("sha1", secret).update(counter).digest();
  return String((mac.readUInt32BE((mac[19] as number) & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** A browser: keeps cookies by path as one, and comes from an address that our trusted proxy tells. */
class Browser {
  readonly cookies = new Map<string, string>();
  address: string;
  constructor(address = home()) {
    this.address = address;
  }
  async ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const sent = { cookie, "x-forwarded-for": this.address, ...headers };
    const answer = await served.ask(undefined, method, path, body ?? (method === "GET" ? undefined : {}), sent);
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }
  async password(email: string): Promise<Answer> {
    return this.ask("POST", "/api/sign-in", { email, password });
  }
  async passkey(authenticator: SoftwareAuthenticator, again = ""): Promise<Answer> {
    const { body } = await this.ask("POST", `/api/sign-in/passkey${again}/start`);
    return this.ask("POST", `/api/sign-in/passkey${again}`, authenticator.use(body));
  }
  async enrol(): Promise<SoftwareAuthenticator> {
    const { body } = await this.ask("POST", "/api/passkeys/start");
    const authenticator = new SoftwareAuthenticator(served.server.url);
    const credential = authenticator.make(body);
    const { status } = await this.ask("POST", "/api/passkeys", { name: "phone", credential });
    if (status !== 200) throw new Error(`enrolling: ${status}`);
    return authenticator;
  }
}

let number = 0;
type Person = { email: string; secret: string; browser: Browser };

/** Somebody of the home agency with password and app, signed in at a browser by a one-time link. */
async function person(role: "administrator" | "caseworker"): Promise<Person> {
  const { register, people } = served.fixture;
  const email = `somebody.${++number}@example.org`;
  const { token } = await invite(register, people.home.administrator, { email, name: "Somebody", role });
  const browser = new Browser();
  const { body } = await browser.ask("POST", "/api/invitation", { token });
  const accepted = { token, password, code: appCode(body.secret, -1) };
  expect((await browser.ask("POST", "/api/invitation/accept", accepted)).status).toBe(200);
  return { email, secret: body.secret, browser };
}

const setRules = (browser: Browser, change: Partial<AccessRules>) =>
  browser.ask("POST", "/api/access-rules", { ...openRules, ...change });
const said = ({ status, body }: Answer) => [status, body.error?.code];
const lastRefusal = async () => {
  const { rows } = await served.fixture.register.pool.query<{ entry: string }>(
    "select entry from register.audit where entry::jsonb ->> 'action' = 'access' order by seq desc limit 1",
  );
  return JSON.parse(rows[0]?.entry ?? "{}") as Record<string, unknown>;
};

describe("rules by network", () => {
  test("hold at sign-in and at every request, name the address in the trail, and spare who signs out", async () => {
    const admin = await person("administrator");
    const worker = await person("caseworker");
    expect((await setRules(admin.browser, { networks: ["203.0.113.0/24"] })).status).toBe(200);
    expect((await worker.browser.ask("GET", "/api/cases")).status).toBe(200);
    worker.browser.address = "198.51.100.4";
    for (const path of ["/api/cases", "/api/me"])
      expect(said(await worker.browser.ask("GET", path))).toEqual([403, "access.network"]);
    expect(await lastRefusal()).toMatchObject({ outcome: "refused", note: "network", address: "198.51.100.4" });
    expect((await worker.browser.ask("POST", "/api/sign-out")).status).toBe(200);
    const away = new Browser("198.51.100.4");
    expect(said(await away.password(worker.email))).toEqual([403, "access.network"]);
    // The rules tell nothing to who does not know the password.
    const wrong = await away.ask("POST", "/api/sign-in", { email: worker.email, password: "not this one" });
    expect(said(wrong)).toEqual([401, "sign-in.failed"]);
    const back = new Browser();
    expect((await back.password(worker.email)).status).toBe(200);
    back.address = "198.51.100.4";
    const code = { code: appCode(worker.secret) };
    expect(said(await back.ask("POST", "/api/sign-in/code", code))).toEqual([403, "access.network"]);
  });

  test("hold for passkeys and one-time links too", async () => {
    const admin = await person("administrator");
    const key = await admin.browser.enrol();
    const { register, people } = served.fixture;
    const link = await invite(register, people.home.administrator, {
      email: "link@example.org",
      name: "Link",
      role: "analyst",
    });
    expect((await setRules(admin.browser, { networks: ["203.0.113.0/24"] })).status).toBe(200);
    const away = new Browser("2001:db8::4");
    expect(said(await away.passkey(key))).toEqual([403, "access.network"]);
    expect(said(await away.ask("POST", "/api/invitation", { token: link.token }))).toEqual([403, "access.network"]);
    const accepted = { token: link.token, password, code: "123456" };
    expect(said(await away.ask("POST", "/api/invitation/accept", accepted))).toEqual([403, "access.network"]);
    expect((await new Browser().passkey(key)).status).toBe(200);
  });

  test("another agency's rules and people are untouched", async () => {
    const admin = await person("administrator");
    await setRules(admin.browser, { networks: ["203.0.113.0/24"] });
    expect((await served.ask(served.fixture.people.other.caseworker, "GET", "/api/cases")).status).toBe(200);
    expect((await served.ask(served.fixture.people.home.caseworker, "GET", "/api/cases")).status).toBe(403);
  });
});

describe("the client's address", () => {
  test("is what the trusted proxy adds last, never what the client wrote before it", async () => {
    const admin = await person("administrator");
    await setRules(admin.browser, { networks: ["203.0.113.0/24"] });
    const from = (forwarded: string) =>
      admin.browser.ask("GET", "/api/accounts", undefined, { "x-forwarded-for": forwarded });
    expect((await from("203.0.113.9")).status).toBe(200);
    expect((await from("10.1.1.1, 203.0.113.9")).status).toBe(200);
    expect((await from("10.1.1.1, 203.0.113.9, 127.0.0.1")).status).toBe(200);
    for (const forwarded of ["198.51.100.1", "203.0.113.9, 198.51.100.1", "203.0.113.9, nonsense", "127.0.0.1", ""])
      expect((await from(forwarded)).status, forwarded).toBe(403);
  });

  test("is the connection's own where no proxy is trusted, whatever X-Forwarded-For says", async () => {
    const plain = await openServed();
    try {
      const admin = plain.fixture.people.home.administrator;
      const forged = { "x-forwarded-for": "203.0.113.9" };
      const seen = await plain.ask(admin, "GET", "/api/access-rules", undefined, forged);
      expect(seen.body.you.address).toMatch(/^(127\.0\.0\.1|::1)$/);
      const rules = { ...openRules, networks: ["203.0.113.0/24"] };
      expect(said(await plain.ask(admin, "POST", "/api/access-rules", rules, forged))).toEqual([
        422,
        "access.own-session",
      ]);
      expect(
        (await plain.ask(admin, "POST", "/api/access-rules", { ...rules, networks: ["127.0.0.0/8", "::1"] })).status,
      ).toBe(200);
    } finally {
      await plain.end();
    }
  });
});

describe("rules by hour and length of a session", () => {
  test("an hour that is over ends work at the next request, and nobody comes in", async () => {
    const worker = await person("caseworker");
    const { pool } = served.fixture.register;
    const today = (new Date().getUTCDay() + 6) % 7;
    const tomorrow = closed.map((_, day) => (day === (today + 2) % 7 ? { from: "08:00", to: "09:00" } : null));
    await pool.query("insert into register.access_rules values ($1, $2)", [
      served.fixture.agencies.home,
      JSON.stringify({ ...openRules, hours: tomorrow }),
    ]);
    expect(said(await worker.browser.ask("GET", "/api/cases"))).toEqual([403, "access.hours"]);
    expect(said(await new Browser().password(worker.email))).toEqual([403, "access.hours"]);
    expect(await lastRefusal()).toMatchObject({ note: "hours" });
  });

  test("a session ends after the longest and the idle time the agency chose", async () => {
    const admin = await person("administrator");
    const worker = await person("caseworker");
    const { pool } = served.fixture.register;
    expect((await setRules(admin.browser, { longestHours: 2, idleMinutes: 10 })).status).toBe(200);
    const status = async () => (await worker.browser.ask("GET", "/api/cases")).status;
    await pool.query("update register.session set seen_at = now() - interval '9 minutes'");
    expect(await status()).toBe(200);
    await pool.query("update register.session set seen_at = now() - interval '11 minutes'");
    expect(await status()).toBe(401);
    await pool.query("update register.session set seen_at = now(), created_at = now() - interval '119 minutes'");
    expect(await status()).toBe(200);
    await pool.query("update register.session set created_at = now() - interval '121 minutes'");
    expect(await status()).toBe(401);
  });
});

describe("an agency that asks for passkeys", () => {
  test("cannot be made so by who has none; then a code alone no longer opens, and who has none enrols before anything", async () => {
    const admin = await person("administrator");
    const worker = await person("caseworker");
    expect(said(await setRules(admin.browser, { requirePasskey: true }))).toEqual([422, "access.own-session"]);
    await admin.browser.enrol();
    expect((await setRules(admin.browser, { requirePasskey: true })).status).toBe(200);
    // The caseworker's running session is held to it at once.
    expect(said(await worker.browser.ask("GET", "/api/cases"))).toEqual([403, "access.passkey"]);
    expect(await lastRefusal()).toMatchObject({ note: "passkey" });
    expect((await worker.browser.ask("GET", "/api/me")).body).toMatchObject({ complete: false, lacks: "enrolment" });
    const key = await worker.browser.enrol();
    expect((await worker.browser.ask("GET", "/api/cases")).status).toBe(200);
    const again = new Browser();
    await again.password(worker.email);
    expect(said(await again.ask("POST", "/api/sign-in/code", { code: appCode(worker.secret) }))).toEqual([
      403,
      "access.passkey",
    ]);
    expect((await again.passkey(key, "/again")).status).toBe(200);
    expect((await again.ask("GET", "/api/cases")).status).toBe(200);
    expect((await new Browser().passkey(key)).status).toBe(200);
    const [mine] = (await again.ask("GET", "/api/passkeys")).body;
    expect(said(await again.ask("POST", `/api/passkeys/${mine.id}/remove`))).toEqual([422, "passkey.last"]);
  });
});

describe("a browser not seen before, where the agency asks for a passkey there", () => {
  test("a code alone does not open; a passkey does and makes it known; a session carried elsewhere is dead", async () => {
    const admin = await person("administrator");
    const worker = await person("caseworker");
    const key = await worker.browser.enrol();
    expect((await setRules(admin.browser, { newDevice: "passkey" })).status).toBe(200);
    expect((await worker.browser.ask("GET", "/api/cases")).status).toBe(200);
    const stolen = new Browser();
    stolen.cookies.set("counterweight", worker.browser.cookies.get("counterweight") ?? "");
    expect(said(await stolen.ask("GET", "/api/cases"))).toEqual([403, "access.device"]);
    const fresh = new Browser();
    await fresh.password(worker.email);
    const code = () => ({ code: appCode(worker.secret) });
    expect(said(await fresh.ask("POST", "/api/sign-in/code", code()))).toEqual([403, "access.device"]);
    expect(await lastRefusal()).toMatchObject({ note: "device" });
    expect((await fresh.passkey(key)).status).toBe(200);
    await fresh.ask("POST", "/api/sign-out");
    await served.fixture.register.pool.query("update register.account set totp_step = 0");
    await fresh.password(worker.email);
    expect((await fresh.ask("POST", "/api/sign-in/code", code())).status).toBe(200);
    expect((await fresh.ask("GET", "/api/cases")).status).toBe(200);
  });
});

describe("the administrator", () => {
  test("cannot shut themself out by mistake, and sets rules with a fresh factor only", async () => {
    const admin = await person("administrator");
    const today = (new Date().getUTCDay() + 6) % 7;
    const other = closed.map((_, day) => (day === (today + 3) % 7 ? { from: "00:00", to: "24:00" } : null));
    for (const change of [{ networks: ["198.51.100.0/24"] }, { hours: other }, { requirePasskey: true }]) {
      const { status, body } = await setRules(admin.browser, change);
      expect([status, body.error.code]).toEqual([422, "access.own-session"]);
      expect(body.error.what).toMatch(/^these rules would shut you out at once: /);
    }
    expect((await admin.browser.ask("GET", "/api/access-rules")).body.rules).toEqual(openRules);
    await served.fixture.register.pool.query(
      "update register.session set second_factor_at = now() - interval '16 minutes'",
    );
    expect(said(await setRules(admin.browser, {}))).toEqual([401, "sign-in.fresh"]);
    await served.fixture.register.pool.query("update register.session set second_factor_at = now()");
  });

  test("is let in again by somebody at the machine, which the trail names", async () => {
    const admin = await person("administrator");
    await setRules(admin.browser, { networks: ["203.0.113.0/24"] });
    admin.browser.address = "198.51.100.1";
    expect((await admin.browser.ask("GET", "/api/accounts")).status).toBe(403);
    await resetRules(served.fixture.register, served.fixture.agencies.home, "root");
    expect((await admin.browser.ask("GET", "/api/accounts")).status).toBe(200);
  });

  test("gives a colleague who lost everything a new one-time link; nothing of before opens any more", async () => {
    const admin = await person("administrator");
    const worker = await person("caseworker");
    const key = await worker.browser.enrol();
    const accounts = (await admin.browser.ask("GET", "/api/accounts")).body as {
      id: string;
      email: string;
      passkeys: number;
    }[];
    const found = accounts.find(({ email }) => email === worker.email);
    expect(found?.passkeys).toBe(1);
    const reset = await admin.browser.ask("POST", `/api/accounts/${found?.id}/reset`, { what: "everything" });
    expect(reset.body.passkeys).toBe(1);
    expect((await worker.browser.ask("GET", "/api/cases")).status).toBe(401);
    expect((await new Browser().passkey(key)).status).toBe(401);
    expect((await new Browser().password(worker.email)).status).toBe(401);
    const { register } = served.fixture;
    const { secret } = await openInvitation(register, reset.body.token);
    expect(secret).not.toBe(worker.secret);
    await acceptInvitation(register, reset.body.token, { password, code: appCode(secret, -1) });
    const back = new Browser();
    await back.password(worker.email);
    expect((await back.ask("POST", "/api/sign-in/code", { code: appCode(secret) })).status).toBe(200);
    const own = (await admin.browser.ask("GET", "/api/accounts")).body.find(
      (one: { email: string }) => one.email === admin.email,
    );
    expect(said(await admin.browser.ask("POST", `/api/accounts/${own.id}/reset`, { what: "everything" }))).toEqual([
      422,
      "account.own",
    ]);
  });

  test("a link may not take over the address of a colleague's account", async () => {
    const worker = await person("caseworker");
    const { register, agencies } = served.fixture;
    const token = await inviteFirst(register, agencies.home, "second@localhost");
    const { secret } = await openInvitation(register, token);
    const taken = acceptInvitation(register, token, { password, code: appCode(secret, -1), email: worker.email });
    await expect(taken).rejects.toThrow(/account with this email already/);
  });
});
