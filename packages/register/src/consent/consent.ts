import { randomUUID } from "node:crypto";
import { type Consent, vocabularyOf } from "@counterweight/cases";
import { Problem } from "@counterweight/kernel";
import { type Caller, demand, Missing, perform } from "../access.ts";
import { findCase, ownership } from "../records/read.ts";
import type { Register } from "../register.ts";
import type { Transaction } from "../transaction.ts";

export type KeptConsent = Consent & { readonly id: string };

type Row = {
  id: string;
  given: boolean;
  purpose: string | null;
  scope: string | null;
  recipient: string | null;
  from_date: string | null;
  until_date: string | null;
  withdrawn: string | null;
};

const keep = ({ from_date, until_date, ...row }: Row): KeptConsent =>
  Object.fromEntries(
    Object.entries({ ...row, from: from_date, until: until_date }).filter(([, value]) => value !== null),
  ) as KeptConsent;

const columns = "id, given, purpose, scope, recipient, from_date, until_date, withdrawn";
export const today = (): string => new Date().toISOString().slice(0, 10);

/** Whether a consent holds on a day: given, begun, not ended, not withdrawn. A year or month counts to its end. */
export function holds(consent: Consent, day: string = today()): boolean {
  return (
    consent.given &&
    consent.withdrawn === undefined &&
    (consent.from === undefined || consent.from.slice(0, day.length) <= day.slice(0, consent.from.length)) &&
    (consent.until === undefined || consent.until >= day.slice(0, consent.until.length))
  );
}

/** The consent that allows a purpose towards a recipient, if one holds. One without a recipient names everybody. */
export function consentFor(
  consents: readonly KeptConsent[],
  purpose: string,
  recipient?: string,
): KeptConsent | undefined {
  return consents.find(
    (consent) =>
      consent.purpose === purpose &&
      holds(consent) &&
      (consent.recipient === undefined || consent.recipient === recipient),
  );
}

export async function consentRowsOf({ query }: Transaction, caseId: string): Promise<KeptConsent[]> {
  const { rows } = await query<Row>(`select ${columns} from consent where case_id = $1 order by position`, [caseId]);
  return rows.map(keep);
}

export async function listConsents(register: Register, caller: Caller, caseId: string): Promise<KeptConsent[]> {
  return perform(register, caller, "consent.read", async (transaction) => {
    demand(register, caller, "consent", "read");
    const row = await findCase(transaction, caseId);
    demand(register, caller, "consent", "read", ownership(row));
    transaction.audit({ action: "consent.read", outcome: "done", id: caseId });
    return consentRowsOf(transaction, caseId);
  });
}

/** Records what a person agreed to, or refused. */
export async function recordConsent(
  register: Register,
  caller: Caller,
  caseId: string,
  consent: Consent,
): Promise<KeptConsent> {
  for (const [list, value] of [
    ["consent_purpose", consent.purpose],
    ["consent_scope", consent.scope],
  ] as const)
    if (value !== undefined && !vocabularyOf(register.standards, list).byCode.has(value))
      throw new Problem({
        code: "consent.code",
        what: `"${value.slice(0, 40)}" is not a value of the list "${list}"`,
        expected: [...vocabularyOf(register.standards, list).byCode.keys()].join(", "),
      });
  return perform(register, caller, "consent.create", async (transaction) => {
    demand(register, caller, "consent", "create");
    const row = await findCase(transaction, caseId);
    demand(register, caller, "consent", "create", ownership(row));
    // What is written below names the agency of the row: a hand-over waits for it, or it for the hand-over.
    await findCase(transaction, caseId, "for update");
    const { rows } = await transaction.query<Row>(
      `insert into consent (id, case_id, agency_id, team_id, owner_id, position, given, purpose, scope, recipient, from_date, until_date, recorded_by)
       select $1, $2, $3, $4, $5, (select count(*) from consent where case_id = $2), $6, $7, $8, $9, $10, $11, $12
       returning ${columns}`,
      [
        randomUUID(),
        caseId,
        row.agency_id,
        row.team_id,
        row.owner_id,
        consent.given,
        consent.purpose ?? null,
        consent.scope ?? null,
        consent.recipient ?? null,
        consent.from ?? today(),
        consent.until ?? null,
        caller.actor.account,
      ],
    );
    transaction.audit({ action: "consent.create", outcome: "done", id: caseId, note: consent.purpose });
    return keep(rows[0] as Row);
  });
}

/** Withdraws a consent. It stays on record with the day; open referrals that rest on it are withdrawn with it. */
export async function withdrawConsent(
  register: Register,
  caller: Caller,
  caseId: string,
  consentId: string,
): Promise<KeptConsent> {
  return perform(register, caller, "consent.withdraw", async (transaction) => {
    demand(register, caller, "consent", "withdraw");
    const row = await findCase(transaction, caseId);
    demand(register, caller, "consent", "withdraw", ownership(row));
    await findCase(transaction, caseId, "for update");
    const { rows } = await transaction.query<Row>(
      `update consent set withdrawn = coalesce(withdrawn, $3) where id = $1 and case_id = $2 returning ${columns}`,
      [consentId, caseId, today()],
    );
    if (rows[0] === undefined) throw new Missing("consent");
    await transaction.query(
      "update custody set state = 'withdrawn', codes = null, decided_at = now() where consent_id = $1 and state = 'offered'",
      [consentId],
    );
    await transaction.query(
      "update referral set state = 'withdrawn', payload = null where consent_id = $1 and state in ('requested', 'accepted')",
      [consentId],
    );
    transaction.audit({ action: "consent.withdraw", outcome: "done", id: caseId, note: rows[0].purpose ?? undefined });
    return keep(rows[0]);
  });
}
