import { type Caller, demand, may, perform } from "../access.ts";
import { consentRowsOf, holds, type KeptConsent } from "../consent/consent.ts";
import type { FieldLevel } from "../policy/policy.ts";
import { findCase, openLeaves, ownership } from "../records/read.ts";
import type { Register } from "../register.ts";
import { againstWish, recipientOf, withinScope } from "./referral.ts";

export type ReferralChoices = {
  readonly to: string;
  /** What the person must have agreed to for this recipient. */
  readonly purpose: "police" | "referral";
  /** The person does not want it, whatever else stands in the record. */
  readonly againstWish: boolean;
  /** Consents that hold today for this recipient, each with the fields it lets through. */
  readonly consents: readonly (KeptConsent & { readonly fields: readonly string[] })[];
  /** What the record holds. A value is left out where the caller sees it only unmasked. */
  readonly fields: readonly {
    readonly pointer: string;
    readonly level: FieldLevel;
    readonly value?: unknown;
    /** Part of the least a service needs. */
    readonly least: boolean;
  }[];
};

/** What a referral to an agency could rest on and pass on, before anything is sent. */
export async function referralChoices(
  register: Register,
  caller: Caller,
  caseId: string,
  to: string,
): Promise<ReferralChoices> {
  return perform(register, caller, "referral.create", async (transaction) => {
    demand(register, caller, "referral", "create");
    const row = await findCase(transaction, caseId);
    const owned = ownership(row);
    demand(register, caller, "referral", "create", owned);
    const target = await recipientOf(transaction, to, row.agency_id);
    const leaves = await openLeaves(register, transaction, row, ["identity", "narrative"]);
    const pointers = [...leaves.keys()].filter((pointer) => pointer !== "/schema");
    const consents = (await consentRowsOf(transaction, caseId)).filter(
      (one) =>
        one.purpose === target.purpose && holds(one) && (one.recipient === undefined || one.recipient === target.name),
    );
    transaction.audit({ action: "referral.prepare", outcome: "done", id: caseId, note: to });
    const narrative = may(register, caller, "narrative", "read", owned);
    return {
      to: target.name,
      purpose: target.purpose,
      againstWish: againstWish(target.purpose, leaves),
      consents: consents.map((one) => ({
        ...one,
        fields: pointers.filter((pointer) => withinScope(register, one.scope, pointer)),
      })),
      fields: pointers.map((pointer) => {
        const level = register.levels.of(pointer);
        const shown = level === "code" || (level === "narrative" && narrative);
        return {
          pointer,
          level,
          ...(shown ? { value: leaves.get(pointer) } : {}),
          least: withinScope(register, "minimum", pointer),
        };
      }),
    };
  });
}
