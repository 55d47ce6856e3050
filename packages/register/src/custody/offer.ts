import { randomUUID } from "node:crypto";
import { type Consent, vocabularyOf } from "@counterweight/cases";
import { Problem } from "@counterweight/kernel";
import { type Caller, demand, Missing, perform } from "../access.ts";
import { consentRowsOf, holds, type KeptConsent } from "../consent/consent.ts";
import { seal, unseal } from "../keys/seal.ts";
import { unflatten } from "../records/pointer.ts";
import { findCase, openLeaves, ownership } from "../records/read.ts";
import type { Register } from "../register.ts";
import type { Transaction } from "../transaction.ts";
import { type CustodyView, custodyRows, custodyView, findCustody } from "./view.ts";

export type CustodyOffer = {
  readonly to: string;
  /** A code of `transfer_basis`, stated by the protection officer where the person could not be asked. */
  readonly basis?: string | undefined;
};

/** What the receiver decides by: codes that tell whether they can help, none that tells who. */
const shown =
  /^\/(person\/(gender|mayBeChild|ageAtRegistration\/.*|primaryLanguage|wants(\/\d+)?)|case\/(status|retention))$/;

const refuse = (what: string, doThis: string) => new Problem({ code: "custody.consent", what, doThis });
const place = (id: string) => ({ table: "custody", row: id, column: "codes" });

/** The consent a hand-over may rest on. The person's last word counts: a refusal or withdrawal ends what they agreed to before. */
export function consentToTransfer(
  consents: readonly KeptConsent[],
  recipient: string,
): { readonly refused: boolean; readonly consent: KeptConsent | undefined } {
  const said = consents.filter(
    (one) => one.purpose === "transfer" && (one.recipient === undefined || one.recipient === recipient),
  );
  const last: Consent | undefined = said.at(-1);
  const refused = last !== undefined && (!last.given || last.withdrawn !== undefined);
  return { refused, consent: refused ? undefined : said.findLast((one) => holds(one) && one.scope === "everything") };
}

async function groundFor(
  register: Register,
  caller: Caller,
  transaction: Transaction,
  caseId: string,
  name: string,
  basis: string | undefined,
): Promise<{ consent: string | null; basis: string | null }> {
  const { refused, consent } = consentToTransfer(await consentRowsOf(transaction, caseId), name);
  if (refused)
    throw refuse(
      `the person does not want to be handed over to ${name}`,
      "respect it, or record that the person changed it",
    );
  if (basis !== undefined) {
    demand(register, caller, "legal-basis", "create");
    const known = vocabularyOf(register.standards, "transfer_basis").byCode;
    if (!known.has(basis))
      throw new Problem({
        code: "custody.basis",
        what: `"${basis.slice(0, 40)}" is not a legal basis for a hand-over`,
        expected: [...known.keys()].join(", "),
      });
    return { consent: null, basis };
  }
  if (consent === undefined)
    throw refuse(
      `the person has not agreed to be handed over to ${name} with the whole record (purpose "transfer")`,
      "ask the person and record the consent first; without it only the protection officer may state a legal basis",
    );
  return { consent: consent.id, basis: null };
}

/** Offers a case to another agency. It stays here until they accept; they see a few codes and no name. */
export async function offerCustody(
  register: Register,
  caller: Caller,
  caseId: string,
  { to, basis }: CustodyOffer,
): Promise<CustodyView> {
  const work = perform(register, caller, "custody.create", async (transaction) => {
    demand(register, caller, "custody", "create");
    demand(register, caller, "custody", "create", ownership(await findCase(transaction, caseId)));
    const row = await findCase(transaction, caseId, "for update");
    const agencies = await transaction.query<{ id: string; name: string }>(
      "select id, name from agency where id::text = $1",
      [to],
    );
    const target = agencies.rows[0];
    if (target === undefined || target.id === row.agency_id) throw new Missing("agency");
    const ground = await groundFor(register, caller, transaction, caseId, target.name, basis);
    const leaves = [...(await openLeaves(register, transaction, row, []))].filter(([pointer]) => shown.test(pointer));
    const id = randomUUID();
    const key = register.people.of(row.person_id) as Buffer;
    await transaction.query(
      `insert into custody (id, case_id, person_id, number, from_agency, to_agency, team_id, owner_id, consent_id, basis, codes, offered_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        id,
        caseId,
        row.person_id,
        row.number,
        row.agency_id,
        to,
        row.team_id,
        row.owner_id,
        ground.consent,
        ground.basis,
        seal(key, place(id), JSON.stringify(leaves)),
        caller.actor.account,
      ],
    );
    transaction.audit({
      action: "custody.offer",
      outcome: "done",
      id: caseId,
      fields: leaves.map(([pointer]) => pointer),
      note: `to ${to}, by ${ground.basis ?? "consent"}`,
    });
    return custodyView(await findCustody(transaction, id), caller.actor.agency);
  });
  return work.catch((error: unknown) => {
    if ((error as { constraint?: string }).constraint !== "custody_open") throw error;
    throw new Problem({
      code: "custody.state",
      what: "the case is offered to an organisation already",
      doThis: "withdraw that offer first, or wait for the answer",
    });
  });
}

/** Hand-overs the caller may know of, newest first; those offered to their agency with the codes to decide by. */
export async function listCustody(register: Register, caller: Caller): Promise<CustodyView[]> {
  return perform(register, caller, "custody.read", async (transaction) => {
    demand(register, caller, "custody", "read");
    const rows = await custodyRows(transaction);
    transaction.audit({ action: "custody.read", outcome: "done", ids: rows.map(({ id }) => id) });
    return rows.map((row) => {
      const key = row.codes && row.to_agency === caller.actor.agency ? register.people.of(row.person_id) : undefined;
      const clear = key && row.codes ? unseal(key, place(row.id), row.codes) : undefined;
      return custodyView(
        row,
        caller.actor.agency,
        clear && unflatten(JSON.parse(clear.toString()) as [string, unknown][]),
      );
    });
  });
}
