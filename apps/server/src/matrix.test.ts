import { randomUUID } from "node:crypto";
import {
  allows,
  type Caller,
  createCase,
  type Ownership,
  offerCustody,
  openRules,
  type Role,
  requestReferral,
  roles,
} from "@counterweight/register";
import { SoftwareAuthenticator, sampleRecord, shelter } from "@counterweight/register/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Endpoint } from "./endpoint.ts";
import { openServed, type Served } from "./testing/client.ts";

let served: Served;
beforeAll(async () => {
  served = await openServed();
});
afterAll(() => served.end());

const ownerships = ["own", "team", "agency", "other"] as const;
type Whose = (typeof ownerships)[number];

const consents = [
  { given: true, purpose: "referral", scope: "everything" },
  { given: true, purpose: "transfer", scope: "everything" },
];

const elsewhere = ({ fixture }: Served, { actor }: Caller) =>
  actor.agency === fixture.agencies.home ? fixture.agencies.other : fixture.agencies.home;

/** A new case that stands to the caller as told. */
async function caseOf(caller: Caller, whose: Whose): Promise<{ id: string; owned: Ownership; consent: string }> {
  const { people, register } = served.fixture;
  const place = { own: people.home, team: people.mate, agency: people.far, other: people.other }[whose];
  const maker = place.caseworker;
  const { id } = await createCase(register, maker, sampleRecord({ consents }));
  const owner = whose === "own" ? caller.actor.account : maker.actor.account;
  for (const table of ["case_identity", "case_narrative", "case_facet", "consent"])
    await register.pool.query(`update register.${table} set owner_id = $2 where case_id = $1`, [id, owner]);
  await register.pool.query("update register.case_record set owner_id = $2 where id = $1", [id, owner]);
  const { rows } = await register.pool.query<{ id: string }>("select id from register.consent where case_id = $1", [
    id,
  ]);
  return { id, owned: { agency: maker.actor.agency, team: maker.actor.team, owner }, consent: rows[0]?.id ?? "" };
}

/** What each endpoint is sent. A new endpoint without a line here fails the test. */
const bodies: Record<string, (served: Served, caller: Caller) => unknown> = {
  "post /api/cases": () => sampleRecord(),
  "post /api/cases/{id}/unmask": () => ({}),
  "patch /api/cases/{id}": () => ({ base: 1, changes: { "/case/status": "follow_up" } }),
  "post /api/cases/{id}/consents": () => ({ given: true, purpose: "contact" }),
  "post /api/cases/{id}/consents/{consent}/withdraw": () => ({}),
  "post /api/cases/{id}/referrals": (served, caller) => ({
    to: elsewhere(served, caller),
    service: "counselling",
    fields: ["/person/gender"],
  }),
  "post /api/cases/{id}/referrals/choices": (served, caller) => ({ to: elsewhere(served, caller) }),
  "post /api/cases/{id}/custody": (served, caller) => ({ to: elsewhere(served, caller) }),
  "post /api/cases/{id}/assign": ({ fixture }) => ({ to: fixture.people.mate.caseworker.actor.account }),
  "post /api/custody/{id}/accept": () => ({}),
  "post /api/custody/{id}/decline": () => ({ reason: "no_capacity" }),
  "post /api/custody/{id}/withdraw": () => ({}),
  "post /api/cases/{id}/erase": () => ({ confirm: "erase this person" }),
  "post /api/referrals/{id}/decide": () => ({ decision: "accepted" }),
  "post /api/accounts": () => ({ email: `${randomUUID()}@example.org`, name: "New", role: "analyst" }),
  "patch /api/accounts/{id}": () => ({ role: "analyst" }),
  "post /api/accounts/{id}/reset": () => ({ what: "passkeys" }),
  "post /api/access-rules": () => openRules,
  "post /api/passkeys/start": () => ({}),
  "post /api/passkeys": async ({ ask, server }, caller) => {
    const { body } = await ask(caller, "POST", "/api/passkeys/start", {});
    return { name: "phone", credential: new SoftwareAuthenticator(server.url).make(body) };
  },
  "patch /api/passkeys/{id}": () => ({ name: "old phone" }),
  "post /api/passkeys/{id}/remove": () => ({}),
};

/** A passkey of somebody, put straight into the database. */
async function passkeyOf({ actor }: Caller): Promise<string> {
  const id = randomUUID();
  await served.fixture.register.pool.query(
    `insert into register.passkey (id, account_id, agency_id, credential, public_key, counter, backup_eligible, backed_up, transports, name)
     values ($1, $2, $3, $4, '\\x00', 0, false, false, '{}', 'key')`,
    [id, actor.account, actor.agency, Buffer.from(id)],
  );
  return id;
}

async function request(endpoint: Endpoint, caller: Caller, ids: Record<string, string>) {
  const key = `${endpoint.method} ${endpoint.path}`;
  const make = bodies[key];
  if (endpoint.method !== "get" && make === undefined) throw new Error(`no body for ${key}`);
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? "sector");
  return served.ask(caller, endpoint.method.toUpperCase(), path, await make?.(served, caller));
}

const denied = (status: number) => status === 403 || status === 404;

describe("authorisation, every role x endpoint x ownership, as the policy says", () => {
  test.each(roles)("%s", async (role: Role) => {
    const caller = served.fixture.people.home[role];
    const wrong: string[] = [];
    for (const endpoint of served.server.endpoints.filter(({ on }) => on === "case"))
      for (const whose of ownerships) {
        const { id, owned, consent } = await caseOf(caller, whose);
        const [resource, action] = endpoint.needs ?? ["case", "read"];
        const expected = allows(caller.actor, resource, action, owned);
        const { status, body } = await request(endpoint, caller, { id, consent });
        const right = expected ? status === 200 : denied(status) && !JSON.stringify(body).includes("Amara");
        if (!right) wrong.push(`${endpoint.method} ${endpoint.path} on ${whose}: ${status}, allowed ${expected}`);
        await served.fixture.register.pool.query("delete from register.referral");
        await served.fixture.register.pool.query("delete from register.custody");
      }
    for (const endpoint of served.server.endpoints.filter(({ on, path }) => on === "none" && !path.includes("{id}"))) {
      const [resource, action] = endpoint.needs ?? ["case", "read"];
      const { status } = await request(endpoint, caller, { by: "sector" });
      if (allows(caller.actor, resource, action) ? status !== 200 : status !== 403)
        wrong.push(`${endpoint.method} ${endpoint.path}: ${status}`);
    }
    expect(wrong).toEqual([]);
  });

  test("referrals are decided by the agency that received them, accounts changed by their own agency", async () => {
    const { people, register, agencies } = served.fixture;
    for (const role of roles)
      for (const place of ["home", "other"] as const) {
        const sender = people.other.caseworker;
        const { id } = await createCase(register, sender, sampleRecord({ consents }));
        const referral = await requestReferral(register, sender, id, {
          to: agencies.home,
          service: "shelter",
          fields: ["/person/names"],
        });
        const caller = people[place][role];
        const decide = served.server.endpoints.find(({ path }) => path.endsWith("/decide")) as Endpoint;
        const decided = await request(decide, caller, { id: referral.id });
        const may = place === "home" && allows(caller.actor, "referral", "decide");
        expect(
          may ? decided.status === 200 : denied(decided.status),
          `${role} ${place} decides: ${decided.status}`,
        ).toBe(true);
        expect(JSON.stringify(decided.body).includes("Amara")).toBe(may);
        const change = served.server.endpoints.find(({ path }) => path === "/api/accounts/{id}") as Endpoint;
        const changed = await request(change, caller, { id: people.far.analyst.actor.account });
        const mayChange = place === "home" && allows(caller.actor, "account", "update");
        expect(
          mayChange ? changed.status === 200 : denied(changed.status),
          `${role} ${place} changes: ${changed.status}`,
        ).toBe(true);
        const reset = served.server.endpoints.find(({ path }) => path.endsWith("/reset")) as Endpoint;
        const taken = await request(reset, caller, { id: people.far.analyst.actor.account });
        expect(
          mayChange ? taken.status === 200 : denied(taken.status),
          `${role} ${place} resets: ${taken.status}`,
        ).toBe(true);
      }
  });

  test("a passkey is renamed and removed by its owner, and by nobody else", async () => {
    const { people } = served.fixture;
    const own = served.server.endpoints.filter(({ path }) => path.startsWith("/api/passkeys/{id}"));
    expect(own).toHaveLength(2);
    for (const role of roles)
      for (const endpoint of own) {
        const caller = people.home[role];
        const mine = await request(endpoint, caller, { id: await passkeyOf(caller) });
        expect(mine.status, `${role} ${endpoint.path}`).toBe(200);
        for (const other of [people.mate[role], people.other.administrator]) {
          const theirs = await request(endpoint, caller, { id: await passkeyOf(other) });
          expect(denied(theirs.status), `${role} ${endpoint.path} of another: ${theirs.status}`).toBe(true);
        }
      }
  });

  test("hand-overs are answered by the agency they were offered to and taken back by the one that offers", async () => {
    const { people, register, agencies } = served.fixture;
    const endpointOf = (name: string) =>
      served.server.endpoints.find(({ path }) => path === `/api/custody/{id}/${name}`) as Endpoint;
    const wrong: string[] = [];
    for (const role of roles)
      for (const place of ["home", "other"] as const)
        for (const [name, action, side] of [
          ["withdraw", "withdraw", "other"],
          ["decline", "decide", "home"],
          ["accept", "decide", "home"],
        ] as const) {
          const { id } = await createCase(register, people.other.caseworker, sampleRecord({ consents }));
          const offer = await offerCustody(register, people.other.supervisor, id, { to: agencies.home });
          const caller = people[place][role];
          const may = place === side && allows(caller.actor, "custody", action);
          const listed = await served.ask(caller, "GET", "/api/custody");
          const sees =
            place === "other"
              ? allows(caller.actor, "custody", "read", {
                  agency: agencies.other,
                  team: people.other.caseworker.actor.team,
                  owner: undefined,
                })
              : allows(caller.actor, "custody", "decide");
          const shown = listed.status === 200 && (listed.body as { id: string }[]).some((one) => one.id === offer.id);
          if (shown !== sees || JSON.stringify(listed.body).includes("Amara"))
            wrong.push(`${role} ${place} sees ${shown}`);
          const { status, body } = await request(endpointOf(name), caller, { id: offer.id });
          if (may ? status !== 200 : !denied(status) || JSON.stringify(body).includes("Amara"))
            wrong.push(`${role} ${place} ${name}: ${status}`);
          const after = await served.ask(people.other.supervisor, "GET", `/api/cases/${id}`);
          const gone = may && name === "accept";
          if (
            after.status !== (gone ? 410 : 200) ||
            (gone && !/handed over to Harbour shelter/.test(after.body.error.what))
          )
            wrong.push(`${role} ${place} ${name}: the giver reads ${after.status}`);
          await register.pool.query("delete from register.custody where case_id = $1 and state <> 'accepted'", [id]);
        }
    expect(wrong).toEqual([]);
  });

  test("nobody signed in, a half sign-in and a stranger's token get nothing", async () => {
    for (const endpoint of served.server.endpoints) {
      const path = endpoint.path.replaceAll(/\{\w+\}/g, randomUUID());
      const key = `${endpoint.method} ${endpoint.path}`;
      const body = await bodies[key]?.(served, served.fixture.people.home.caseworker);
      for (const token of [undefined, "stranger"])
        expect((await served.ask(token, endpoint.method.toUpperCase(), path, body)).status, key).toBe(401);
    }
  });

  test("every refusal stands in the trail, and the chain holds", async () => {
    const { ask, fixture } = served;
    const auditor = fixture.people.home.auditor;
    const { body } = await ask(auditor, "GET", "/api/audit/verify");
    expect(body.broken).toBeUndefined();
    expect(body.entries).toBeGreaterThan(500);
    const { rows } = await fixture.register.pool.query<{ n: string }>(
      "select count(*) as n from register.audit where entry::jsonb ->> 'outcome' = 'refused'",
    );
    expect(Number(rows[0]?.n)).toBeGreaterThan(100);
    const log = served.log.join("");
    expect(log).not.toMatch(/Amara|0100|without fear|example\.org/);
    expect(shelter).toBe("Harbour shelter");
  });
});
