import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Caller } from "../access.ts";
import { holds } from "../consent/consent.ts";
import { editCase } from "../records/edit.ts";
import { readCase } from "../records/read.ts";
import { searchCases } from "../records/search.ts";
import { createCase } from "../records/store.ts";
import { tableBy } from "../records/tables.ts";
import { type Fixture, openFixture, sampleRecord } from "../testing/fixture.ts";
import { transact } from "../transaction.ts";
import { allows, type Ownership } from "./decide.ts";
import { permissions, roles } from "./policy.ts";

let fixture: Fixture;
let id: string;
let owned: Ownership;
beforeAll(async () => {
  fixture = await openFixture();
  const me = fixture.people.home.caseworker;
  id = (await createCase(fixture.register, me, sampleRecord())).id;
  owned = { agency: me.actor.agency, team: me.actor.team, owner: me.actor.account };
  // From here on only the database says no.
  await fixture.reopen({ policyEngine: false });
});
afterAll(() => fixture.end());

const everybody = (): [string, Caller][] =>
  Object.entries(fixture.people).flatMap(([where, callers]) =>
    roles.map((role): [string, Caller] => [`${role} ${where}`, callers[role]]),
  );
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => true,
    () => false,
  );

describe("row-level security alone, the policy engine switched off", () => {
  test("lets each role and place read, search and change a case exactly as the policy says", async () => {
    const { register } = fixture;
    for (const [turn, [who, caller]] of everybody().entries()) {
      const { actor } = caller;
      const read = allows(actor, "case", "read", owned);
      expect(await outcome(readCase(register, caller, id)), `${who} reads`).toBe(read);
      const found = (await searchCases(register, caller, { text: "Amara" })).total;
      expect(found, `${who} searches by name`).toBe(read && allows(actor, "identity", "read", owned) ? 1 : 0);
      const change = editCase(register, caller, id, 10_000, {
        // Another number each turn: the same again would be no change, and nothing to refuse.
        "/person/numberOfChildren": turn,
      });
      expect(await outcome(change), `${who} changes`).toBe(allows(actor, "case", "update", owned));
      const { people } = await tableBy(register, caller, "sector");
      expect(people, `${who} counts`).toBe(read || allows(actor, "table", "read", owned) ? 1 : 0);
      const made = await outcome(createCase(register, caller, sampleRecord()));
      expect(made, `${who} records`).toBe(allows(actor, "case", "create"));
      await register.pool.query("delete from register.case_record where id <> $1", [id]);
      await register.pool.query("delete from register.case_facet where case_id <> $1", [id]);
      await register.pool.query("delete from register.case_token where case_id <> $1", [id]);
    }
  });

  test("gives nothing to a closed account, to none, and no password to anybody but the gate", async () => {
    const { register, people } = fixture;
    const count = (account?: string) =>
      transact(register.pool, { role: "app", account }, async ({ query }) =>
        Number((await query<{ n: string }>("select count(*) as n from case_record")).rows[0]?.n),
      );
    const { account } = people.home.supervisor.actor;
    expect(await count(account)).toBe(1);
    expect(await count()).toBe(0);
    await register.pool.query("update register.account set disabled_at = now() where id = $1", [account]);
    expect(await count(account)).toBe(0);
    const forbidden = [
      "select password from account",
      "select totp from account",
      "select id from session",
      "delete from audit",
      "update audit set entry = ''",
      "insert into audit values (99, '', '', '')",
      "update audit_head set seq = 0",
      "insert into permission values ('analyst', 'case', 'read', 'all')",
      "delete from case_record",
      "drop table case_record",
    ];
    for (const text of forbidden)
      await expect(
        transact(register.pool, { role: "app", account: people.home.administrator.actor.account }, ({ query }) =>
          query(text),
        ),
        text,
      ).rejects.toThrow(/permission denied|must be owner/);
    for (const table of [
      "case_record",
      "case_identity",
      "case_narrative",
      "case_facet",
      "consent",
      "referral",
      "audit",
    ])
      await expect(
        transact(register.pool, { role: "gate" }, ({ query }) => query(`select 1 from ${table}`)),
        table,
      ).rejects.toThrow(/permission denied/);
    await expect(register.pool.query("delete from register.audit")).rejects.toThrow(/cannot be changed/);
  });
});

describe("the policy", () => {
  test("says nothing twice, and nobody both opens accounts and sees names", () => {
    const keys = permissions.map(({ role, resource, action }) => `${role} ${resource} ${action}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const role of roles) {
      const has = (resource: string) =>
        permissions.some((permission) => permission.role === role && permission.resource === resource);
      expect(has("account") && (has("case") || has("identity")), role).toBe(false);
      expect(has("audit") && has("case"), role).toBe(false);
    }
  });
});

describe("a consent holds", () => {
  const given = { given: true, purpose: "referral" };
  test.each([
    [given, true],
    [{ ...given, given: false }, false],
    [{ ...given, until: "2026-05-09" }, false],
    [{ ...given, until: "2026-05-10" }, true],
    [{ ...given, until: "2026" }, true],
    [{ ...given, until: "2026-04" }, false],
    [{ ...given, from: "2026-05-11" }, false],
    [{ ...given, from: "2026-05" }, true],
    [{ ...given, withdrawn: "2026-05-01" }, false],
  ])("%o on 10 May 2026: %s", (consent, expected) => {
    expect(holds(consent, "2026-05-10")).toBe(expected);
  });
});
