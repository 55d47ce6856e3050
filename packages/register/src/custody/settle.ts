import type { PoolClient } from "pg";
import type { PersonKeys } from "../keys/personKeys.ts";
import type { Register } from "../register.ts";
import { schema } from "../schema/migrate.ts";

type Parts = Pick<Register, "pool" | "people">;

/** Brings one person's key to what the database says now, after a hand-over that failed or whose commit nobody heard of. */
export async function settlePerson({ pool, people }: Parts, person: string): Promise<void> {
  const { rows } = await pool.query<{ agency_id: string }>(
    `select agency_id from ${schema}.case_record where person_id = $1 limit 1`,
    [person],
  );
  if (rows[0] !== undefined) people.settle(person, rows[0].agency_id);
}

/**
 * Finishes hand-overs that a crash cut: called when a register opens. The database decides; the key stays wrapped for the
 * agency its rows name and for no other.
 */
export async function finishCustody({ pool, people }: Parts): Promise<number> {
  const { rows } = await pool.query<{ person_id: string; agency_id: string }>(
    `select distinct on (person_id) person_id, agency_id from ${schema}.case_record
     where person_id = any($1) or person_id in
       (select person_id from ${schema}.custody where state = 'accepted' and from_agency <> to_agency)`,
    [people.doubled],
  );
  const doubled = new Set(people.doubled);
  let settled = 0;
  for (const { person_id, agency_id } of rows) {
    const wrapped = people.agencyOf(person_id);
    if (wrapped === undefined || (wrapped === agency_id && !doubled.has(person_id))) continue;
    people.settle(person_id, agency_id);
    settled++;
  }
  return settled;
}

/**
 * After a restore of a backup older than a hand-over: the keys know of it and the rows do not. The case goes to the agency that
 * has the key, and the giver gets its receipt; otherwise an old backup would hand the case back.
 */
export async function followKeys(client: PoolClient, people: PersonKeys): Promise<number> {
  let followed = 0;
  for (let last = "00000000-0000-0000-0000-000000000000"; ; ) {
    const { rows } = await client.query<{ id: string; person_id: string; agency_id: string }>(
      `select id, person_id, agency_id from ${schema}.case_record where id > $1 order by id limit 5000`,
      [last],
    );
    for (const { id, person_id, agency_id } of rows) {
      const keeper = people.agencyOf(person_id);
      if (keeper === undefined || keeper === agency_id) continue;
      const { rowCount } = await client.query(
        `select 1 from ${schema}.custody where person_id = $1 and state = 'accepted' and from_agency = $2 and to_agency = $3`,
        [person_id, keeper, agency_id],
      );
      // The rows are the newer: `finishCustody` brings the key.
      if (rowCount !== 0) continue;
      await follow(client, id, keeper);
      followed++;
    }
    const next = rows.at(-1)?.id;
    if (next === undefined) return followed;
    last = next;
  }
}

async function follow(client: PoolClient, id: string, keeper: string): Promise<void> {
  await client.query(`set local search_path to ${schema}`);
  await client.query(
    `update custody set state = 'withdrawn', codes = null, decided_at = now() where case_id = $1 and state = 'offered'`,
    [id],
  );
  await client.query(
    `insert into custody (id, case_id, person_id, number, from_agency, to_agency, team_id, owner_id, basis, state, decided_at, receipt)
     select gen_random_uuid(), id, person_id, number, agency_id, $2, team_id, owner_id, 'restored', 'accepted', now(), custody_receipt()
     from case_record where id = $1`,
    [id, keeper],
  );
  await client.query(
    "update referral set state = 'ended', payload = null where case_id = $1 and state in ('requested', 'accepted')",
    [id],
  );
  // A number the keeper uses already is told apart; it is mended by hand when the case is next edited.
  await client.query(
    `update case_record r set number = number || ' / ' || left(id::text, 8) where id = $1
       and exists (select from case_record o where o.agency_id = $2 and o.number = r.number)`,
    [id, keeper],
  );
  await client.query("select custody_move(array[$1::uuid], $2, null, null)", [id, keeper]);
}
