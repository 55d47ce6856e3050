import { randomUUID } from "node:crypto";
import { Problem } from "@counterweight/kernel";
import { type Caller, demand, Missing, perform } from "../access.ts";
import { consentFor, consentRowsOf } from "../consent/consent.ts";
import { seal, unseal } from "../keys/seal.ts";
import { type Leaves, unflatten } from "../records/pointer.ts";
import { findCase, openLeaves, ownership } from "../records/read.ts";
import type { Register } from "../register.ts";
import type { Transaction } from "../transaction.ts";

export type ReferralView = {
  readonly id: string;
  readonly state: string;
  readonly service: string;
  readonly from: string;
  readonly to: string;
  readonly requested: string;
  readonly decided?: string;
  readonly done?: string;
  /** Whether the caller's agency keeps the case or was asked. */
  readonly way: "sent" | "received";
  /** The case, for the agency that keeps it. */
  readonly case?: string;
  /** Fields passed on: the least the service needs, within what the person agreed to. */
  readonly fields: readonly string[];
  /** What was passed on, for the receiving agency once it accepts. */
  readonly record?: unknown;
};

export type ReferralRequest = {
  readonly to: string;
  readonly service: string;
  readonly fields: readonly string[];
  /** The consent it rests on, where several hold; the first that holds unless told. */
  readonly consent?: string | undefined;
};

const minimum = /^\/person\/(gender|mayBeChild|primaryLanguage|wants|contactRules\/(safe|unsafe|mayLeave|never).*)$/;

/** What a scope of consent lets through. */
export function withinScope(register: Register, scope: string | undefined, pointer: string): boolean {
  if (scope === "everything") return true;
  if (scope === "classification") return register.levels.of(pointer) === "code" && pointer !== "/id";
  return minimum.test(pointer);
}

const refuse = (what: string, doThis: string) => new Problem({ code: "referral.consent", what, doThis });

function pick(leaves: Leaves, fields: readonly string[]): Leaves {
  return new Map(
    [...leaves].filter(([pointer]) => fields.some((field) => pointer === field || pointer.startsWith(`${field}/`))),
  );
}

/** An agency one may refer to, and the purpose the person must have agreed to for it. */
export async function recipientOf(
  { query }: Transaction,
  to: string,
  from: string,
): Promise<{ readonly name: string; readonly purpose: "police" | "referral"; readonly from: string }> {
  const { rows } = await query<{ id: string; name: string; kind: string }>(
    "select id, name, kind from agency where id::text = any($1)",
    [[to, from]],
  );
  const target = rows.find(({ id }) => id === to);
  if (target === undefined || to === from) throw new Missing("agency");
  return {
    name: target.name,
    purpose: target.kind === "police" ? "police" : "referral",
    from: rows.find(({ id }) => id === from)?.name ?? "",
  };
}

/** The police are never told against the person's wish, whatever was agreed to. */
export function againstWish(purpose: string, leaves: Leaves): boolean {
  const never = [leaves.get("/person/contactRules/neverContact"), leaves.get("/person/wants")].flat();
  return purpose === "police" && (never.includes("police") || never.includes("no_police"));
}

/** Asks another agency for a service. Only with a consent that holds for it, and never the police against the person's wish. */
export async function requestReferral(
  register: Register,
  caller: Caller,
  caseId: string,
  { to, service, fields, consent: chosenConsent }: ReferralRequest,
): Promise<ReferralView> {
  return perform(register, caller, "referral.create", async (transaction) => {
    demand(register, caller, "referral", "create");
    const row = await findCase(transaction, caseId);
    demand(register, caller, "referral", "create", ownership(row));
    await findCase(transaction, caseId, "for update");
    const target = await recipientOf(transaction, to, row.agency_id);
    const consents = await consentRowsOf(transaction, caseId);
    const consent = consentFor(
      chosenConsent === undefined ? consents : consents.filter(({ id }) => id === chosenConsent),
      target.purpose,
      target.name,
    );
    if (consent === undefined)
      throw refuse(
        `the person has not agreed to be passed to ${target.name} (purpose "${target.purpose}")`,
        "ask the person and record the consent first",
      );
    const leaves = await openLeaves(register, transaction, row, ["identity", "narrative"]);
    if (againstWish(target.purpose, leaves))
      throw refuse(
        "the person does not want contact with the police",
        "respect it, or record that the person changed it",
      );
    const chosen = pick(leaves, fields);
    const beyond = [...chosen.keys()].filter((pointer) => !withinScope(register, consent.scope, pointer));
    if (beyond.length > 0)
      throw refuse(
        `the consent covers "${consent.scope ?? "minimum"}", which leaves out ${beyond.slice(0, 3).join(", ")}`,
        "ask for fewer fields",
      );
    const id = randomUUID();
    const key = register.people.of(row.person_id) as Buffer;
    const payload = seal(key, { table: "referral", row: id, column: "payload" }, JSON.stringify([...chosen]));
    const { rows } = await transaction.query<{ requested_at: Date }>(
      `insert into referral (id, case_id, consent_id, from_agency, held_by, to_agency, team_id, owner_id, service, fields, payload, requested_by)
       values ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9, $10, $11) returning requested_at`,
      [
        id,
        caseId,
        consent.id,
        row.agency_id,
        to,
        row.team_id,
        row.owner_id,
        service,
        [...chosen.keys()],
        payload,
        caller.actor.account,
      ],
    );
    transaction.audit({ action: "referral.create", outcome: "done", id: caseId, fields: [...chosen.keys()], note: to });
    return {
      id,
      state: "requested",
      service,
      from: target.from,
      to: target.name,
      way: "sent",
      case: caseId,
      requested: rows[0]?.requested_at.toISOString() ?? "",
      fields: [...chosen.keys()],
    };
  });
}

type Row = {
  id: string;
  case_id: string;
  person_id: string | null;
  state: string;
  service: string;
  from_name: string;
  to_name: string;
  to_agency: string;
  held_by: string;
  requested_at: Date;
  decided_at: Date | null;
  done_at: Date | null;
  fields: string[];
  payload: Buffer | null;
};

const select = `select r.*, f.name as from_name, t.name as to_name
  from referral r join agency f on f.id = r.from_agency join agency t on t.id = r.to_agency`;

const view = (row: Row, agency: string): ReferralView => ({
  id: row.id,
  state: row.state,
  service: row.service,
  from: row.from_name,
  to: row.to_name,
  requested: row.requested_at.toISOString(),
  ...(row.decided_at === null ? {} : { decided: row.decided_at.toISOString() }),
  ...(row.done_at === null ? {} : { done: row.done_at.toISOString() }),
  way: row.held_by === agency ? "sent" : "received",
  ...(row.held_by === agency ? { case: row.case_id } : {}),
  fields: row.fields,
});

export async function listReferrals(register: Register, caller: Caller): Promise<ReferralView[]> {
  return perform(register, caller, "referral.read", async ({ query, audit }) => {
    demand(register, caller, "referral", "read");
    const { rows } = await query<Row>(`${select} order by r.requested_at desc limit 200`);
    audit({ action: "referral.read", outcome: "done", ids: rows.map(({ id }) => id) });
    return rows.map((row) => view(row, caller.actor.agency));
  });
}

/** The receiving agency accepts, declines, or says done. Accepting opens what was passed on; it is the receipt. */
export async function decideReferral(
  register: Register,
  caller: Caller,
  id: string,
  decision: "accepted" | "declined" | "done",
): Promise<ReferralView> {
  return perform(register, caller, "referral.decide", async ({ query, audit }) => {
    demand(register, caller, "referral", "decide");
    const before = decision === "done" ? "accepted" : "requested";
    const { rows } = /^[0-9a-f-]{36}$/.test(id)
      ? await query<Row>(`${select} where r.id = $1 for update of r`, [id])
      : { rows: [] };
    const row = rows[0];
    if (row === undefined || row.to_agency !== caller.actor.agency) throw new Missing("referral");
    // Accepted already: what was passed on is shown again, which is noted again; an answer lost on its way loses nothing.
    const again = decision === "accepted" && row.state === "accepted";
    if (row.state !== before && !again)
      throw new Problem({
        code: "referral.state",
        what: `the referral is ${row.state}`,
        expected: `one that is ${before}`,
      });
    if (!again)
      await query(
        decision === "done"
          ? "update referral set state = 'done', done_at = now(), payload = null where id = $1"
          : "update referral set state = $2, decided_at = now(), decided_by = $3, payload = case when $2 = 'declined' then null else payload end where id = $1",
        decision === "done" ? [id] : [id, decision, caller.actor.account],
      );
    audit({
      action: again ? "referral.opened" : `referral.${decision}`,
      outcome: "done",
      id: row.case_id,
      fields: row.fields,
    });
    const done = { ...view(row, caller.actor.agency), state: decision };
    if (decision !== "accepted" || row.payload === null) return done;
    const person = await personOf(register, row.case_id);
    const key = person === undefined ? undefined : register.people.of(person);
    const clear = key && unseal(key, { table: "referral", row: id, column: "payload" }, row.payload);
    return clear === undefined
      ? done
      : { ...done, record: unflatten(JSON.parse(clear.toString()) as [string, unknown][]) };
  });
}

/** The receiving agency may not see the case; only its person's key is looked up, by the register itself. */
async function personOf({ pool }: Register, caseId: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ person_id: string }>("select person_id from register.case_record where id = $1", [
    caseId,
  ]);
  return rows[0]?.person_id;
}

export type AgencyView = { readonly id: string; readonly name: string; readonly kind: string };

/** Agencies a case may be passed to: all but one's own. */
export async function listAgencies(register: Register, caller: Caller): Promise<AgencyView[]> {
  return perform(register, caller, "referral.read", async ({ query, audit }) => {
    demand(register, caller, "referral", "read");
    const { rows } = await query<{ id: string; name: string; kind: string }>(
      "select id, name, kind from agency where id <> $1 order by name, id",
      [caller.actor.agency],
    );
    audit({ action: "agency.read", outcome: "done" });
    return rows;
  });
}
