import type { CaseRecord, Consent } from "@counterweight/cases";
import { type Caller, demand, Missing, may, perform } from "../access.ts";
import type { Ownership } from "../policy/decide.ts";
import type { Register } from "../register.ts";
import type { Transaction } from "../transaction.ts";
import { type Leaves, unflatten } from "./pointer.ts";
import { openCodes, openFields, type SealedFields } from "./sealing.ts";

export type CaseRow = {
  id: string;
  person_id: string;
  number: string;
  agency_id: string;
  team_id: string | null;
  owner_id: string | null;
  created_at: Date;
  updated_at: Date;
  version: number;
  versions: Record<string, number>;
  coded: Buffer | null;
  retention: string;
  erased_at: Date | null;
};

/** A case as one caller may see it. */
export type CaseView = {
  readonly id: string;
  readonly version: number;
  readonly created: string;
  readonly updated: string;
  readonly mine: boolean;
  readonly record: CaseRecord;
  /** Levels left out: not allowed, or masked until asked for. */
  readonly withheld: readonly ("identity" | "narrative")[];
};

export const ownership = (row: CaseRow): Ownership & { id: string } => ({
  id: row.id,
  agency: row.agency_id,
  team: row.team_id ?? undefined,
  owner: row.owner_id ?? undefined,
});

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** The case was theirs and is now another's: only the receipt is left here. Nothing the caller asked for was done. */
export class HandedOver extends Error {
  constructor(to: string, day: string, receipt: string, within: boolean) {
    const rest = within ? "nothing was changed" : "it can no longer be read or changed here";
    super(`the case was ${within ? "passed on" : "handed over"} to ${to} on ${day} (receipt ${receipt}); ${rest}`);
    this.name = "HandedOver";
  }
}

/** The row of a case the caller may know of; else what is known of its hand-over, or Missing. */
export async function findCase({ query }: Transaction, id: string, lock = ""): Promise<CaseRow> {
  if (!isId(id)) throw new Missing("record");
  const { rows } = await query<CaseRow>(`select * from case_record where id = $1 ${lock}`, [id]);
  if (rows[0] !== undefined) return rows[0];
  const gone = await query<{ to: string; day: string; receipt: string; within: boolean }>(
    `select case when c.to_account is null then t.name else app_name(c.to_account) end as to, c.receipt,
       to_char(c.decided_at at time zone 'UTC', 'YYYY-MM-DD') as day, c.from_agency = c.to_agency as within
     from custody c join agency t on t.id = c.to_agency
     where c.case_id = $1 and c.state = 'accepted' and c.from_agency = app_agency() order by c.decided_at desc limit 1`,
    [id],
  );
  if (gone.rows[0] === undefined) throw new Missing("record");
  const { to, day, receipt, within } = gone.rows[0];
  throw new HandedOver(to, day, receipt, within);
}

async function sealedFields({ query }: Transaction, level: "identity" | "narrative", id: string) {
  const { rows } = await query<{ fields: SealedFields }>(`select fields from case_${level} where case_id = $1`, [id]);
  return rows[0]?.fields;
}

export class Erased extends Error {
  constructor() {
    super("the person was erased from this register");
    this.name = "Erased";
  }
}

/** Opens the levels asked for. */
export async function openLeaves(
  register: Register,
  transaction: Transaction,
  row: CaseRow,
  levels: readonly ("identity" | "narrative")[],
): Promise<Leaves> {
  const key = register.people.of(row.person_id);
  const leaves = key && row.coded ? openCodes(key, row.id, row.coded) : undefined;
  if (key === undefined || leaves === undefined) throw new Erased();
  for (const level of levels)
    for (const [pointer, value] of openFields(key, level, row.id, await sealedFields(transaction, level, row.id)))
      leaves.set(pointer, value);
  return leaves;
}

export async function consentsOf({ query }: Transaction, id: string): Promise<Consent[]> {
  const { rows } = await query<Record<string, string | boolean | null>>(
    `select given, purpose, scope, recipient, from_date as "from", until_date as "until", withdrawn
     from consent where case_id = $1 order by position`,
    [id],
  );
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Consent);
}

/** Leaves as a record; the parts a record always has are there even when empty. */
export function recordOf(leaves: Leaves, consents: readonly Consent[]): CaseRecord {
  const record = { person: {}, case: {}, elements: {}, exploitation: {}, ...unflatten(leaves) };
  return { ...record, ...(consents.length > 0 ? { consents } : {}) } as CaseRecord;
}

/** Reads one case. Identity stays masked unless `unmask`, which needs the permission and a fresh sign-in, and is noted. */
export async function readCase(
  register: Register,
  caller: Caller,
  id: string,
  { unmask = false }: { readonly unmask?: boolean } = {},
): Promise<CaseView> {
  return perform(register, caller, "case.read", async (transaction) => {
    demand(register, caller, "case", "read");
    const row = await findCase(transaction, id);
    const owned = ownership(row);
    demand(register, caller, "case", "read", owned);
    if (unmask) demand(register, caller, "identity", "read", owned);
    const levels = (["identity", "narrative"] as const).filter(
      (level) => may(register, caller, level, "read", owned) && (level === "narrative" || unmask),
    );
    const leaves = await openLeaves(register, transaction, row, levels);
    const record = recordOf(leaves, await consentsOf(transaction, id));
    transaction.audit({ action: unmask ? "identity.read" : "case.read", outcome: "done", id });
    return {
      id,
      version: row.version,
      created: row.created_at.toISOString(),
      updated: row.updated_at.toISOString(),
      mine: row.owner_id === caller.actor.account,
      record,
      withheld: (["identity", "narrative"] as const).filter((level) => !levels.includes(level)),
    };
  });
}
