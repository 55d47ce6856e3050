import { createHmac } from "node:crypto";
import { createAgency, inviteFirst } from "@counterweight/register";
import { sampleRecord } from "@counterweight/register/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLog } from "./log.ts";
import { startServer } from "./serve.ts";
import { openServed, type Served } from "./testing/client.ts";

let served: Served;
beforeAll(async () => {
  served = await openServed();
});
afterAll(() => served.end());

const cookieOf = (headers: Headers) => /counterweight=([^;]+)/.exec(headers.get("set-cookie") ?? "")?.[1];

/** An authenticator app, written apart from the server's. */
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

describe("the server", () => {
  test("a new administrator comes in by a one-time link, password and code; the cookie is closed to scripts and other sites", async () => {
    const { ask, fixture } = served;
    const token = await inviteFirst(fixture.register, await createAgency(fixture.register, "New agency"));
    const opened = await ask(undefined, "POST", "/api/invitation", { token });
    expect(opened.status).toBe(200);
    const password = "harbour seven lantern moss";
    const accepted = {
      token,
      password,
      code: appCode(opened.body.secret, -1),
      email: "lead@example.org",
      name: "Lead",
    };
    expect(
      (await ask(undefined, "POST", "/api/invitation/accept", { ...accepted, password: "short" })).body.error.what,
    ).toContain("5 characters");
    expect((await ask(undefined, "POST", "/api/invitation/accept", accepted)).status).toBe(200);
    expect((await ask(undefined, "POST", "/api/invitation/accept", accepted)).status).toBe(404);
    const wrong = await ask(undefined, "POST", "/api/sign-in", {
      email: "lead@example.org",
      password: "not this one at all",
    });
    const nobody = await ask(undefined, "POST", "/api/sign-in", { email: "nobody@example.org", password });
    expect([wrong.status, { ...wrong.body.error, request: "" }]).toEqual([401, { ...nobody.body.error, request: "" }]);
    const first = await ask(undefined, "POST", "/api/sign-in", { email: "lead@example.org", password });
    expect(first.headers.get("set-cookie")).toMatch(/HttpOnly; SameSite=Strict/);
    const half = cookieOf(first.headers);
    expect((await ask(half, "GET", "/api/accounts")).status).toBe(401);
    const second = await ask(half, "POST", "/api/sign-in/code", { code: appCode(opened.body.secret) });
    const full = cookieOf(second.headers);
    expect(full).not.toBe(half);
    expect((await ask(full, "GET", "/api/me")).body).toMatchObject({
      name: "Lead",
      role: "administrator",
      complete: true,
    });
    expect((await ask(full, "GET", "/api/accounts")).body).toHaveLength(1);
    expect((await ask(full, "POST", "/api/sign-out", {})).headers.get("clear-site-data")).toContain("cache");
    expect((await ask(full, "GET", "/api/accounts")).status).toBe(401);
  });

  test("what leaves or unmasks needs the code again after a quarter of an hour", async () => {
    const { ask, fixture } = served;
    const me = fixture.people.home.caseworker;
    const { body } = await ask(me, "POST", "/api/cases", sampleRecord());
    expect((await ask(me, "POST", `/api/cases/${body.id}/unmask`, {})).status).toBe(200);
    await fixture.register.pool.query("update register.session set second_factor_at = now() - interval '16 minutes'");
    const again = await ask(me, "POST", `/api/cases/${body.id}/unmask`, {});
    expect([again.status, again.body.error.code]).toEqual([401, "sign-in.fresh"]);
    expect((await ask(me, "GET", `/api/cases/${body.id}`)).status).toBe(200);
    await fixture.register.pool.query("update register.session set second_factor_at = now()");
  });

  test("two editors: the second gets both values and nothing is overwritten", async () => {
    const { ask, fixture } = served;
    const { home } = fixture.people;
    const { body } = await ask(home.caseworker, "POST", "/api/cases", sampleRecord());
    const edit = (who: typeof home.caseworker, base: number, changes: object) =>
      ask(who, "PATCH", `/api/cases/${body.id}`, { base, changes });
    expect((await edit(home.caseworker, 1, { "/case/status": "closed" })).body).toEqual({ saved: true, version: 2 });
    expect((await edit(home.supervisor, 1, { "/case/status": "follow_up" })).body).toMatchObject({
      saved: false,
      conflicts: [{ field: "/case/status", yours: "follow_up", theirs: "closed", by: "caseworker home" }],
    });
  });

  test("other sites, rebound names and forms are refused; headers are strict; answers are never kept", async () => {
    const { ask, fixture } = served;
    const me = fixture.people.home.caseworker;
    const record = sampleRecord();
    for (const headers of [
      { origin: "https://evil.example" },
      { "sec-fetch-site": "cross-site" },
      { "content-type": "text/plain" },
      { origin: "null" },
    ])
      expect(
        (await ask(me, "POST", "/api/cases", record, headers as Record<string, string>)).status,
        JSON.stringify(headers),
      ).toBe(403);
    const { headers } = await ask(me, "GET", "/api/cases");
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("content-security-policy")).not.toMatch(/unsafe-inline|unsafe-eval'? |\*/);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
  });

  test("the OpenAPI document names every endpoint and its permission, from the schemas that check requests", async () => {
    const { body } = await served.ask(undefined, "GET", "/api/openapi.json");
    expect(body.openapi).toBe("3.1.0");
    for (const { method, path, needs } of served.server.endpoints)
      expect(body.paths[path][method]["x-permission"], `${method} ${path}`).toBe(needs?.join("."));
    for (const path of served.server.gates) expect(body.paths[path].post.summary, path).toMatch(/\w/);
    expect(body.components.schemas.CaseRecord.properties.person).toBeDefined();
  });

  test("serving beyond this machine without https, or on a taken port, is refused in one sentence", async () => {
    const { register } = served.fixture;
    await expect(startServer({ register, log: createLog(), host: "0.0.0.0" })).rejects.toThrow(/--public-url https/);
    await expect(startServer({ register, log: createLog(), trustedProxies: ["nobody"] })).rejects.toThrow(
      /"nobody" is not the address of a proxy/,
    );
    const port = Number(new URL(served.server.url).port);
    await expect(startServer({ register, log: createLog(), port })).rejects.toThrow(
      /taken; choose another with --port/,
    );
  });
});
