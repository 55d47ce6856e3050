import { checkRecord } from "@counterweight/cases";
import { Problem } from "@counterweight/kernel";
import { type Caller, demand, Missing, perform } from "../access.ts";
import { readyKey } from "../keys/seal.ts";
import type { Register } from "../register.ts";
import type { Transaction } from "../transaction.ts";
import { insertStatement } from "./columns.ts";
import { type Prepared, prepareRecords, type RecordTable, type SealingRoom } from "./prepare.ts";

type Placement = { readonly owner: string | null; readonly team: string | null; readonly importId?: string };

/** The room in which an agency's records are sealed on this thread. */
export function roomOf({ standards, levels, agencies }: Register, agency: string): SealingRoom {
  const { wrapping, index } = agencies.of(agency);
  return { standards, levels, agency, wrapping: readyKey(wrapping), index: readyKey(index) };
}

/** Writes prepared records, one statement a table. Their people's keys are kept before. */
export async function writeRecords(
  { query }: Transaction,
  agency: string,
  prepared: Prepared,
  { owner, team, importId }: Placement,
  recordedBy: string,
): Promise<void> {
  const place = { agency_id: ["uuid", agency], team_id: ["uuid", team], owner_id: ["uuid", owner] } as const;
  const write = async (table: RecordTable, fixed: Parameters<typeof insertStatement>[2]) => {
    const rows = prepared.tables[table];
    if (rows.size === 0) return;
    const { text, values } = insertStatement(table, rows, fixed);
    await query(text, values);
  };
  await write("case_record", { ...place, import_id: ["uuid", importId ?? null] });
  await write("case_identity", place);
  await write("case_narrative", place);
  await write("case_facet", place);
  await write("consent", { ...place, recorded_by: ["uuid", recordedBy] });
  await write("case_token", { agency_id: ["uuid", agency] });
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
      const prepared = await prepareRecords(roomOf(register, actor.agency), [record]);
      register.people.append(prepared.slots);
      transaction.undo(() => register.people.forget(prepared.people));
      await writeRecords(transaction, actor.agency, prepared, placement, actor.account);
      const [id] = prepared.ids;
      if (id === undefined) throw new Missing("record");
      transaction.audit({ action: "case.create", outcome: "done", id });
      return { id, version: 1 };
    });
  } catch (error) {
    throw numberTaken(error, String((value as { id?: unknown } | null)?.id));
  }
}
