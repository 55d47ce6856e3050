import { afterAll, beforeAll, expect, test } from "vitest";
import { createAgency } from "../accounts/accounts.ts";
import { listConsents, recordConsent, withdrawConsent } from "../consent/consent.ts";
import { editCase } from "../records/edit.ts";
import { createCase } from "../records/store.ts";
import { clinic, type Fixture, openFixture, sampleRecord } from "../testing/fixture.ts";
import { decideReferral, listReferrals, requestReferral } from "./referral.ts";

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture.end());

test("a referral needs a consent that holds, for that recipient, that covers the fields; the receipt opens what was passed on", async () => {
  const { register, people, agencies } = fixture;
  const me = people.home.caseworker;
  const { id } = await createCase(register, me, sampleRecord({ consents: [] }));
  const ask = (fields: string[], to = agencies.other) =>
    requestReferral(register, me, id, { to, service: "medical care", fields });
  await expect(ask(["/person/gender"])).rejects.toThrow(
    /has not agreed to be passed to Hill clinic \(purpose "referral"\); ask the person/,
  );
  await recordConsent(register, me, id, {
    given: true,
    purpose: "referral",
    scope: "minimum",
    recipient: "Somebody else",
  });
  await expect(ask(["/person/gender"])).rejects.toThrow(/has not agreed/);
  const consent = await recordConsent(register, me, id, {
    given: true,
    purpose: "referral",
    scope: "minimum",
    recipient: clinic,
  });
  await expect(ask(["/person/gender", "/person/names"])).rejects.toThrow(
    /covers "minimum", which leaves out \/person\/names\/0\/text/,
  );
  const referral = await ask(["/person/gender", "/person/wants"]);
  expect(referral).toMatchObject({ state: "requested", fields: ["/person/gender", "/person/wants"] });
  const theirs = people.other.supervisor;
  expect((await listReferrals(register, theirs)).map((seen) => seen.id)).toEqual([referral.id]);
  await expect(decideReferral(register, theirs, referral.id, "done")).rejects.toThrow(
    /is requested; expected one that is accepted/,
  );
  const accepted = await decideReferral(register, theirs, referral.id, "accepted");
  expect(accepted.record).toEqual({ person: { gender: "woman", wants: ["safety", "no_police"] } });
  expect((await decideReferral(register, theirs, referral.id, "accepted")).record).toEqual(accepted.record);
  expect(await decideReferral(register, theirs, referral.id, "done")).toMatchObject({ state: "done" });
  await expect(decideReferral(register, theirs, referral.id, "accepted")).rejects.toThrow(/is done/);

  const second = await ask(["/person/gender"]);
  await withdrawConsent(register, me, id, consent.id);
  expect((await listConsents(register, me, id)).find((kept) => kept.id === consent.id)?.withdrawn).toMatch(/^20/);
  expect((await listReferrals(register, theirs)).find((seen) => seen.id === second.id)?.state).toBe("withdrawn");
  await expect(decideReferral(register, theirs, second.id, "accepted")).rejects.toThrow(/is withdrawn/);
  await expect(ask(["/person/gender"])).rejects.toThrow(/has not agreed/);
});

test("the police are never told against the person's wish, whatever consent stands in the record", async () => {
  const { register, people } = fixture;
  const me = people.home.caseworker;
  const police = await createAgency(register, "City police", "police");
  const consents = ["referral", "police"].map((purpose) => ({ given: true, purpose, scope: "everything" }));
  const { id } = await createCase(register, me, sampleRecord({ consents }));
  const ask = () => requestReferral(register, me, id, { to: police, service: "report", fields: ["/person/gender"] });
  await expect(ask()).rejects.toThrow(/does not want contact with the police/);
  await editCase(register, me, id, 1, { "/person/wants": ["report"] });
  await expect(ask()).rejects.toThrow(/does not want contact/);
  await editCase(register, me, id, 2, { "/person/contactRules": null });
  expect(await ask()).toMatchObject({ state: "requested" });
  await withdrawConsent(
    register,
    me,
    id,
    (await listConsents(register, me, id)).find(({ purpose }) => purpose === "police")?.id ?? "",
  );
  await expect(ask()).rejects.toThrow(/purpose "police"/);
});
