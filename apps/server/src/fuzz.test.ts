import { type Caller, createCase, offerCustody } from "@counterweight/register";
import { sampleRecord } from "@counterweight/register/testing";
import {
  array,
  assert,
  asyncProperty,
  constantFrom,
  dictionary,
  integer,
  jsonValue,
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
  served = await openServed();
  const { people, register } = served.fixture;
  const consents = [{ given: true, purpose: "transfer", scope: "everything" }];
  caseId = (await createCase(register, people.home.caseworker, sampleRecord({ consents }))).id;
  callers = [
    people.home.caseworker,
    people.home.supervisor,
    people.home["protection-officer"],
    people.home.administrator,
    people.other.supervisor,
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
const body = oneof(
  record_,
  changed,
  jsonValue(),
  dictionary(text, oneof(jsonValue(), text)),
  array(text),
  text.map((value) => ({ raw: value })),
);

describe("the interface under nonsense", () => {
  test(`${runs} bodies: always one plain answer, never a crash, a stack or a change that was not asked for`, async () => {
    const { ask, server, fixture } = served;
    const offer = await offerCustody(fixture.register, callers[1] as Caller, caseId, { to: fixture.agencies.other });
    const writes = server.endpoints.filter(({ method }) => method !== "get");
    const paths = [
      ...writes,
      ...["/api/sign-in", "/api/sign-in/code", "/api/invitation", "/api/invitation/accept"].map((path) => ({
        method: "post",
        path,
      })),
    ];
    const seen = new Map<number, number>();
    await assert(
      asyncProperty(
        integer({ min: 0, max: paths.length - 1 }),
        integer({ min: 0, max: 4 }),
        body,
        async (at, who, sent) => {
          const { method, path } = paths[at] as { method: string; path: string };
          const target = path.replaceAll(/\{\w+\}/g, path.includes("custody/") ? offer.id : caseId);
          const payload = "raw" in Object(sent) ? (sent as { raw: string }).raw : JSON.stringify(sent);
          const answer = await ask(callers[who], method.toUpperCase(), target, payload);
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
    const { rows } = await fixture.register.pool.query<{ broken: number; left: number }>(
      `select (select count(*)::int from register.case_record r where not exists (select 1 from register.case_facet f where f.case_id = r.id) and erased_at is null) as broken,
              (select count(*)::int from register.account) as left`,
    );
    expect(rows[0]?.broken).toBe(0);
    expect(rows[0]?.left).toBeGreaterThanOrEqual(28);
    expect((await ask(fixture.people.home.auditor, "GET", "/api/audit/verify")).body.broken).toBeUndefined();
  }, 1_800_000);

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
