import { Problem } from "@counterweight/kernel";
import { type Caller, demand, Missing, perform } from "../access.ts";
import type { Register } from "../register.ts";
import { linkHours } from "./accounts.ts";
import { hashOf, newToken } from "./session.ts";

/**
 * Takes a colleague's passkeys away and ends their sessions: a lost or stolen key opens nothing more. With `everything`
 * the password, the app and the known browsers go too, and a one-time link is given, as for a new account.
 */
export async function resetSignIn(
  register: Register,
  caller: Caller,
  id: string,
  everything: boolean,
): Promise<{ passkeys: number; token: string | undefined }> {
  const token = everything ? newToken() : undefined;
  return perform(register, caller, "account.update", async ({ query, audit }) => {
    demand(register, caller, "account", "update");
    const { rows } = await query<{ agency_id: string }>("select agency_id from account where id = $1", [id]);
    if (rows[0] === undefined || rows[0].agency_id !== caller.actor.agency) throw new Missing("account");
    if (id === caller.actor.account)
      throw new Problem({
        code: "account.own",
        what: "nobody resets their own sign-in",
        doThis: "let another administrator do it; your passkeys are under Your sign-in",
      });
    const done = await query<{ removed: number }>("select reset_sign_in($1, $2) as removed", [id, everything]);
    if (token !== undefined)
      await query(
        "insert into invitation (id, account_id, expires_at) values ($1, $2, now() + make_interval(hours => $3))",
        [hashOf(token), id, linkHours],
      );
    audit({ action: "account.reset", outcome: "done", id, note: everything ? "everything" : "passkeys" });
    return { passkeys: done.rows[0]?.removed ?? 0, token };
  });
}
