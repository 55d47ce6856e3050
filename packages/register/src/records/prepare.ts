import { type KeyObject, randomUUID } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { CaseRecord, Standards } from "@counterweight/cases";
import { Problem } from "@counterweight/kernel";
import { makeKeys } from "../keys/keySlots.ts";
import { readyKey } from "../keys/seal.ts";
import { type Gathered, Rows } from "./columns.ts";
import { facetColumns, facetsOf } from "./facets.ts";
import { keysOf, type Leaves, type Levels } from "./pointer.ts";
import { sealCodes, sealFields, searchTokens } from "./sealing.ts";

// Records sealed in a row: about two milliseconds of work.
const breath = 25;

/** What sealing needs to know: the lists, and the agency's keys. */
export type SealingRoom = {
  readonly standards: Standards;
  readonly levels: Levels;
  readonly agency: string;
  readonly wrapping: KeyObject;
  readonly index: KeyObject;
};

const tables = {
  case_record: { id: "uuid", person_id: "uuid", number: "text", coded: "bytea", retention: "text" },
  case_identity: { case_id: "uuid", fields: "jsonb" },
  case_narrative: { case_id: "uuid", fields: "jsonb" },
  case_facet: { case_id: "uuid", ...Object.fromEntries(facetColumns.map((name) => [name, "text" as const])) },
  consent: {
    id: "uuid",
    case_id: "uuid",
    position: "int4",
    given: "bool",
    purpose: "text",
    scope: "text",
    recipient: "text",
    from_date: "text",
    until_date: "text",
    withdrawn: "text",
  },
  case_token: { token: "bytea", case_id: "uuid" },
} as const;
export type RecordTable = keyof typeof tables;

/** Records sealed and ready to be written, with their ids in order, and their people's keys, which must be kept first. */
export type Prepared = {
  readonly ids: readonly string[];
  readonly people: readonly string[];
  readonly slots: Uint8Array<ArrayBuffer>;
  readonly tables: Readonly<Record<RecordTable, Gathered>>;
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

function prepareOne(
  { standards, levels, index }: SealingRoom,
  rows: Readonly<Record<RecordTable, Rows>>,
  { consents = [], ...record }: CaseRecord,
  person: string,
  bytes: Buffer,
): string {
  const id = randomUUID();
  const key = readyKey(bytes);
  const { codes, identity, narrative } = levels.split(record);
  checkNames(narrative);
  rows.case_record.add(id, person, record.id, sealCodes(key, id, codes), record.case.retention ?? "standard");
  if (identity.size > 0) rows.case_identity.add(id, JSON.stringify(sealFields(key, "identity", id, identity)));
  if (narrative.size > 0) rows.case_narrative.add(id, JSON.stringify(sealFields(key, "narrative", id, narrative)));
  rows.case_facet.add(id, ...Object.values(facetsOf(standards, record)));
  for (const [position, { given, purpose, scope, recipient, from, until, withdrawn }] of consents.entries())
    rows.consent.add(
      randomUUID(),
      id,
      position,
      given,
      ...[purpose, scope, recipient, from, until, withdrawn].map((text) => text ?? null),
    );
  for (const token of searchTokens(index, identity)) rows.case_token.add(token, id);
  return id;
}

/**
 * Takes checked records apart and seals them with new keys. Nothing is written: `slots` first, then the rows. Between a few
 * records it lets others have the thread, so that what was sealed before is sent meanwhile.
 */
export async function prepareRecords(room: SealingRoom, records: readonly CaseRecord[]): Promise<Prepared> {
  const people = records.map(() => randomUUID());
  const { keys, slots } = makeKeys(room.wrapping, room.agency, people);
  const rows = Object.fromEntries(
    Object.entries(tables).map(([table, columns]) => [table, new Rows(columns)]),
  ) as unknown as Record<RecordTable, Rows>;
  const ids: string[] = [];
  for (const [at, record] of records.entries()) {
    ids.push(prepareOne(room, rows, record, people[at] as string, keys[at] as Buffer));
    if (at % breath === breath - 1) await setImmediate();
  }
  return {
    ids,
    people,
    slots,
    tables: Object.fromEntries(
      Object.entries(rows).map(([table, gathered]) => [table, gathered.finish()]),
    ) as unknown as Prepared["tables"],
  };
}
