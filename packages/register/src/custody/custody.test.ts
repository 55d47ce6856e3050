import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, Missing, Refused } from "../access.ts";
import { verifyAudit } from "../audit/verify.ts";
import { listConsents, recordConsent, withdrawConsent } from "../consent/consent.ts";
import { unseal } from "../keys/seal.ts";
import { allows } from "../policy/decide.ts";
import { roles } from "../policy/policy.ts";
import { editCase } from "../records/edit.ts";
import { erasePerson } from "../records/erase.ts";
import { historyOf } from "../records/history.ts";
import { readCase } from "../records/read.ts";
import { searchCases } from "../records/search.ts";
import { createCase } from "../records/store.ts";
import { decideReferral, listReferrals, requestReferral } from "../referral/referral.ts";
import { clinic, type Fixture, openFixture, sampleRecord } from "../testing/fixture.ts";
import { transact } from "../transaction.ts";
import { assignCase, listColleagues } from "./assign.ts";
import { acceptCustody, declineCustody, withdrawCustody } from "./decide.ts";
import { listCustody, offerCustody } from "./offer.ts";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture.end());

const agreed = { given: true, purpose: "transfer", scope: "everything", recipient: clinic };

/** A case of the shelter whose person agreed to go to the clinic, offered to it. */
async function offered(name = "Amara", consents: object[] = [agreed]) {
  const { register, people, agencies } = fixture;
  const record = sampleRecord({ consents: consents as never, person: { names: [{ text: name }], gender: "woman" } });
  const { id } = await createCase(register, people.home.caseworker, record);
  const offer = await offerCustody(register, people.home.supervisor, id, { to: agencies.other });
  return { id, offer, record };
}

describe("a case is handed over", () => {
  test("whole: record, history, consents, retention and search go to the receiver; the giver keeps the receipt and no more", async () => {
    const { register, people, agencies } = fixture;
    const { home, other } = people;
    const record = sampleRecord({
      consents: [agreed, { given: true, purpose: "referral", scope: "everything" }],
      person: { ...sampleRecord().person, names: [{ text: "Ngozi Adeyemi" }] },
      case: { status: "active", retention: "child" },
    });
    const { id } = await createCase(register, home.caseworker, record);
    await editCase(register, home.caseworker, id, 1, {
      "/person/names/0/text": "Ngozi A.",
      "/case/status": "follow_up",
    });
    const referral = await requestReferral(register, home.caseworker, id, {
      to: agencies.other,
      service: "health",
      fields: ["/person/gender"],
    });
    await decideReferral(register, other.supervisor, referral.id, "accepted");
    const offer = await offerCustody(register, home.supervisor, id, { to: agencies.other });
    expect(offer).toMatchObject({ state: "offered", way: "given", ground: "consent", to: clinic, number: record.id });
    const [seen] = await listCustody(register, other.supervisor);
    expect(seen).toMatchObject({ id: offer.id, way: "received", state: "offered" });
    expect(seen?.record).toEqual({
      person: { gender: "woman", wants: ["safety", "no_police"] },
      case: { status: "follow_up", retention: "child" },
    });
    expect(JSON.stringify(seen)).not.toMatch(new RegExp(`Ngozi|Castel|0100|sleep|${record.id}|${id}`));
    const whole = await readCase(register, home.caseworker, id, { unmask: true });

    const taken = await acceptCustody(register, other.supervisor, offer.id);
    expect(taken).toMatchObject({ state: "accepted", case: id, number: record.id });
    expect(taken.receipt).toMatch(/^20\d{6}-[0-9A-F]{10}$/);
    const theirs = await readCase(register, other.supervisor, id, { unmask: true });
    expect(theirs.record).toEqual(whole.record);
    expect(theirs).toMatchObject({ version: 2, mine: true });
    expect((await historyOf(register, other.supervisor, id)).map(({ field, by }) => [field, by])).toContainEqual([
      "/case/status",
      "somebody of another agency",
    ]);
    expect((await listConsents(register, other.supervisor, id)).map(({ purpose }) => purpose)).toEqual([
      "transfer",
      "referral",
    ]);
    expect((await searchCases(register, other.supervisor, { text: "ngozi" })).cases.map((hit) => hit.id)).toEqual([id]);
    const { rows } = await register.pool.query<{ retention: string; tokens: number }>(
      `select retention, (select count(*)::int from register.case_token where case_id = r.id and agency_id = $2) as tokens
       from register.case_record r where id = $1`,
      [id, agencies.home],
    );
    expect(rows[0]).toEqual({ retention: "child", tokens: 0 });

    for (const work of [
      () => readCase(register, home.caseworker, id),
      () => readCase(register, home.supervisor, id, { unmask: true }),
      () => historyOf(register, home.supervisor, id),
      () => listConsents(register, home["protection-officer"], id),
      () => editCase(register, home.caseworker, id, 2, { "/case/status": "closed" }),
      () => erasePerson(register, home["protection-officer"], id),
    ])
      await expect(work()).rejects.toThrow(
        `the case was handed over to ${clinic} on ${taken.decided?.slice(0, 10)} (receipt ${taken.receipt}); it can no longer be read or changed here`,
      );
    // Who never knew of it is told nothing now.
    await expect(readCase(register, people.far.caseworker, id)).rejects.toThrow(Missing);
    expect((await searchCases(register, home.supervisor, { text: "ngozi" })).total).toBe(0);
    const [kept] = await listCustody(register, home.caseworker);
    expect(kept).toMatchObject({
      way: "given",
      state: "accepted",
      receipt: taken.receipt,
      number: record.id,
      to: clinic,
    });
    expect(kept?.case).toBeUndefined();

    // The open referral ended; who made it no longer sees it, who keeps the case does.
    expect((await listReferrals(register, home.supervisor)).map((one) => one.id)).not.toContain(referral.id);
    expect((await listReferrals(register, other.supervisor)).find((one) => one.id === referral.id)?.state).toBe(
      "ended",
    );
    const trail = await register.pool.query<{ entry: string }>(
      "select entry from register.audit where entry::jsonb ->> 'id' = $1 and entry::jsonb ->> 'action' like 'custody.%'",
      [id],
    );
    expect(trail.rows.map(({ entry }) => (JSON.parse(entry) as { action: string }).action)).toEqual([
      "custody.offer",
      "custody.accepted",
    ]);
    expect(trail.rows[1]?.entry).toContain(`from ${agencies.home} to ${agencies.other}`);
    expect((await verifyAudit(register.pool)).broken).toBeUndefined();
  });

  test("the giver's own keys, with the whole database and the key file, open nothing of it any more", async () => {
    const { register, people, agencies, folder } = fixture;
    const { id, offer } = await offered();
    const opens = async (agency: string): Promise<number> => {
      const { rows } = await register.pool.query<{ person_id: string; coded: Buffer }>(
        "select person_id, coded from register.case_record where id = $1",
        [id],
      );
      const { person_id: person = "", coded = Buffer.of() } = rows[0] ?? {};
      const file = readFileSync(join(folder, "keys", "persons.keys"));
      const { wrapping } = register.agencies.of(agency);
      let opened = 0;
      // Every wrapped key of the file, wherever it stands, tried as this person's.
      for (let at = 0; at + 98 <= file.length; at += 98) {
        const key = unseal(wrapping, { table: "keys", row: person, column: "person" }, file.subarray(at + 33, at + 94));
        if (key && unseal(key, { table: "case_record", row: id, column: "coded" }, coded)) opened++;
      }
      return opened;
    };
    expect([await opens(agencies.home), await opens(agencies.other)]).toEqual([1, 0]);
    await acceptCustody(register, people.other.supervisor, offer.id);
    expect([await opens(agencies.home), await opens(agencies.other)]).toEqual([0, 1]);
    await fixture.reopen();
    expect((await readCase(fixture.register, people.other.supervisor, id)).id).toBe(id);
  });

  test("never against the person's last word; without consent only on a legal basis, which the protection officer alone may state", async () => {
    const { register, people, agencies } = fixture;
    const { home, other } = people;
    const { id } = await createCase(register, home.caseworker, sampleRecord({ consents: [] }));
    const offer = (who: Caller, basis?: string) => offerCustody(register, who, id, { to: agencies.other, basis });
    await expect(offer(home.supervisor)).rejects.toThrow(/has not agreed to be handed over to Hill clinic/);
    await recordConsent(register, home.caseworker, id, { ...agreed, scope: "minimum" });
    await expect(offer(home.supervisor)).rejects.toThrow(/with the whole record/);
    await expect(offer(home.caseworker)).rejects.toThrow(Refused);
    await expect(offer(home.supervisor, "court_order")).rejects.toThrow(Refused);
    await expect(offer(home["protection-officer"], "because")).rejects.toThrow(/not a legal basis/);
    const first = await offer(home["protection-officer"], "court_order");
    expect(first.ground).toBe("court_order");
    await expect(offer(home["protection-officer"], "court_order")).rejects.toThrow(
      /offered to an organisation already/,
    );
    // Refused meanwhile: the offer stands, and cannot be taken.
    await recordConsent(register, home.caseworker, id, { given: false, purpose: "transfer" });
    await expect(acceptCustody(register, other.supervisor, first.id)).rejects.toThrow(/no longer agrees/);
    expect((await readCase(register, home.caseworker, id)).id).toBe(id);
    await withdrawCustody(register, home.supervisor, first.id);
    await expect(offer(home["protection-officer"], "court_order")).rejects.toThrow(/does not want to be handed over/);
    // They changed their mind, then back: an open offer ends with the consent it rests on.
    const consent = await recordConsent(register, home.caseworker, id, agreed);
    const second = await offer(home.supervisor);
    await withdrawConsent(register, home.caseworker, id, consent.id);
    await expect(acceptCustody(register, other.supervisor, second.id)).rejects.toThrow(/the hand-over is withdrawn/);
    expect((await listCustody(register, other.supervisor)).find((one) => one.id === second.id)?.record).toBeUndefined();
  });

  test("is declined with a reason of the list, answered once, and refused where the number is taken until another is given", async () => {
    const { register, people } = fixture;
    const { other } = people;
    const { offer, id, record } = await offered("Kofi");
    await expect(declineCustody(register, other.supervisor, offer.id, "they are difficult")).rejects.toThrow(
      /not a reason on the list; expected no_capacity/,
    );
    expect(await declineCustody(register, other.supervisor, offer.id, "no_capacity")).toMatchObject({
      state: "declined",
      declined: "no_capacity",
    });
    await expect(acceptCustody(register, other.supervisor, offer.id)).rejects.toThrow(/is declined/);
    const again = await offerCustody(register, people.home.supervisor, id, { to: fixture.agencies.other });
    await createCase(register, other.caseworker, sampleRecord({ id: record.id }));
    await expect(acceptCustody(register, other.supervisor, again.id)).rejects.toThrow(/accept it with another number/);
    expect(register.people.doubled).toEqual([]);
    await acceptCustody(register, other.supervisor, again.id, { number: "clinic-77" });
    const view = await readCase(register, other.supervisor, id, { unmask: true });
    expect(view.record).toMatchObject({ id: "clinic-77", person: { names: [{ text: "Kofi" }], gender: "woman" } });
    expect((await searchCases(register, other.supervisor, { text: "clinic-77" })).total).toBe(1);
    await expect(editCase(register, other.supervisor, id, 1, { "/id": record.id })).rejects.toThrow(
      /already has a record with the number/,
    );
  });

  test("while somebody edits: whichever came first stands, and the edit that came late is refused in one sentence", async () => {
    const { register, people } = fixture;
    const { id, offer } = await offered("Racer");
    // An edit holds the row; the acceptance waits for it and takes the newer version.
    const client = await register.pool.connect();
    await client.query("begin");
    await client.query("select 1 from register.case_record where id = $1 for update", [id]);
    const edit = editCase(register, people.home.caseworker, id, 1, { "/case/status": "closed" });
    const consent = recordConsent(register, people.home.caseworker, id, { given: true, purpose: "contact" });
    const accept = acceptCustody(register, people.other.supervisor, offer.id);
    await new Promise((done) => setTimeout(done, 200));
    await client.query("commit");
    client.release();
    const said = /handed over to Hill clinic .*can no longer be read or changed here$/;
    const late = (error: unknown) => (said.test((error as Error).message) ? "late" : String(error));
    const [edited, recorded] = await Promise.all([
      edit.then(() => "done", late),
      consent.then(() => "done", late),
      accept,
    ]);
    expect(["done", "late"]).toEqual(expect.arrayContaining([edited, recorded]));
    const view = await readCase(register, people.other.supervisor, id);
    expect(view.record.case.status).toBe(edited === "done" ? "closed" : "active");
    const { rows } = await register.pool.query<{ n: number }>(
      "select count(distinct agency_id)::int as n from register.consent where case_id = $1",
      [id],
    );
    expect(rows[0]?.n).toBe(1);

    // Held the other way round: the acceptance is first, the edit waits and finds the case gone.
    const other = await offered("Late");
    const blocker = await register.pool.connect();
    await blocker.query("begin");
    await blocker.query("select 1 from register.case_record where id = $1 for update", [other.id]);
    const first = acceptCustody(register, people.other.supervisor, other.offer.id);
    await new Promise((done) => setTimeout(done, 200));
    const second = editCase(register, people.home.caseworker, other.id, 1, { "/case/status": "closed" });
    await new Promise((done) => setTimeout(done, 100));
    await blocker.query("commit");
    blocker.release();
    await first;
    await expect(second).rejects.toThrow(said);
  });

  test("an erased person is not handed over, and after it the keeper alone erases", async () => {
    const { register, people } = fixture;
    const gone = await offered("Gone");
    await erasePerson(register, people.home["protection-officer"], gone.id);
    await expect(acceptCustody(register, people.other.supervisor, gone.offer.id)).rejects.toThrow(/is withdrawn/);
    const kept = await offered("Kept");
    await acceptCustody(register, people.other.supervisor, kept.offer.id);
    await expect(erasePerson(register, people.home["protection-officer"], kept.id)).rejects.toThrow(/handed over/);
    expect(await erasePerson(register, people.other["protection-officer"], kept.id)).toEqual({ cases: 1 });
    await fixture.reopen();
    await expect(readCase(fixture.register, people.other.supervisor, kept.id)).rejects.toThrow(/erased/);
  });
});

test("a colleague takes a case over at once; who had it is told to whom it went", async () => {
  const { register, people } = fixture;
  const { id } = await createCase(register, people.home.caseworker, sampleRecord({ consents: [] }));
  const colleagues = await listColleagues(register, people.home.supervisor);
  expect(colleagues.map(({ name }) => name)).toContain("caseworker far");
  expect(JSON.stringify(colleagues)).not.toMatch(/other|analyst|administrator|@/);
  const far = people.far.caseworker.actor.account;
  await expect(assignCase(register, people.home.caseworker, id, far)).rejects.toThrow(Refused);
  for (const wrong of [people.other.caseworker, people.far.analyst])
    await expect(assignCase(register, people.home.supervisor, id, wrong.actor.account)).rejects.toThrow(
      /cannot be given a case/,
    );
  const { receipt } = await assignCase(register, people.home.supervisor, id, far);
  expect((await readCase(register, people.far.caseworker, id)).mine).toBe(true);
  await expect(editCase(register, people.home.caseworker, id, 1, { "/case/status": "closed" })).rejects.toThrow(
    `passed on to caseworker far on ${new Date().toISOString().slice(0, 10)} (receipt ${receipt}); nothing was changed`,
  );
  expect((await searchCases(register, people.far.caseworker, { text: "Amara" })).cases.map((hit) => hit.id)).toContain(
    id,
  );
  expect((await listCustody(register, people.home.caseworker))[0]).toMatchObject({
    way: "within",
    to: "caseworker far",
  });
});

test("row-level security alone lets each role offer, see, take, decline and withdraw exactly as the policy says", async () => {
  await fixture.reopen({ policyEngine: false });
  const { register, people, agencies } = fixture;
  const outcome = (work: Promise<unknown>) =>
    work.then(
      () => true,
      () => false,
    );
  const owned = (caller: Caller) => ({ agency: agencies.home, team: caller.actor.team, owner: caller.actor.account });
  const home = owned(people.home.caseworker);
  const everybody = (["home", "far", "other"] as const).flatMap((where) =>
    roles.map((role): [string, Caller] => [`${role} ${where}`, people[where][role]]),
  );
  for (const [who, caller] of everybody) {
    const { actor } = caller;
    const { id } = await createCase(register, people.home.caseworker, sampleRecord({ consents: [agreed] }));
    const to = agencies.other;
    expect(await outcome(offerCustody(register, caller, id, { to })), `${who} offers`).toBe(
      allows(actor, "custody", "create", home),
    );
    await register.pool.query("delete from register.custody where case_id = $1", [id]);
    expect(
      await outcome(offerCustody(register, caller, id, { to, basis: "court_order" })),
      `${who} states a basis`,
    ).toBe(allows(actor, "custody", "create", home) && allows(actor, "legal-basis", "create", home));
    await register.pool.query("delete from register.custody where case_id = $1", [id]);
    const offer = await offerCustody(register, people.home.supervisor, id, { to });
    const sees = (await listCustody(register, caller)).some((one) => one.id === offer.id);
    const receives = actor.agency === to && allows(actor, "custody", "decide");
    expect(sees, `${who} sees`).toBe(receives || allows(actor, "custody", "read", home));
    expect(
      await outcome(assignCase(register, caller, id, people.mate.caseworker.actor.account)),
      `${who} assigns`,
    ).toBe(allows(actor, "custody", "assign", home));
    await assignCase(register, people.home.supervisor, id, people.home.caseworker.actor.account);
    for (const [action, work] of [
      ["withdraw", () => withdrawCustody(register, caller, offer.id)],
      ["decline", () => declineCustody(register, caller, offer.id, "no_capacity")],
      ["accept", () => acceptCustody(register, caller, offer.id)],
    ] as const) {
      const may = action === "withdraw" ? allows(actor, "custody", "withdraw", home) : receives;
      expect(await outcome(work()), `${who} ${action}s`).toBe(may);
      if (action !== "accept")
        await register.pool.query("update register.custody set state = 'offered', declined = null where id = $1", [
          offer.id,
        ]);
    }
    // Taken for good: nobody of the giver reads, counts or finds it in any table.
    if (!receives) await acceptCustody(register, people.other.supervisor, offer.id);
    for (const table of ["case_record", "case_identity", "case_narrative", "case_facet", "case_change", "consent"]) {
      const { rows } = await transact(
        register.pool,
        { role: "app", account: people.home.supervisor.actor.account },
        ({ query }) =>
          query<{ n: number }>(
            `select count(*)::int as n from ${table} where ${table === "case_record" ? "id" : "case_id"} = $1`,
            [id],
          ),
      );
      expect(rows[0]?.n, table).toBe(0);
    }
  }
  // By hand, past the program: neither a row with another agency's name nor an acceptance by the giver.
  const { id, offer } = await offered("By hand");
  const as = (caller: Caller, text: string, values: unknown[]) =>
    transact(register.pool, { role: "app", account: caller.actor.account }, ({ query }) => query(text, values));
  const { supervisor } = people.home;
  await expect(
    as(supervisor, "update case_record set agency_id = $2 where id = $1", [id, agencies.other]),
  ).rejects.toThrow(/row-level security/);
  await expect(as(supervisor, "select custody_accept($1, null)", [offer.id])).rejects.toThrow(/not allowed/);
  await expect(
    as(supervisor, "select custody_move(array[$1::uuid], $2, null, null)", [id, agencies.other]),
  ).rejects.toThrow(/permission denied/);
  await expect(
    as(supervisor, "update custody set state = 'accepted', receipt = 'x' where id = $1", [offer.id]),
  ).rejects.toThrow(/permission denied/);
  await expect(as(supervisor, "update custody set state = 'accepted' where id = $1", [offer.id])).rejects.toThrow(
    /row-level security/,
  );
});
