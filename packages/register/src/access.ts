import { type Actor, allows, type Ownership } from "./policy/decide.ts";
import { type Action, needsFreshSignIn, type Resource } from "./policy/policy.ts";
import type { Register } from "./register.ts";
import { type Origin, type Transaction, transact } from "./transaction.ts";

/** Who asks, from where, and whether a second factor was given within the last minutes. */
export type Caller = { readonly actor: Actor; readonly origin?: Origin; readonly fresh: boolean };

/** Refused by the policy. `role`: never for this role; `record`: not this record; `fresh`: after signing in anew. */
export class Refused extends Error {
  readonly reason: "role" | "record" | "fresh";
  readonly action: string;
  readonly id: string | undefined;

  constructor(reason: Refused["reason"], action: string, id?: string) {
    super(`refused: ${action}`);
    this.name = "Refused";
    this.reason = reason;
    this.action = action;
    this.id = id;
  }
}

/** There is no such record, or none the caller may know of: the answer is the same. */
export class Missing extends Error {
  constructor(readonlyWhat: string) {
    super(`there is no such ${readonlyWhat}`);
    this.name = "Missing";
  }
}

/** Throws unless the policy allows it. The one place where permission is decided in the program. */
export function demand(
  register: Register,
  caller: Caller,
  resource: Resource,
  action: Action,
  record?: Ownership & { readonly id: string },
): void {
  if (!register.policyEngine) return;
  const name = `${resource}.${action}`;
  if (!allows(caller.actor, resource, action)) throw new Refused("role", name, record?.id);
  if (record !== undefined && !allows(caller.actor, resource, action, record))
    throw new Refused("record", name, record.id);
  if (needsFreshSignIn.has(name) && !caller.fresh) throw new Refused("fresh", name, record?.id);
}

/** Whether the policy allows it, for what is shown or withheld rather than refused. */
export function may(
  register: Register,
  { actor }: Caller,
  resource: Resource,
  action: Action,
  record?: Ownership,
): boolean {
  return !register.policyEngine || allows(actor, resource, action, record);
}

/** Runs a request's work as the caller, in one transaction with its audit entries. A refusal leaves an entry of its own. */
export async function perform<Result>(
  register: Register,
  caller: Caller,
  action: string,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  const session = { role: "app", account: caller.actor.account, origin: caller.origin } as const;
  try {
    return await transact(register.pool, session, work);
  } catch (error) {
    // 42501: row-level security said no where the policy engine had not.
    const refusal = (error as { code?: string }).code === "42501" ? new Refused("record", action) : error;
    if (refusal instanceof Refused)
      await transact(register.pool, session, async ({ audit }) =>
        audit({ action: refusal.action, outcome: "refused", id: refusal.id, note: refusal.reason }),
      );
    throw refusal;
  }
}
