import { Problem } from "@counterweight/kernel";
import { type Caller, demand, perform } from "../access.ts";
import { rulesOf } from "../accounts/session.ts";
import type { SignedIn } from "../accounts/sessions.ts";
import type { Register } from "../register.ts";
import { schema } from "../schema/migrate.ts";
import { transact } from "../transaction.ts";
import { bars, type Reason } from "./judge.ts";
import { type AccessRules, checkRules } from "./rules.ts";

/** The agency's rules, and whether anybody set them. */
export async function readRules(register: Register, caller: Caller): Promise<AccessRules> {
  return perform(register, caller, "rules.read", async ({ query, audit }) => {
    demand(register, caller, "rules", "read");
    audit({ action: "rules.read", outcome: "done" });
    return rulesOf(query, caller.actor.agency);
  });
}

const because: Readonly<Record<Reason | "age", string>> = {
  network: "your own address is in none of the networks",
  hours: "the present hour is not in them",
  passkey: "you signed in without a passkey",
  device: "this browser is not known to your account",
  age: "your own session is older than the longest one",
};

/** Sets the agency's rules; they hold from the next request on. What would shut out the session that sets them is refused. */
export async function setRules(register: Register, caller: SignedIn, rules: AccessRules): Promise<void> {
  checkRules(rules);
  await perform(register, caller, "rules.update", async ({ query, audit }) => {
    demand(register, caller, "rules", "update");
    const reason =
      bars(rules, caller.standing, new Date()) ??
      (caller.standing.ageMinutes >= rules.longestHours * 60 ? "age" : undefined);
    if (reason !== undefined)
      throw new Problem({
        code: "access.own-session",
        where: reason,
        what: `these rules would shut you out at once: ${because[reason]}`,
        doThis: "nothing was changed; change that rule, or sign in so that you meet it",
      });
    const before = await rulesOf(query, caller.actor.agency);
    await query(
      "insert into access_rules (agency_id, rules) values ($1, $2) on conflict (agency_id) do update set rules = excluded.rules",
      [caller.actor.agency, JSON.stringify(rules)],
    );
    const changed = (Object.keys(rules) as (keyof AccessRules)[]).filter(
      (key) => JSON.stringify(rules[key]) !== JSON.stringify(before[key]),
    );
    audit({ action: "rules.update", outcome: "done", fields: changed });
  });
}

type AgencyRules = { readonly id: string; readonly name: string; readonly rules: AccessRules | undefined };

/** Every agency with the rules it set, for somebody at the machine. */
export async function agencyRules(pool: Register["pool"]): Promise<AgencyRules[]> {
  const { rows } = await pool.query<{ id: string; name: string; rules: AccessRules | null }>(
    `select a.id, a.name, r.rules from ${schema}.agency a left join ${schema}.access_rules r on r.agency_id = a.id order by a.created_at`,
  );
  return rows.map(({ rules, ...agency }) => ({ ...agency, rules: rules ?? undefined }));
}

/** Back to no rules, by somebody at the machine: the way in again when nobody meets them. */
export async function resetRules({ pool }: Pick<Register, "pool">, agency: string, user: string): Promise<void> {
  await pool.query(`delete from ${schema}.access_rules where agency_id = $1`, [agency]);
  await transact(pool, { role: "gate", origin: { address: `command line, ${user}` } }, async ({ audit }) =>
    audit({ action: "rules.reset", outcome: "done", id: agency }),
  );
}
