import { type Caller, createCase, offerCustody } from "@counterweight/register";
import { SoftwareAuthenticator, sampleRecord } from "@counterweight/register/testing";
import {
  type Arbitrary,
  array,
  assert,
  asyncProperty,
  constant,
  constantFrom,
  dictionary,
  integer,
  jsonValue,
  nat,
  oneof,
  record,
  string,
  tuple,
} from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openServed, type Served } from "./testing/client.ts";

// The whole campaign was run once with COUNTERWEIGHT_FUZZ=100000.
const runs = Number(process.env["COUNTERWEIGHT_FUZZ"] ?? 1500);

let served: Served;
let caseId: string;
let callers: Caller[];
beforeAll(async () => {
  // Each request comes from an address of its own, so that the limit of tries does not end the campaign at the door.
  served = await openServed({ trustedProxies: ["127.0.0.0/8", "::1"] });
  const { people, register } = served.fixture;
  const consents = [{ given: true, purpose: "transfer", scope: "everything" }];
  caseId = (await createCase(register, people.home.caseworker, sampleRecord({ consents }))).id;
  callers = [
    people.home.caseworker,
    people.home.supervisor,
    people.home["protection-officer"],
    people.home.administrator,
    people.other.supervisor,
    people.other.administrator,
  ];
});
afterAll(() => served.end());

const nasty = constantFrom(
  "\u0000",
  "\ud800",
  "__proto__",
  "constructor",
  "'; drop table account; --",
  "%00",
  "../../etc/passwd",
  "${7*7}",
  "a".repeat(5000),
  "\u202e",
  "0",
  "-1",
  "NaN",
  "null",
  "true",
  "1e999",
);
const text = oneof(string({ unit: "binary", maxLength: 40 }), nasty);
const pointers = constantFrom(
  "/person/gender",
  "/person/names/0/text",
  "/events/0",
  "/events/99999",
  "/elements/means.fraud",
  "/",
  "",
  "/__proto__/a",
  "/id",
  "/schema",
  "/person/citizenships",
  "/extensions/x",
  "/case",
);
const changed = record({
  base: oneof(integer(), text, integer({ min: 1, max: 3 })),
  changes: dictionary(oneof(pointers, text), oneof(jsonValue(), text), { maxKeys: 4 }),
});
/** A good record with some of its parts replaced by anything. */
const record_ = tuple(
  dictionary(
    constantFrom(
      "schema",
      "id",
      "person",
      "case",
      "elements",
      "exploitation",
      "events",
      "consents",
      "extensions",
      "__proto__",
    ),
    oneof(jsonValue(), text),
    { maxKeys: 3 },
  ),
  integer(),
).map(([parts, number]) => ({ ...sampleRecord({ id: `fuzz ${number}` }), ...parts }));
const bytes = oneof(
  string({ unit: "binary", maxLength: 60 }).map((value) => Buffer.from(value).toString("base64url")),
  jsonValue().map((value) => Buffer.from(JSON.stringify(value) ?? "").toString("base64url")),
  text,
);
const passkey = new SoftwareAuthenticator("http://localhost");
const question = { challenge: "AAAA", rpId: "localhost", user: { id: "AAAA" } };
const enrolment = passkey.make(question);
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/** Base64url with one letter another one: of two times the last, whose bits need not all mean something. */
function respelt(good: string, at: number): string {
  const where = at % 2 === 0 ? good.length - 1 : at % good.length;
  const other = (letters.indexOf(good[where] as string) + 1 + (at % 63)) % 64;
  return good.slice(0, where) + letters[other] + good.slice(where + 1);
}
/** A good answer of an authenticator with some of its parts replaced by anything. */
const answerOf = (good: object & { response: object }) =>
  tuple(
    dictionary(constantFrom("id", "rawId", "type", "clientExtensionResults", "__proto__"), oneof(bytes, jsonValue()), {
      maxKeys: 1,
    }),
    dictionary(
      constantFrom("clientDataJSON", "authenticatorData", "attestationObject", "signature", "userHandle", "transports"),
      bytes,
      { maxKeys: 3 },
    ),
  ).map(([outer, inner]) => ({ ...good, ...outer, response: { ...good.response, ...inner } }));
const used = oneof(constant(passkey.use(question)), answerOf(passkey.use(question)));
const made = tuple(answerOf(enrolment), oneof(text, constantFrom("phone"))).map(([credential, name]) => ({
  name,
  credential,
}));
const digits = oneof(constantFrom("123456", "000000"), text);
const nothing = constantFrom({});
/** What each door expects, more or less. A new one without a line here fails the test. */
const fitting: Record<string, Arbitrary<unknown>> = {
  "/api/sign-in": record({ email: oneof(constantFrom("caseworker.home@example.org"), text), password: text }),
  "/api/sign-in/code": record({ code: digits }),
  "/api/invitation": record({ token: text }),
  "/api/invitation/accept": record({ token: text, password: text, code: digits }),
  "/api/sign-out": nothing,
  "/api/sign-in/passkey/start": nothing,
  "/api/sign-in/passkey": used,
  "/api/sign-in/passkey/again/start": nothing,
  "/api/sign-in/passkey/again": used,
};
const times = oneof(constantFrom("08:00", "24:00", "25:00", "8"), text);
const rules = record({
  networks: array(oneof(constantFrom("0.0.0.0/0", "::/0", "10.0.0.0/33", "127.0.0.1"), text), { maxLength: 3 }),
  hours: oneof(
    constantFrom(null),
    array(oneof(constantFrom(null), record({ from: times, to: times })), { maxLength: 8 }),
  ),
  timeZone: oneof(constantFrom("Europe/Madrid", "UTC"), text),
  longestHours: oneof(integer(), constantFrom(12)),
  idleMinutes: oneof(integer(), constantFrom(30)),
  requirePasskey: constantFrom(false, true),
  newDevice: oneof(constantFrom("code", "passkey"), text),
});
const body = oneof(
  record_,
  changed,
  made,
  rules,
  jsonValue(),
  dictionary(text, oneof(jsonValue(), text)),
  array(text),
  text.map((value) => ({ raw: value })),
);

const addressed = oneof(text, nasty, constantFrom("", "%", "..", "%2e%2e%2f", "00000000-0000-0000-0000-000000000000"));
const names = ["text", "mine", "offset", "after", "gender", "sector", "release", "__proto__", "x"] as const;
/** A text as part of an address; a lone surrogate has no form there and becomes what browsers make of it. */
const part = (value: string) => encodeURIComponent(value.toWellFormed());

describe("the interface under nonsense", () => {
  test(`${runs} bodies: always one plain answer, never a crash, a stack or a change that was not asked for`, async () => {
    const { ask, server, fixture } = served;
    const offer = await offerCustody(fixture.register, callers[1] as Caller, caseId, { to: fixture.agencies.other });
    const writes = server.endpoints.filter(({ method }) => method !== "get");
    const gates = server.gates.map((path) => ({ method: "post", path }));
    expect(server.gates.toSorted()).toEqual(Object.keys(fitting).sort());
    const seen = new Map<number, number>();
    const atGates = new Map<string, Set<number>>();
    await assert(
      asyncProperty(
        oneof(
          { weight: 3, arbitrary: tuple(constantFrom(...writes), body) },
          {
            weight: 1,
            arbitrary: constantFrom(...gates).chain((gate) =>
              tuple(constant(gate), oneof(fitting[gate.path] as Arbitrary<unknown>, body)),
            ),
          },
        ),
        integer({ min: 0, max: 5 }),
        integer({ min: 0, max: 0xffff }),
        async ([{ method, path }, sent], who, source) => {
          const target = path.replaceAll(/\{\w+\}/g, path.includes("custody/") ? offer.id : caseId);
          const payload = "raw" in Object(sent) ? (sent as { raw: string }).raw : JSON.stringify(sent);
          const answer = await ask(callers[who], method.toUpperCase(), target, payload, {
            "x-forwarded-for": `2001:db8::${source.toString(16)}`,
          });
          if (server.gates.includes(path)) atGates.set(path, (atGates.get(path) ?? new Set()).add(answer.status));
          seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
          expect(answer.status, `${method} ${path} ${payload.slice(0, 200)}`).toBeLessThan(500);
          const said = JSON.stringify(answer.body);
          expect(said).not.toMatch(/node_modules|\.ts:\d|at [A-Z]\w+\.|syntax error|pg_|relation "/);
          expect(answer.status < 400 || Object.keys(answer.body).join() === "error", said).toBe(true);
        },
      ),
      { numRuns: runs, seed: 7 },
    );
    expect([...seen.keys()].sort((a, b) => a - b)).toEqual(expect.arrayContaining([400, 403, 422]));
    // Every door was reached past its schema, and none answered only that there were too many tries.
    for (const path of server.gates)
      expect(
        [...(atGates.get(path) ?? [])].some((status) => status !== 400 && status !== 429),
        path,
      ).toBe(true);
    const { rows } = await fixture.register.pool.query<{ broken: number; left: number }>(
      `select (select count(*)::int from register.case_record r where not exists (select 1 from register.case_facet f where f.case_id = r.id) and erased_at is null) as broken,
              (select count(*)::int from register.account) as left`,
    );
    expect(rows[0]?.broken).toBe(0);
    expect(rows[0]?.left).toBeGreaterThanOrEqual(28);
    expect((await ask(fixture.people.home.auditor, "GET", "/api/audit/verify")).body.broken).toBeUndefined();
  }, 1_800_000);

  test(`${Math.round(runs / 3)} questions with any address and any query get one plain answer each`, async () => {
    const { ask, server } = served;
    const reads = server.endpoints.filter(({ method }) => method === "get");
    const asked = new Set<string>();
    await assert(
      asyncProperty(
        constantFrom(...reads),
        oneof(constant(undefined), addressed),
        dictionary(oneof(constantFrom(...names), text), text, { maxKeys: 3 }),
        integer({ min: 0, max: 5 }),
        async ({ path }, id, query, who) => {
          const search = Object.entries(query).map(([name, value]) => `${part(name)}=${part(value)}`);
          const address = path.replaceAll(/\{\w+\}/g, id === undefined ? caseId : part(id));
          const target = `${address}?${search.join("&")}`;
          const answer = await ask(callers[who], "GET", target);
          asked.add(path);
          // A whole address line may be too long for the server itself, which then answers without a body.
          expect(answer.status === 431 || answer.status < 500, `${path} ${target}`).toBe(true);
          expect(JSON.stringify(answer.body)).not.toMatch(
            /node_modules|\.ts:\d|at [A-Z]\w+\.|syntax error|pg_|relation "/,
          );
        },
      ),
      { numRuns: Math.round(runs / 3), seed: 7 },
    );
    expect(asked.size).toBe(reads.length);
  }, 1_800_000);

  test("an answer of a passkey with any bit or letter changed, cut or grown does not sign in, and breaks nothing", async () => {
    const { ask, server, fixture } = served;
    const who = fixture.people.far.analyst;
    const authenticator = new SoftwareAuthenticator(server.url);
    const asked = await ask(who, "POST", "/api/passkeys/start", {});
    const credential = authenticator.make(asked.body);
    expect((await ask(who, "POST", "/api/passkeys", { name: "phone", credential })).status).toBe(200);
    let source = 0;
    const comesIn = async (spoil: (answer: ReturnType<typeof authenticator.use>) => unknown) => {
      const from = { "x-forwarded-for": `2001:db8:1::${(++source).toString(16)}` };
      const start = await ask(undefined, "POST", "/api/sign-in/passkey/start", {}, from);
      const cookie = /counterweight-attempt=[^;]+/.exec(start.headers.get("set-cookie") ?? "")?.[0] ?? "";
      const answer = authenticator.use(start.body);
      return ask(undefined, "POST", "/api/sign-in/passkey", spoil(answer), { ...from, cookie });
    };
    const parts = ["clientDataJSON", "authenticatorData", "signature", "userHandle"] as const;
    await assert(
      asyncProperty(
        constantFrom(...parts),
        constantFrom("flip", "cut", "grow", "spell"),
        nat(1 << 16),
        async (part, how, at) => {
          const { status, body: said } = await comesIn((answer) => {
            const good = Buffer.from(answer.response[part], "base64url");
            const where = at % good.length;
            const flipped = Buffer.from(good);
            flipped[where] = (good[where] as number) ^ (1 << (at % 8));
            const bad = {
              flip: () => flipped.toString("base64url"),
              cut: () => good.subarray(0, where).toString("base64url"),
              grow: () => Buffer.concat([good, good.subarray(0, 1 + where)]).toString("base64url"),
              spell: () => respelt(answer.response[part], at),
            }[how]();
            return { ...answer, response: { ...answer.response, [part]: bad } };
          });
          expect([400, 401], `${part} ${how} ${at}: ${JSON.stringify(said)}`).toContain(status);
        },
      ),
      { numRuns: Math.max(200, Math.round(runs / 10)), seed: 7 },
    );
    expect((await comesIn((answer) => answer)).status).toBe(200);
  }, 600_000);

  test("odd addresses and headers are refused the same way", async () => {
    const { ask, fixture } = served;
    const me = fixture.people.home.supervisor;
    for (const path of [
      "/api/cases/%00",
      "/api/cases/..%2f..",
      "/api/cases?offset=-1",
      "/api/cases?offset=1e9",
      "/api/cases?text=%00",
      "/api/cases?gender=%00%ff",
      "/api/tables/%00",
      "/api/audit?after=x",
      "/api/none",
      "/api/cases/%E0%A4%A",
      `/api/cases?text=${"a".repeat(7000)}`,
    ]) {
      const { status, body } = await ask(me, "GET", path);
      expect([path, status >= 400 || path.includes("%00"), status < 500], path).toEqual([path, true, true]);
      expect(JSON.stringify(body)).not.toMatch(/node_modules|\.ts:/);
    }
    const large = await ask(me, "POST", "/api/cases", JSON.stringify({ x: "a".repeat(2 << 20) }));
    expect(large.status).toBe(413);
  });
});
