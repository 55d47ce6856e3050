import { Problem } from "@counterweight/kernel";
import { type Caller, demand, perform } from "../access.ts";
import { findCase, ownership } from "../records/read.ts";
import type { Register } from "../register.ts";

export type Colleague = {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly team: string | null;
};

/** Colleagues a case may be given to: those who accompany people or answer for cases. */
export async function listColleagues(register: Register, caller: Caller): Promise<Colleague[]> {
  return perform(register, caller, "custody.assign", async ({ query, audit }) => {
    demand(register, caller, "custody", "assign");
    const { rows } = await query<Colleague>("select * from custody_colleagues()");
    audit({ action: "colleague.read", outcome: "done" });
    return rows;
  });
}

/** Gives a case to a colleague of the same agency, at once. The organisation and its keys stay the same. */
export async function assignCase(
  register: Register,
  caller: Caller,
  caseId: string,
  colleague: string,
): Promise<{ readonly receipt: string }> {
  return perform(register, caller, "custody.assign", async (transaction) => {
    demand(register, caller, "custody", "assign");
    demand(register, caller, "custody", "assign", ownership(await findCase(transaction, caseId)));
    const { rows } = await transaction.query<{ refusal: string | null; receipt: string }>(
      "select * from custody_assign($1, $2)",
      [caseId, colleague],
    );
    const { refusal, receipt = "" } = rows[0] ?? {};
    if (refusal != null)
      throw new Problem({
        code: "custody.colleague",
        what: "this account cannot be given a case",
        expected: "a caseworker or supervisor of your agency whose account is open",
      });
    transaction.audit({ action: "custody.assign", outcome: "done", id: caseId, note: `receipt ${receipt}` });
    return { receipt };
  });
}
