import { randomBytes, randomUUID } from "node:crypto";
import { Problem } from "@counterweight/kernel";
import { type Caller, demand, Missing, perform } from "../access.ts";
import { type Role, roles } from "../policy/policy.ts";
import type { Register } from "../register.ts";
import { barsPlace, type Client } from "../rules/judge.ts";
import { schema } from "../schema/migrate.ts";
import { type Origin, transact } from "../transaction.ts";
import { hashPassword } from "./password.ts";
import { hashOf, newToken, openSession, rulesOf } from "./session.ts";
import { keepOut, orThrow, sealTotp, totpSecret } from "./sessions.ts";
import { base32, matchTotp, totpLink } from "./totp.ts";

/** Judged: how long a one-time link may wait. */
export const linkHours = 48;

export type NewAccount = {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly team?: string | undefined;
};

export type AccountView = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly team: string | undefined;
  readonly disabled: boolean;
  readonly passkeys: number;
};

/** An agency with its keys. Only the person at the machine makes one; over the network there is no such request. */
export async function createAgency({ pool, agencies }: Register, name: string, kind = "ngo"): Promise<string> {
  const id = randomUUID();
  agencies.create(id);
  await pool.query(`insert into ${schema}.agency (id, name, kind) values ($1, $2, $3)`, [id, name, kind]);
  return id;
}

export async function hasAccounts({ pool }: Register): Promise<boolean> {
  const { rowCount } = await pool.query(`select 1 from ${schema}.account where password is not null limit 1`);
  return rowCount !== 0;
}

/** The first administrator of an agency, made at the machine: gives the one-time token. Earlier unused ones end. */
export async function inviteFirst(
  register: Register,
  agency: string,
  email = "administrator@localhost",
): Promise<string> {
  const token = newToken();
  await transact(register.pool, { role: "gate" }, async ({ query, audit }) => {
    await query("delete from account where agency_id = $1 and email = $2 and password is null", [agency, email]);
    const id = randomUUID();
    await query("insert into account (id, agency_id, email, name, role) values ($1, $2, $3, $4, 'administrator')", [
      id,
      agency,
      email,
      "Administrator",
    ]);
    await query(
      "insert into invitation (id, account_id, expires_at) values ($1, $2, now() + make_interval(hours => $3))",
      [hashOf(token), id, linkHours],
    );
    audit({ action: "account.first", outcome: "done", id });
  });
  return token;
}

function checkAccount({ email, name, role }: NewAccount): void {
  const wrong =
    (!/^[^\s@]{1,64}@[^\s@]{1,190}$/.test(email) && `"${email.slice(0, 60)}" is not an email address`) ||
    ((name.trim() === "" || name.length > 100) && "the name is empty or longer than 100 characters") ||
    (!roles.includes(role) && `there is no role "${(role as string).slice(0, 40)}"`);
  if (wrong) throw new Problem({ code: "account.input", what: wrong, expected: `a role of ${roles.join(", ")}` });
}

const emailTaken = (error: unknown): unknown =>
  (error as { constraint?: string }).constraint === "account_email_key"
    ? new Problem({ code: "account.email-taken", what: "there is an account with this email already" })
    : error;

/** Opens an account and gives the one-time token its owner sets a password and a second factor with. */
export async function invite(
  register: Register,
  caller: Caller,
  account: NewAccount,
): Promise<{ id: string; token: string }> {
  checkAccount(account);
  const [id, token] = [randomUUID(), newToken()];
  try {
    await perform(register, caller, "account.create", async ({ query, audit }) => {
      demand(register, caller, "account", "create");
      let team: string | null = null;
      if (account.team !== undefined) {
        await query("insert into team (id, agency_id, name) values ($1, $2, $3) on conflict do nothing", [
          randomUUID(),
          caller.actor.agency,
          account.team,
        ]);
        const { rows } = await query<{ id: string }>("select id from team where agency_id = $1 and name = $2", [
          caller.actor.agency,
          account.team,
        ]);
        team = rows[0]?.id ?? null;
      }
      await query("insert into account (id, agency_id, team_id, email, name, role) values ($1, $2, $3, $4, $5, $6)", [
        id,
        caller.actor.agency,
        team,
        account.email.toLowerCase(),
        account.name,
        account.role,
      ]);
      await query(
        "insert into invitation (id, account_id, expires_at) values ($1, $2, now() + make_interval(hours => $3))",
        [hashOf(token), id, linkHours],
      );
      audit({ action: "account.create", outcome: "done", id, note: account.role });
    });
  } catch (error) {
    throw emailTaken(error);
  }
  return { id, token };
}

type Invited = { id: string; agency_id: string; email: string; totp: Buffer | null };
const findInvited = `select a.id, a.agency_id, a.email, a.totp from invitation i join account a on a.id = i.account_id
  where i.id = $1 and i.used_at is null and i.expires_at > now() and a.disabled_at is null for update of i`;

/** First step of a one-time link: the second factor's secret, to be put into an authenticator app. */
export async function openInvitation(
  register: Register,
  token: string,
  email?: string,
  origin?: Origin,
  client: Client = {},
): Promise<{ secret: string; link: string; email: string }> {
  return orThrow(
    await transact(register.pool, { role: "gate", origin }, async (transaction) => {
      const { query } = transaction;
      const { rows } = await query<Invited>(findInvited, [hashOf(token)]);
      const account = rows[0];
      if (account === undefined) throw new Missing("link, or it was used");
      const reason = barsPlace(await rulesOf(query, account.agency_id), client.address, new Date());
      if (reason !== undefined) return keepOut(transaction, reason, account.id);
      const secret = (account.totp && totpSecret(register, account, account.totp)) ?? randomBytes(20);
      const sealed = sealTotp(register, account, secret);
      await query("update account set totp = $2 where id = $1", [account.id, sealed]);
      return { secret: base32(secret), link: totpLink(secret, email ?? account.email), email: account.email };
    }),
  );
}

/** Second step: password chosen, app shown to work. The link ends here; gives the token of a session. */
export async function acceptInvitation(
  register: Register,
  token: string,
  {
    password,
    code,
    email,
    name,
  }: { password: string; code: string; email?: string | undefined; name?: string | undefined },
  origin?: Origin,
  client: Client = {},
): Promise<string> {
  if (email !== undefined || name !== undefined)
    checkAccount({ email: email ?? "a@b", name: name ?? "x", role: "administrator" });
  const hash = await hashPassword(password);
  try {
    return orThrow(
      await transact(register.pool, { role: "gate", origin }, async (transaction) => {
        const { query, audit } = transaction;
        const { rows } = await query<Invited>(findInvited, [hashOf(token)]);
        const account = rows[0];
        if (account === undefined) throw new Missing("link, or it was used");
        const rules = await rulesOf(query, account.agency_id);
        const reason = barsPlace(rules, client.address, new Date());
        if (reason !== undefined) return keepOut(transaction, reason, account.id);
        const secret = account.totp && totpSecret(register, account, account.totp);
        const step = secret && matchTotp(secret, code, 0, Date.now());
        if (typeof step !== "number")
          throw new Problem({
            code: "account.code",
            what: "the six digits do not match",
            doThis: "check the clock of the phone and try the next code",
          });
        await query(
          "update account set password = $2, totp_step = $3, email = coalesce($4, email), name = coalesce($5, name) where id = $1",
          [account.id, hash, step, email?.toLowerCase() ?? null, name ?? null],
        );
        await query("update invitation set used_at = now() where id = $1", [hashOf(token)]);
        audit({ action: "account.accept", outcome: "done", id: account.id });
        // Both factors were just given: the session is whole from the start.
        return openSession(query, { account: account.id, client, factors: "both", rules });
      }),
    );
  } catch (error) {
    throw emailTaken(error);
  }
}

type Row = {
  id: string;
  email: string;
  name: string;
  role: Role;
  team: string | null;
  disabled_at: Date | null;
  passkeys: number;
};

export async function listAccounts(register: Register, caller: Caller): Promise<AccountView[]> {
  return perform(register, caller, "account.read", async ({ query, audit }) => {
    demand(register, caller, "account", "read");
    const { rows } = await query<Row>(
      `select a.id, a.email, a.name, a.role, t.name as team, a.disabled_at,
         (select count(*)::int from passkey p where p.account_id = a.id) as passkeys from account a left join team t on t.id = a.team_id
       where a.agency_id = $1 order by a.name, a.id`,
      [caller.actor.agency],
    );
    audit({ action: "account.read", outcome: "done", ids: rows.map(({ id }) => id) });
    return rows.map(({ team, disabled_at, ...row }) => ({
      ...row,
      team: team ?? undefined,
      disabled: disabled_at !== null,
    }));
  });
}

/** Changes a role or closes an account. Acts at once: a closed account's sessions end in the same transaction. */
export async function updateAccount(
  register: Register,
  caller: Caller,
  id: string,
  { role, disabled }: { role?: Role | undefined; disabled?: boolean | undefined },
): Promise<void> {
  if (role !== undefined && !roles.includes(role)) checkAccount({ email: "a@b", name: "x", role });
  await perform(register, caller, "account.update", async ({ query, audit }) => {
    demand(register, caller, "account", "update");
    const { rows } = /^[0-9a-f-]{36}$/.test(id)
      ? await query<{ agency_id: string }>("select agency_id from account where id = $1", [id])
      : { rows: [] };
    if (rows[0] === undefined || rows[0].agency_id !== caller.actor.agency) throw new Missing("account");
    await query(
      `update account set role = coalesce($2, role), disabled_at = case when $3 then now() when not $3 then null else disabled_at end
       where id = $1`,
      [id, role ?? null, disabled ?? null],
    );
    if (disabled) await query("delete from session where account_id = $1", [id]);
    audit({
      action: "account.update",
      outcome: "done",
      id,
      note: [role, disabled === undefined ? "" : disabled ? "closed" : "opened"].filter(Boolean).join(" "),
    });
  });
}
