import { randomUUID } from "node:crypto";
import { type CaseRecord, type Consent, checkRecord } from "@counterweight/cases";
import { Problem } from "@counterweight/kernel";
import { type Caller, demand, Missing, perform } from "../access.ts";
import { readyKey } from "../keys/seal.ts";
import type { Register } from "../register.ts";
import type { Transaction } from "../transaction.ts";
import { facetColumns, facetsOf } from "./facets.ts";
import { keysOf, type Leaves } from "./pointer.ts";
import { sealCodes, sealFields, searchTokens } from "./sealing.ts";

type Placement = { readonly owner: string | null; readonly team: string | null; readonly importId?: string };

/** Consents as rows: their order in the record is kept. */
export function consentRows(consents: readonly Consent[], id: string) {
  return consents.map((consent, position) => ({
    id: randomUUID(),
    case_id: id,
    position,
    given: consent.given,
    purpose: consent.purpose ?? null,
    scope: consent.scope ?? null,
    recipient: consent.recipient ?? null,
    from_date: consent.from ?? null,
    until_date: consent.until ?? null,
    withdrawn: consent.withdrawn ?? null,
  }));
}

/** Records sealed and ready to be written, with their ids in order. */
export type Prepared = {
  readonly ids: readonly string[];
  readonly record: object[];
  readonly identity: object[];
  readonly narrative: object[];
  readonly facet: object[];
  readonly consent: object[];
  readonly token: object[];
};

function checkNames(leaves: Leaves): void {
  for (const pointer of leaves.keys())
    if (keysOf(pointer) === undefined)
      throw new Problem({
        code: "cases.field-name",
        where: pointer.slice(0, 80),
        what: "the field's name cannot be kept",
      });
}

/** Takes checked records apart and seals them with new keys, which are durable before any value sealed with them. */
export function prepareRecords(register: Register, agency: string, records: readonly CaseRecord[]): Prepared {
  const ids = records.map(() => randomUUID());
  const people = records.map(() => randomUUID());
  const keys = register.people.create(agency, people);
  const { index } = register.agencies.of(agency);
  const rows: Prepared = { ids, record: [], identity: [], narrative: [], facet: [], consent: [], token: [] };
  for (const [at, { consents = [], ...record }] of records.entries()) {
    const [id, key] = [ids[at] as string, readyKey(keys[at] as Buffer)];
    const { codes, identity, narrative } = register.levels.split(record);
    checkNames(narrative);
    rows.record.push({
      id,
      person_id: people[at],
      number: record.id,
      coded: sealCodes(key, id, codes).toString("base64"),
      retention: record.case.retention ?? "standard",
    });
    if (identity.size > 0) rows.identity.push({ case_id: id, fields: sealFields(key, "identity", id, identity) });
    if (narrative.size > 0) rows.narrative.push({ case_id: id, fields: sealFields(key, "narrative", id, narrative) });
    rows.facet.push({ case_id: id, ...facetsOf(register.standards, record) });
    rows.consent.push(...consentRows(consents, id));
    for (const token of searchTokens(index, identity))
      rows.token.push({ token: token.toString("base64"), case_id: id });
  }
  return rows;
}

/** Writes prepared records in few statements. */
export async function writeRecords(
  { query }: Transaction,
  agency: string,
  rows: Prepared,
  { owner, team, importId }: Placement,
  recordedBy: string,
): Promise<void> {
  const place = [agency, team, owner];
  const json = (list: object[]) => JSON.stringify(list);
  await query(
    `insert into case_record (id, person_id, number, coded, retention, agency_id, team_id, owner_id, import_id)
     select r.id, r.person_id, r.number, decode(r.coded, 'base64'), r.retention, $2::uuid, $3::uuid, $4::uuid, $5::uuid
     from json_to_recordset($1) as r(id uuid, person_id uuid, number text, coded text, retention text)`,
    [json(rows.record), ...place, importId ?? null],
  );
  for (const level of ["identity", "narrative"] as const)
    if (rows[level].length > 0)
      await query(
        `insert into case_${level} (case_id, fields, agency_id, team_id, owner_id)
         select r.*, $2::uuid, $3::uuid, $4::uuid from json_to_recordset($1) as r(case_id uuid, fields jsonb)`,
        [json(rows[level]), ...place],
      );
  await query(
    `insert into case_facet (case_id, ${facetColumns.join(", ")}, agency_id, team_id, owner_id, created_at)
     select r.*, $2::uuid, $3::uuid, $4::uuid, now()
     from json_to_recordset($1) as r(case_id uuid, ${facetColumns.map((name) => `${name} text`).join(", ")})`,
    [json(rows.facet), ...place],
  );
  if (rows.consent.length > 0)
    await query(
      `insert into consent (id, case_id, position, given, purpose, scope, recipient, from_date, until_date, withdrawn,
         agency_id, team_id, owner_id, recorded_by)
       select r.*, $2::uuid, $3::uuid, $4::uuid, $5::uuid
       from json_to_recordset($1) as r(id uuid, case_id uuid, position int, given boolean, purpose text, scope text,
         recipient text, from_date text, until_date text, withdrawn text)`,
      [json(rows.consent), ...place, recordedBy],
    );
  if (rows.token.length > 0)
    await query(
      `insert into case_token (agency_id, token, case_id)
       select $2::uuid, decode(r.token, 'base64'), r.case_id from json_to_recordset($1) as r(token text, case_id uuid)`,
      [json(rows.token), agency],
    );
}

/** The database's refusal of a number that is taken, in words; any other error as it is. */
export function numberTaken(error: unknown, number: string): unknown {
  if ((error as { constraint?: string }).constraint !== "case_record_agency_id_number_key") return error;
  return new Problem({
    code: "cases.number-taken",
    where: "id",
    what: `the agency already has a record with the number "${number}"`,
    doThis: "choose another number, or edit that record",
  });
}

/** Records one person's case; the caller owns it. */
export async function createCase(
  register: Register,
  caller: Caller,
  value: unknown,
): Promise<{ readonly id: string; readonly version: number }> {
  const { actor } = caller;
  try {
    return await perform(register, caller, "case.create", async (transaction) => {
      demand(register, caller, "case", "create");
      const record = checkRecord(register.standards, value);
      const placement = { owner: actor.account, team: actor.team ?? null };
      const rows = prepareRecords(register, actor.agency, [record]);
      await writeRecords(transaction, actor.agency, rows, placement, actor.account);
      const [id] = rows.ids;
      if (id === undefined) throw new Missing("record");
      transaction.audit({ action: "case.create", outcome: "done", id });
      return { id, version: 1 };
    });
  } catch (error) {
    throw numberTaken(error, String((value as { id?: unknown } | null)?.id));
  }
}
