import { vocabularyOf } from "@counterweight/cases";
import { Problem } from "@counterweight/kernel";
import { type Caller, demand, Missing, perform, Refused } from "../access.ts";
import { unflatten } from "../records/pointer.ts";
import { findCase, openLeaves } from "../records/read.ts";
import { openFields, type SealedFields, sealCodes, searchTokens } from "../records/sealing.ts";
import type { Register } from "../register.ts";
import type { Transaction } from "../transaction.ts";
import { settlePerson } from "./settle.ts";
import { type CustodyRow, type CustodyView, custodyView, findCustody } from "./view.ts";

/** Locks the offer and says in which state it is now. */
async function lockOffer(transaction: Transaction, id: string): Promise<CustodyRow> {
  const { rowCount } = /^[0-9a-f-]{36}$/.test(id)
    ? await transaction.query("select 1 from custody where id = $1 for update", [id])
    : { rowCount: 0 };
  const row = await findCustody(transaction, id);
  if (rowCount === 0 && row.state === "offered") throw new Refused("record", "custody.decide", id);
  return row;
}

const notOffered = ({ state }: { readonly state: string }) =>
  new Problem({ code: "custody.state", what: `the hand-over is ${state}`, expected: "one that is offered" });

function refusalOf(refusal: string, row: CustodyRow): Problem {
  if (refusal === "consent")
    return new Problem({
      code: "custody.consent",
      what: `the person no longer agrees to be handed over to ${row.to_name}`,
      doThis: "nothing was moved; let the organisation that keeps the case ask the person",
    });
  if (refusal === "number")
    return new Problem({
      code: "cases.number-taken",
      where: "number",
      what: `your agency already has a record with the number of this case`,
      doThis: "accept it with another number",
    });
  return notOffered({ state: "no longer open" });
}

/** The record's number is sealed with its codes too. */
async function renumber(register: Register, transaction: Transaction, caseId: string, number: string): Promise<void> {
  const row = await findCase(transaction, caseId);
  const leaves = await openLeaves(register, transaction, row, ["identity", "narrative"]);
  const { codes } = register.levels.split({ ...unflatten(leaves), id: number });
  const key = register.people.of(row.person_id) as Buffer;
  await transaction.query("update case_record set coded = $2 where id = $1", [caseId, sealCodes(key, caseId, codes)]);
}

/** Name parts are found anew by the receiver, with the receiver's key alone. */
async function remakeTokens(register: Register, { query }: Transaction, person: string, agency: string): Promise<void> {
  const { rows } = await query<{ id: string; fields: SealedFields }>(
    "select r.id, i.fields from case_record r join case_identity i on i.case_id = r.id where r.person_id = $1",
    [person],
  );
  const key = register.people.of(person) as Buffer;
  const { index } = register.agencies.of(agency);
  for (const { id, fields } of rows)
    await query("insert into case_token (agency_id, token, case_id) select $1, unnest($2::bytea[]), $3", [
      agency,
      searchTokens(index, openFields(key, "identity", id, fields)),
      id,
    ]);
}

/**
 * Takes an offered case. The person's key is wrapped for the receiver and flushed first, the rows move in one transaction, then
 * the giver's wrapping is overwritten. Cut at any point, the next start finishes it by what the database says.
 */
export async function acceptCustody(
  register: Register,
  caller: Caller,
  id: string,
  { number }: { readonly number?: string | undefined } = {},
): Promise<CustodyView> {
  const { agency } = caller.actor;
  let person: string | undefined;
  try {
    const view = await perform(register, caller, "custody.decide", async (transaction) => {
      demand(register, caller, "custody", "decide");
      // Not locked here: the database locks the case first, then the offer.
      const row = await findCustody(transaction, id);
      if (row.to_agency !== agency || row.from_agency === agency) throw new Missing("hand-over");
      if (row.state !== "offered") throw notOffered(row);
      if (register.people.doubled.includes(row.person_id)) await settlePerson(register, row.person_id);
      if (register.people.of(row.person_id) === undefined) throw notOffered({ state: "no longer open" });
      person = row.person_id;
      register.people.prepareMove(person, agency);
      const { rows } = await transaction.query<{ refusal: string | null; receipt: string }>(
        "select * from custody_accept($1, $2)",
        [id, number ?? null],
      );
      const refusal = rows[0]?.refusal;
      if (refusal != null) throw refusalOf(refusal, row);
      await remakeTokens(register, transaction, person, agency);
      if (number !== undefined) await renumber(register, transaction, row.case_id, number);
      const receipt = rows[0]?.receipt ?? "";
      const note = `receipt ${receipt}, from ${row.from_agency} to ${agency}`;
      transaction.audit({ action: "custody.accepted", outcome: "done", id: row.case_id, note });
      return custodyView(await findCustody(transaction, id), agency);
    });
    if (person !== undefined) register.people.settle(person, agency);
    return view;
  } catch (error) {
    // Whether the commit arrived is known to the database alone; if it does not answer, the next start asks it.
    if (person !== undefined) await settlePerson(register, person).catch(() => undefined);
    throw error;
  }
}

/** The receiver does not take it, and says why by a code: words would be where names go. */
export async function declineCustody(
  register: Register,
  caller: Caller,
  id: string,
  reason: string,
): Promise<CustodyView> {
  const known = vocabularyOf(register.standards, "decline_reason").byCode;
  return perform(register, caller, "custody.decide", async (transaction) => {
    demand(register, caller, "custody", "decide");
    if (!known.has(reason))
      throw new Problem({
        code: "custody.reason",
        what: `"${reason.slice(0, 40)}" is not a reason on the list`,
        expected: [...known.keys()].join(", "),
      });
    const row = await lockOffer(transaction, id);
    if (row.to_agency !== caller.actor.agency) throw new Missing("hand-over");
    if (row.state !== "offered") throw notOffered(row);
    await transaction.query(
      "update custody set state = 'declined', declined = $2, codes = null, decided_at = now(), decided_by = $3 where id = $1",
      [id, reason, caller.actor.account],
    );
    transaction.audit({ action: "custody.declined", outcome: "done", id: row.case_id, note: reason });
    return custodyView(await findCustody(transaction, id), caller.actor.agency);
  });
}

/** The giver takes an offer back before it is answered. */
export async function withdrawCustody(register: Register, caller: Caller, id: string): Promise<CustodyView> {
  return perform(register, caller, "custody.withdraw", async (transaction) => {
    demand(register, caller, "custody", "withdraw");
    const row = await lockOffer(transaction, id);
    if (row.from_agency !== caller.actor.agency) throw new Missing("hand-over");
    if (row.state !== "offered") throw notOffered(row);
    await transaction.query(
      "update custody set state = 'withdrawn', codes = null, decided_at = now(), decided_by = $2 where id = $1",
      [id, caller.actor.account],
    );
    transaction.audit({ action: "custody.withdrawn", outcome: "done", id: row.case_id });
    return custodyView(await findCustody(transaction, id), caller.actor.agency);
  });
}
