import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Caller } from "../access.ts";
import { resetSignIn } from "../accounts/reset.ts";
import { hashOf, newToken } from "../accounts/session.ts";
import { type SignedIn, whoIs } from "../accounts/sessions.ts";
import { flags, type Lies, SoftwareAuthenticator } from "../testing/authenticator.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { transact } from "../transaction.ts";
import { enrol, startEnrolment } from "./enrol.ts";
import { listPasskeys, removePasskey, renamePasskey } from "./keep.ts";
import { attestedWithBoth, lenient, otherBits, padded, plain, signedWithBoth } from "./spellings.fixture.ts";
import { passkeyFactor, passkeySignIn, startPasskeyFactor, startPasskeySignIn } from "./use.ts";

const origin = "https://cases.example.org";
const party = { name: "Counterweight", id: "cases.example.org", origins: [origin] };

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture.end());

type Signed = { token: string; me: SignedIn };

/** A whole session of somebody, as after password and code. */
async function sessionOf({ actor }: Caller, whole = true): Promise<Signed> {
  const { register } = fixture;
  const token = newToken();
  await register.pool.query(
    `insert into register.session (id, account_id, expires_at, second_factor_at)
     values ($1, $2, now() + interval '1 hour', case when $3 then now() end)`,
    [hashOf(token), actor.account, whole],
  );
  return { token, me: (await whoIs(register, token)) as SignedIn };
}

async function enrolled(who: Caller, name = "phone", more = 0): Promise<SoftwareAuthenticator> {
  const { token, me } = await sessionOf(who);
  const authenticator = new SoftwareAuthenticator(origin, more);
  const options = await startEnrolment(fixture.register, me, token, party);
  await enrol(fixture.register, me, token, party, { name, credential: authenticator.make(options) });
  return authenticator;
}

async function comesIn(authenticator: SoftwareAuthenticator, lies?: Lies): Promise<string | undefined> {
  const { attempt, options } = await startPasskeySignIn(fixture.register, party);
  return passkeySignIn(fixture.register, party, attempt, authenticator.use(options, lies));
}

const lastEntry = async () => {
  const { rows } = await fixture.register.pool.query<{ entry: string }>(
    "select entry from register.audit order by seq desc limit 1",
  );
  return JSON.parse(rows[0]?.entry ?? "{}") as Record<string, unknown>;
};

describe("a passkey", () => {
  test("signs in alone with both factors, and each enrolment, use and removal stands in the trail", async () => {
    const { register, people } = fixture;
    const who = people.home.caseworker;
    const authenticator = await enrolled(who, "my phone");
    expect(await lastEntry()).toMatchObject({ action: "passkey.create", outcome: "done", account: who.actor.account });
    const token = (await comesIn(authenticator)) ?? "";
    expect(await lastEntry()).toMatchObject({ action: "sign-in.passkey", outcome: "done", id: who.actor.account });
    const me = await whoIs(register, token);
    expect(me).toMatchObject({ complete: true, fresh: true, passkeys: 1, actor: { account: who.actor.account } });
    const [mine] = await listPasskeys(register, who);
    expect(mine).toMatchObject({ name: "my phone", synced: false });
    expect(mine?.used).toBeDefined();
    await renamePasskey(register, who, mine?.id ?? "", "old phone");
    await enrolled(who, "key ring");
    expect((await listPasskeys(register, who)).map(({ name }) => name)).toEqual(["old phone", "key ring"]);
    await removePasskey(register, who, mine?.id ?? "");
    expect(await lastEntry()).toMatchObject({ action: "passkey.erase", outcome: "done", id: mine?.id });
    expect(await comesIn(authenticator)).toBeUndefined();
    expect(await lastEntry()).toMatchObject({ action: "sign-in.passkey", outcome: "refused", note: "unknown" });
  });

  test("is asked for discoverable, unlocked, and bound to our domain; the person's name is no part of its handle", async () => {
    const { register, people } = fixture;
    const { token, me } = await sessionOf(people.home.supervisor);
    const options = await startEnrolment(register, me, token, party);
    expect(options).toMatchObject({
      rp: { id: "cases.example.org" },
      attestation: "none",
      timeout: 180_000,
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    });
    expect(Buffer.from(options.user.id, "base64url").toString("hex")).toBe(me.actor.account.replaceAll("-", ""));
    expect(options.excludeCredentials).toEqual([]);
    const { options: asked } = await startPasskeySignIn(register, party);
    expect(asked).toMatchObject({ rpId: "cases.example.org", userVerification: "required" });
    expect(asked.allowCredentials ?? []).toEqual([]);
  });

  const lies: [string, Lies, string][] = [
    ["from another origin", { origin: "https://cases.example.org.evil.example" }, "not verified"],
    ["over plain http", { origin: "http://cases.example.org" }, "not verified"],
    [
      "with another challenge",
      { challenge: Buffer.from("chosen by somebody else").toString("base64url") },
      "not verified",
    ],
    ["for another domain", { rpId: "evil.example" }, "not verified"],
    ["not unlocked", { flags: flags.present }, "not verified"],
    ["without anybody there", { flags: flags.verified }, "not verified"],
    ["that is an enrolment", { type: "webauthn.create" }, "not verified"],
    ["inside another site's frame", { crossOrigin: true }, "other site"],
    ["with a false signature", { signature: "MAYCAQECAQE" }, "signature"],
    ["with half a signature", { signature: "MEUCIQDA" }, "signature"],
    ["of another owner", { userHandle: Buffer.alloc(16, 7).toString("base64url") }, "owner"],
    ["without an owner", { userHandle: "" }, "owner"],
    ["whose backup bits changed", { flags: flags.present | flags.verified | flags.backupEligible }, "backup"],
  ];
  test.each(lies)("%s is refused", async (_, lie, note) => {
    const authenticator = await enrolled(fixture.people.home.analyst);
    expect(await comesIn(authenticator, lie)).toBeUndefined();
    expect(await lastEntry()).toMatchObject({ action: "sign-in.passkey", outcome: "refused", note });
    expect(await comesIn(authenticator)).toBeDefined();
  });

  test.each(lies.filter(([name]) => !/owner|signature|backup|enrolment/.test(name)))(
    "a new one %s is not kept",
    async (_, lie) => {
      const { register, people } = fixture;
      const who = people.far.caseworker;
      const { token, me } = await sessionOf(who);
      const options = await startEnrolment(register, me, token, party);
      const credential = new SoftwareAuthenticator(origin).make(options, lie);
      await expect(enrol(register, me, token, party, { name: "x", credential })).rejects.toThrow(/not accepted/);
      expect(await listPasskeys(register, who)).toEqual([]);
    },
  );

  test("whose signature is not in DER is refused, in use and in attesting, and the same in DER is not", async () => {
    const { register, people } = fixture;
    const authenticator = await enrolled(people.mate.analyst);
    const before = await listPasskeys(register, people.mate.analyst);
    for (const [name, change] of Object.entries(lenient)) {
      const { attempt, options } = await startPasskeySignIn(register, party);
      const answer = signedWithBoth(() => authenticator.use(options));
      const signature = change(Buffer.from(answer.response.signature, "base64url")).toString("base64url");
      const changed = { ...answer, response: { ...answer.response, signature } };
      expect(await passkeySignIn(register, party, attempt, changed), name).toBeUndefined();
      expect(await lastEntry()).toMatchObject({ outcome: "refused", note: "signature" });
      const again = await startPasskeySignIn(register, party);
      const good = signedWithBoth(() => authenticator.use(again.options));
      expect(await passkeySignIn(register, party, again.attempt, good), name).toBeDefined();
      const { token, me } = await sessionOf(people.mate.analyst);
      const asked = await startEnrolment(register, me, token, party);
      const credential = attestedWithBoth(
        (attest) => new SoftwareAuthenticator(origin).make(asked, { attest }),
        change,
      );
      await expect(enrol(register, me, token, party, { name, credential }), name).rejects.toThrow(/not accepted/);
    }
    expect(await listPasskeys(register, people.mate.analyst)).toHaveLength(before.length);
  });

  test("that attests by its own key is kept", async () => {
    const { token, me } = await sessionOf(fixture.people.far.coordinator);
    const options = await startEnrolment(fixture.register, me, token, party);
    const credential = new SoftwareAuthenticator(origin).make(options, { attest: (signature) => signature });
    await enrol(fixture.register, me, token, party, { name: "x", credential });
    expect(await listPasskeys(fixture.register, fixture.people.far.coordinator)).toHaveLength(1);
  });

  test("whose answer is spelt otherwise, the bytes the same, is refused", async () => {
    const { register, people } = fixture;
    const authenticator = await enrolled(people.mate.analyst);
    const parts = ["clientDataJSON", "authenticatorData", "signature", "userHandle"] as const;
    let spelt = 0;
    for (const respell of [padded, otherBits, plain]) {
      for (const part of parts) {
        const { attempt, options } = await startPasskeySignIn(register, party);
        const answer = authenticator.use(options);
        const sent = respell(answer.response[part]);
        if (sent === answer.response[part]) continue;
        spelt += 1;
        expect(Buffer.from(sent, "base64url")).toEqual(Buffer.from(answer.response[part], "base64url"));
        const response = { ...answer.response, [part]: sent };
        expect(await passkeySignIn(register, party, attempt, { ...answer, response }), part).toBeUndefined();
      }
      const { attempt, options } = await startPasskeySignIn(register, party);
      const answer = authenticator.use(options);
      const id = respell(answer.id);
      const signedIn = await passkeySignIn(register, party, attempt, { ...answer, id, rawId: id });
      expect(signedIn === undefined).toBe(id !== answer.id);
    }
    expect(spelt).toBeGreaterThan(4);
    expect(await comesIn(authenticator)).toBeDefined();
  });

  test("answers once: a replay, an answer too late, and one for another attempt or session are refused", async () => {
    const { register, people } = fixture;
    const who = people.mate.caseworker;
    const authenticator = await enrolled(who);
    const first = await startPasskeySignIn(register, party);
    const second = await startPasskeySignIn(register, party);
    const answer = authenticator.use(first.options);
    expect(await passkeySignIn(register, party, second.attempt, answer)).toBeUndefined();
    expect(await passkeySignIn(register, party, first.attempt, answer)).toBeDefined();
    expect(await passkeySignIn(register, party, first.attempt, answer)).toBeUndefined();
    const late = await startPasskeySignIn(register, party);
    await register.pool.query("update register.passkey_challenge set expires_at = now() - interval '1 second'");
    expect(await passkeySignIn(register, party, late.attempt, authenticator.use(late.options))).toBeUndefined();
    // A wrong answer spends the challenge too.
    const spoiled = await startPasskeySignIn(register, party);
    await passkeySignIn(register, party, spoiled.attempt, authenticator.use(spoiled.options, { rpId: "x" }));
    expect(await passkeySignIn(register, party, spoiled.attempt, authenticator.use(spoiled.options))).toBeUndefined();
    const { token, me } = await sessionOf(who);
    const other = await sessionOf(who);
    const options = await startEnrolment(register, me, token, party);
    const credential = new SoftwareAuthenticator(origin).make(options);
    await expect(enrol(register, other.me, other.token, party, { name: "x", credential })).rejects.toThrow(
      /not accepted/,
    );
    const kept = await enrol(register, me, token, party, { name: "x", credential });
    expect(await whoIs(register, token)).toBeUndefined();
    await expect(enrol(register, me, kept.token, party, { name: "again", credential })).rejects.toThrow(/not accepted/);
    const asked = await startPasskeyFactor(register, party, other.token);
    expect(asked?.allowCredentials).toHaveLength(2);
    const used = authenticator.use(asked as NonNullable<typeof asked>);
    expect(await passkeyFactor(register, party, kept.token, used)).toBeUndefined();
  });

  test("whose counter goes back was copied: refused, and the trail says so", async () => {
    const authenticator = await enrolled(fixture.people.far.analyst);
    expect(await comesIn(authenticator, { counter: 9 })).toBeDefined();
    for (const counter of [9, 8, 0]) {
      expect(await comesIn(authenticator, { counter })).toBeUndefined();
      expect(await lastEntry()).toMatchObject({ outcome: "refused", note: "counter" });
    }
    expect(await comesIn(authenticator, { counter: 10 })).toBeDefined();
  });

  test("that its owner's devices share has no counter, and its flags are kept", async () => {
    const who = fixture.people.far.supervisor;
    const shared = flags.backupEligible | flags.backedUp;
    const authenticator = await enrolled(who, "shared", shared);
    for (let turn = 0; turn < 2; turn++) expect(await comesIn(authenticator, { counter: 0 })).toBeDefined();
    expect(await listPasskeys(fixture.register, who)).toMatchObject([{ synced: true }]);
    const now = flags.present | flags.verified | flags.backupEligible;
    expect(await comesIn(authenticator, { counter: 0, flags: now })).toBeDefined();
    expect(await listPasskeys(fixture.register, who)).toMatchObject([{ synced: false }]);
  });

  test("is a second factor after the password, and a fresh one; the session's token changes; nobody else's will do", async () => {
    const { register, people } = fixture;
    const who = people.mate.supervisor;
    const [authenticator, stranger] = [await enrolled(who), await enrolled(people.mate.analyst)];
    const half = await sessionOf(who, false);
    expect(half.me).toMatchObject({ complete: false, lacks: "factor" });
    const ask = async (token: string) =>
      (await startPasskeyFactor(register, party, token)) as NonNullable<Awaited<ReturnType<typeof startPasskeyFactor>>>;
    expect(await passkeyFactor(register, party, half.token, stranger.use(await ask(half.token)))).toBeUndefined();
    expect(await lastEntry()).toMatchObject({ outcome: "refused", note: "owner", id: who.actor.account });
    const token = (await passkeyFactor(register, party, half.token, authenticator.use(await ask(half.token)))) ?? "";
    expect(await whoIs(register, half.token)).toBeUndefined();
    await register.pool.query("update register.session set second_factor_at = now() - interval '16 minutes'");
    expect(await whoIs(register, token)).toMatchObject({ complete: true, fresh: false });
    const next = (await passkeyFactor(register, party, token, authenticator.use(await ask(token)))) ?? "";
    expect(await whoIs(register, next)).toMatchObject({ complete: true, fresh: true });
    expect(await startPasskeyFactor(register, party, token)).toBeUndefined();
  });

  test("is taken away by an administrator of the same agency only, and sessions end with it", async () => {
    const { register, people } = fixture;
    const who = people.mate["protection-officer"];
    const authenticator = await enrolled(who);
    const token = (await comesIn(authenticator)) ?? "";
    const { account } = who.actor;
    for (const caller of [people.home.supervisor, people.other.administrator, people.mate["protection-officer"]])
      await expect(resetSignIn(register, caller, account, false)).rejects.toThrow(/refused|no such account/);
    await expect(
      resetSignIn(register, { ...people.home.administrator, fresh: false }, account, false),
    ).rejects.toMatchObject({ reason: "fresh" });
    expect(await resetSignIn(register, people.home.administrator, account, false)).toEqual({ passkeys: 1 });
    expect(await lastEntry()).toMatchObject({ action: "account.reset", id: account, note: "passkeys" });
    expect(await whoIs(register, token)).toBeUndefined();
    expect(await comesIn(authenticator)).toBeUndefined();
  });

  test("of a closed account opens nothing", async () => {
    const { register, people } = fixture;
    const who = people.mate.coordinator;
    const authenticator = await enrolled(who);
    await register.pool.query("update register.account set disabled_at = now() where id = $1", [who.actor.account]);
    expect(await comesIn(authenticator)).toBeUndefined();
  });
});

describe("row-level security of passkeys, the policy engine switched off", () => {
  test("shows each person their own, the administrator those of the agency, and lets nobody write another's", async () => {
    const { people } = fixture;
    await enrolled(people.other.caseworker, "theirs");
    const register = await fixture.reopen({ policyEngine: false });
    const owner = people.other.caseworker.actor.account;
    const seen = async ({ actor }: Caller) =>
      transact(register.pool, { role: "app", account: actor.account }, async ({ query }) => {
        const { rows } = await query<{ n: number }>("select count(*)::int as n from passkey where account_id = $1", [
          owner,
        ]);
        return rows[0]?.n;
      });
    expect(await seen(people.other.caseworker)).toBe(1);
    expect(await seen(people.other.administrator)).toBe(1);
    for (const caller of [people.other.supervisor, people.home.administrator, people.home.caseworker])
      expect(await seen(caller)).toBe(0);
    const as = (caller: Caller, text: string) =>
      transact(register.pool, { role: "app", account: caller.actor.account }, ({ query }) => query(text));
    const others = people.other;
    for (const caller of [others.administrator, others.supervisor]) {
      expect((await as(caller, "delete from passkey where name = 'theirs'")).rowCount).toBe(0);
      expect((await as(caller, "update passkey set name = 'mine' where name = 'theirs'")).rowCount).toBe(0);
    }
    await expect(as(others.caseworker, "update passkey set counter = 0")).rejects.toThrow(/permission denied/);
    await expect(
      as(
        others.supervisor,
        `insert into passkey select gen_random_uuid(), '${owner}', '${others.supervisor.actor.agency}', '\\x01', '\\x01', 0, false, false, '{}', 'planted'`,
      ),
    ).rejects.toThrow(/row-level security/);
    await expect(as(others.supervisor, `select reset_sign_in('${owner}', true)`)).rejects.toThrow(/privilege/);
    await expect(as(people.home.administrator, `select reset_sign_in('${owner}', true)`)).rejects.toThrow(/privilege/);
    const rules = "insert into access_rules values ($1, '{}')";
    const set = (caller: Caller, agency: string) =>
      transact(register.pool, { role: "app", account: caller.actor.account }, ({ query }) => query(rules, [agency]));
    for (const caller of [others.supervisor, people.home.administrator])
      await expect(set(caller, others.administrator.actor.agency)).rejects.toThrow(/row-level security/);
    await set(others.administrator, others.administrator.actor.agency);
    expect((await as(people.home.administrator, "select 1 from access_rules")).rowCount).toBe(0);
    expect((await as(others.supervisor, "select 1 from access_rules")).rowCount).toBe(0);
    expect((await as(others.administrator, "select 1 from access_rules")).rowCount).toBe(1);
    for (const table of ["passkey_challenge", "device"])
      await expect(as(others.administrator, `select 1 from ${table}`)).rejects.toThrow(/permission denied/);
  });
});
