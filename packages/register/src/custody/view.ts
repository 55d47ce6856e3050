import { Missing } from "../access.ts";
import type { Transaction } from "../transaction.ts";

/** A hand-over as one side may see it: the offer, then the receipt. Nothing in it names the person. */
export type CustodyView = {
  readonly id: string;
  readonly state: "offered" | "accepted" | "declined" | "withdrawn";
  /** `given` by the caller's agency, `received` by it, or passed on `within` it. */
  readonly way: "given" | "received" | "within";
  /** The case, for the agency that keeps it. */
  readonly case?: string;
  /** The giver's number for the record; the receiver learns it with the case. */
  readonly number?: string;
  readonly from: string;
  readonly to: string;
  /** `consent`, or the legal basis stated; `within` an agency neither is needed. */
  readonly ground: string;
  readonly offered: string;
  readonly decided?: string;
  readonly declined?: string;
  readonly receipt?: string;
  /** The few codes the receiver decides by, while it is offered to them. */
  readonly record?: unknown;
};

export type CustodyRow = {
  id: string;
  case_id: string;
  person_id: string;
  number: string;
  from_agency: string;
  to_agency: string;
  consent_id: string | null;
  basis: string | null;
  state: CustodyView["state"];
  codes: Buffer | null;
  offered_at: Date;
  decided_at: Date | null;
  declined: string | null;
  receipt: string | null;
  from_name: string;
  to_name: string;
};

const select = `select c.*, f.name as from_name, case when c.to_account is null then t.name else app_name(c.to_account) end as to_name
  from custody c join agency f on f.id = c.from_agency join agency t on t.id = c.to_agency`;

export async function custodyRows({ query }: Transaction): Promise<CustodyRow[]> {
  return (await query<CustodyRow>(`${select} order by coalesce(c.decided_at, c.offered_at) desc, c.id limit 200`)).rows;
}

export async function findCustody({ query }: Transaction, id: string): Promise<CustodyRow> {
  const { rows } = /^[0-9a-f-]{36}$/.test(id)
    ? await query<CustodyRow>(`${select} where c.id = $1`, [id])
    : { rows: [] };
  if (rows[0] === undefined) throw new Missing("hand-over");
  return rows[0];
}

export function custodyView(row: CustodyRow, agency: string, record?: unknown): CustodyView {
  const way = row.from_agency === row.to_agency ? "within" : row.from_agency === agency ? "given" : "received";
  const keeps = way === "within" || (way === "received" ? row.state === "accepted" : row.state !== "accepted");
  return {
    id: row.id,
    state: row.state,
    way,
    ...(keeps ? { case: row.case_id } : {}),
    ...(keeps || way === "given" ? { number: row.number } : {}),
    from: row.from_name,
    to: row.to_name,
    ground: row.consent_id === null ? (row.basis ?? "") : "consent",
    offered: row.offered_at.toISOString(),
    ...(row.decided_at === null ? {} : { decided: row.decided_at.toISOString() }),
    ...(row.declined === null ? {} : { declined: row.declined }),
    ...(row.receipt === null ? {} : { receipt: row.receipt }),
    ...(record === undefined ? {} : { record }),
  };
}
