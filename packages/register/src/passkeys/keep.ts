import { Problem } from "@counterweight/kernel";
import { type Caller, demand, Missing, perform } from "../access.ts";
import { rulesOf } from "../accounts/session.ts";
import type { Register } from "../register.ts";
import { transact } from "../transaction.ts";

export type PasskeyView = {
  readonly id: string;
  readonly name: string;
  readonly created: string;
  readonly used: string | undefined;
  /** True where its owner's other devices may have it too. */
  readonly synced: boolean;
};

type Row = { id: string; name: string; created_at: Date; used_at: Date | null; backed_up: boolean };

/** The caller's own passkeys, oldest first. */
export async function listPasskeys(register: Register, caller: Caller): Promise<PasskeyView[]> {
  return perform(register, caller, "passkey.read", async ({ query, audit }) => {
    demand(register, caller, "passkey", "read");
    const { rows } = await query<Row>(
      "select id, name, created_at, used_at, backed_up from passkey where account_id = $1 order by created_at, id",
      [caller.actor.account],
    );
    audit({ action: "passkey.read", outcome: "done" });
    return rows.map(({ id, name, created_at, used_at, backed_up }) => ({
      id,
      name,
      created: created_at.toISOString(),
      used: used_at?.toISOString(),
      synced: backed_up,
    }));
  });
}

export async function renamePasskey(register: Register, caller: Caller, id: string, name: string): Promise<void> {
  await perform(register, caller, "passkey.update", async ({ query, audit }) => {
    demand(register, caller, "passkey", "update");
    const { rowCount } = await query("update passkey set name = $3 where id = $1 and account_id = $2", [
      id,
      caller.actor.account,
      name,
    ]);
    if (rowCount !== 1) throw new Missing("passkey");
    audit({ action: "passkey.update", outcome: "done", id });
  });
}

/** Takes one of the caller's passkeys away. The last one stays where the agency asks for one: another is enrolled first. */
export async function removePasskey(register: Register, caller: Caller, id: string): Promise<void> {
  const rules = await transact(register.pool, { role: "gate" }, ({ query }) => rulesOf(query, caller.actor.agency));
  await perform(register, caller, "passkey.erase", async ({ query, audit }) => {
    demand(register, caller, "passkey", "erase");
    const { rows } = await query<{ id: string }>("select id from passkey where account_id = $1 for update", [
      caller.actor.account,
    ]);
    if (!rows.some((row) => row.id === id)) throw new Missing("passkey");
    if (rules.requirePasskey && rows.length === 1)
      throw new Problem({
        code: "passkey.last",
        what: "your organisation asks for a passkey and this is your last one",
        doThis: "add another first",
      });
    await query("delete from passkey where id = $1", [id]);
    audit({ action: "passkey.erase", outcome: "done", id });
  });
}
