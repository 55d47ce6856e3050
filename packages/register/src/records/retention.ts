import { type Caller, demand, perform } from "../access.ts";
import type { Register } from "../register.ts";

/**
 * Years a closed case is kept after its last change, by retention class. Judged defaults: the organisation's rule and the
 * law of the place decide; `legal_claim` is never due by itself.
 */
export const yearsKept: Readonly<Record<string, number | undefined>> = {
  short: 0,
  standard: 5,
  child: 10,
  legal_claim: undefined,
};

export type DueCase = {
  readonly id: string;
  readonly number: string;
  readonly retention: string;
  readonly closedSince: string;
};

/** Cases whose time is over. The register names them; a person erases. */
export async function dueForErasure(register: Register, caller: Caller, now: Date = new Date()): Promise<DueCase[]> {
  return perform(register, caller, "person.erase", async ({ query, audit }) => {
    demand(register, caller, "person", "erase");
    const { rows } = await query<{ id: string; number: string; retention: string; updated_at: Date }>(
      `select r.id, r.number, r.retention, r.updated_at from case_record r join case_facet f on f.case_id = r.id
       where r.agency_id = $1 and f.case_status in ('closed', 'closed_referred')
         and r.updated_at < $2::timestamptz - make_interval(years => ($3::jsonb ->> r.retention)::int)
       order by r.updated_at limit 1000`,
      [caller.actor.agency, now.toISOString(), JSON.stringify(yearsKept)],
    );
    audit({ action: "retention.read", outcome: "done", ids: rows.map(({ id }) => id) });
    return rows.map(({ updated_at, ...row }) => ({ ...row, closedSince: updated_at.toISOString().slice(0, 10) }));
  });
}
