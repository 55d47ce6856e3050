import { randomUUID } from "node:crypto";
import { type CaseRecord, type Consent, checkRecord } from "@counterweight/cases";
import { Problem } from "@counterweight/kernel";
import { type Caller, demand, Missing, perform } from "../access.ts";
import type { Register } from "../register.ts";
import type { Transaction } from "../transaction.ts";
import { facetColumns, facetsOf } from "./facets.ts";
import { flatten, keysOf, type Leaves } from "./pointer.ts";
import { sealCodes, sealFields, searchTokens, split } from "./sealing.ts";

/** A record's leaves without what is kept in tables of its own. */
export function leavesOf({ consents: _kept, ...record }: CaseRecord): Leaves {
  const leaves = flatten(record);
  for (const pointer of leaves.keys())
    if (keysOf(pointer) === undefined)
      throw new Problem({
        code: "cases.field-name",
        where: pointer.slice(0, 80),
        what: "the field's name cannot be kept",
      });
  return leaves;
}

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

/** Writes checked records: keys first (durable), then every row of them in few statements. Gives their ids in order. */
export async function insertRecords(
  register: Register,
  { query }: Transaction,
  agency: string,
  records: readonly CaseRecord[],
  { owner, team, importId }: Placement,
  recordedBy: string,
): Promise<string[]> {
  const ids = records.map(() => randomUUID());
  const people = records.map(() => randomUUID());
  const keys = register.people.create(agency, people);
  const { index } = register.agencies.of(agency);
  const rows = { record: [], identity: [], narrative: [], facet: [], consent: [] } as Record<string, object[]>;
  const tokens: { token: string; case_id: string }[] = [];
  for (const [at, record] of records.entries()) {
    const [id, key] = [ids[at] as string, keys[at] as Buffer];
    const { code, identity, narrative } = split(leavesOf(record), register.levelOf);
    rows.record?.push({
      id,
      person_id: people[at],
      number: record.id,
      coded: `\\x${sealCodes(key, id, code).toString("hex")}`,
      retention: record.case.retention ?? "standard",
    });
    if (identity.size > 0) rows.identity?.push({ case_id: id, fields: sealFields(key, "identity", id, identity) });
    if (narrative.size > 0) rows.narrative?.push({ case_id: id, fields: sealFields(key, "narrative", id, narrative) });
    rows.facet?.push({ case_id: id, ...facetsOf(register.standards, record) });
    rows.consent?.push(...consentRows(record.consents ?? [], id));
    for (const token of searchTokens(index, identity))
      tokens.push({ token: `\\x${token.toString("hex")}`, case_id: id });
  }
  const place = [agency, team, owner];
  const json = (list: object[] | undefined) => JSON.stringify(list);
  await query(
    `insert into case_record (id, person_id, number, coded, retention, agency_id, team_id, owner_id, import_id)
     select r.*, $2::uuid, $3::uuid, $4::uuid, $5::uuid
     from jsonb_to_recordset($1) as r(id uuid, person_id uuid, number text, coded bytea, retention text)`,
    [json(rows.record), ...place, importId ?? null],
  );
  for (const level of ["identity", "narrative"])
    if (rows[level]?.length !== 0)
      await query(
        `insert into case_${level} (case_id, fields, agency_id, team_id, owner_id)
         select r.*, $2::uuid, $3::uuid, $4::uuid from jsonb_to_recordset($1) as r(case_id uuid, fields jsonb)`,
        [json(rows[level]), ...place],
      );
  await query(
    `insert into case_facet (case_id, ${facetColumns.join(", ")}, agency_id, team_id, owner_id, created_at)
     select r.*, $2::uuid, $3::uuid, $4::uuid, now()
     from jsonb_to_recordset($1) as r(case_id uuid, ${facetColumns.map((name) => `${name} text`).join(", ")})`,
    [json(rows.facet), ...place],
  );
  if (rows.consent?.length !== 0)
    await query(
      `insert into consent (id, case_id, position, given, purpose, scope, recipient, from_date, until_date, withdrawn,
         agency_id, team_id, owner_id, recorded_by)
       select r.*, $2::uuid, $3::uuid, $4::uuid, $5::uuid
       from jsonb_to_recordset($1) as r(id uuid, case_id uuid, position int, given boolean, purpose text, scope text,
         recipient text, from_date text, until_date text, withdrawn text)`,
      [json(rows.consent), ...place, recordedBy],
    );
  if (tokens.length > 0)
    await query(
      `insert into case_token (agency_id, token, case_id)
       select $2::uuid, r.* from jsonb_to_recordset($1) as r(token bytea, case_id uuid)`,
      [json(tokens), agency],
    );
  return ids;
}

function numberTaken(error: unknown, number: string): unknown {
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
      const [id] = await insertRecords(register, transaction, actor.agency, [record], placement, actor.account);
      if (id === undefined) throw new Missing("record");
      transaction.audit({ action: "case.create", outcome: "done", id });
      return { id, version: 1 };
    });
  } catch (error) {
    throw numberTaken(error, String((value as { id?: unknown } | null)?.id));
  }
}
