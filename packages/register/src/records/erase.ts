import { type Caller, demand, perform } from "../access.ts";
import type { Register } from "../register.ts";
import { findCase, ownership } from "./read.ts";

/**
 * Erases a person: first every readable trace in the database, then the key, without which every copy of the sealed
 * values stays closed, those in backups included. What remains is that somebody was erased, when and by whom.
 */
export async function erasePerson(
  register: Register,
  caller: Caller,
  caseId: string,
): Promise<{ readonly cases: number }> {
  const person = await perform(register, caller, "person.erase", async (transaction) => {
    demand(register, caller, "person", "erase");
    const row = await findCase(transaction, caseId);
    demand(register, caller, "person", "erase", ownership(row));
    // A hand-over that comes between would move the rows but not stop the key from being destroyed.
    await findCase(transaction, caseId, "for update");
    const { rows } = await transaction.query<{ id: string }>(
      `update case_record set coded = null, versions = '{}', number = 'erased ' || id, erased_at = now()
       where person_id = $1 returning id`,
      [row.person_id],
    );
    const ids = rows.map(({ id }) => id);
    for (const table of ["case_identity", "case_narrative", "case_facet", "case_token", "case_change"])
      await transaction.query(`delete from ${table} where case_id = any($1)`, [ids]);
    await transaction.query(
      "update custody set state = 'withdrawn', codes = null, decided_at = now() where person_id = $1 and state = 'offered'",
      [row.person_id],
    );
    await transaction.query(
      "insert into erasure (person_id, agency_id, account_id) values ($1, $2, $3) on conflict do nothing",
      [row.person_id, row.agency_id, caller.actor.account],
    );
    transaction.audit({ action: "person.erase", outcome: "done", id: caseId, ids });
    return { id: row.person_id, cases: ids.length };
  });
  register.people.destroy(person.id);
  return { cases: person.cases };
}

/** Finishes erasures that a crash cut between the commit and the key: called when a register opens. */
export async function finishErasures(
  { pool, people }: Pick<Register, "pool" | "people">,
  schema: string,
): Promise<void> {
  const { rows } = await pool.query<{ person_id: string }>(`select person_id from ${schema}.erasure`);
  for (const { person_id } of rows) people.destroy(person_id);
}
