import { createHash, randomBytes } from "node:crypto";
import type { Role } from "../policy/policy.ts";
import { bars, barsPlace, type Client, type Reason, type Standing } from "../rules/judge.ts";
import { type AccessRules, openRules } from "../rules/rules.ts";
import type { Transaction } from "../transaction.ts";

export const hashOf = (token: string): Buffer => createHash("sha256").update(token).digest();
export const newToken = (): string => randomBytes(32).toString("base64url");

type Query = Transaction["query"];

/** A session that has not ended, with its account, the agency's rules, and how it stands towards them. */
export type LiveSession = {
  readonly account: string;
  readonly agency: string;
  readonly team: string | undefined;
  readonly role: Role;
  readonly name: string;
  readonly email: string;
  readonly factorAt: Date | undefined;
  readonly passkeys: number;
  readonly stale: boolean;
  readonly rules: AccessRules;
  readonly standing: Standing;
};

type Row = {
  account_id: string;
  agency_id: string;
  team_id: string | null;
  role: Role;
  name: string;
  email: string;
  second_factor_at: Date | null;
  passkey_at: Date | null;
  device: Buffer | null;
  known: boolean;
  passkeys: number;
  age: number;
  idle: number;
  rules: Partial<AccessRules> | null;
};

/** The agency's rules, or what holds without any. */
export async function rulesOf(query: Query, agency: string): Promise<AccessRules> {
  const { rows } = await query<{ rules: Partial<AccessRules> }>("select rules from access_rules where agency_id = $1", [
    agency,
  ]);
  return { ...openRules, ...rows[0]?.rules };
}

/** The session a token opens, unless it ended: by its end, by the agency's longest or idle time, or with its account. */
export async function liveSession(query: Query, token: string, client: Client): Promise<LiveSession | undefined> {
  const { rows } = await query<Row>(
    `select s.account_id, a.agency_id, a.team_id, a.role, a.name, a.email, s.second_factor_at, s.passkey_at, s.device,
       d.id is not null as known, (select count(*)::int from passkey p where p.account_id = a.id) as passkeys,
       (extract(epoch from now() - s.created_at) / 60)::float8 as age,
       (extract(epoch from now() - s.seen_at) / 60)::float8 as idle, r.rules
     from session s join account a on a.id = s.account_id
       left join access_rules r on r.agency_id = a.agency_id
       left join device d on d.id = s.device and d.account_id = a.id
     where s.id = $1 and s.expires_at > now() and a.disabled_at is null`,
    [hashOf(token)],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  const rules = { ...openRules, ...row.rules };
  if (row.age >= rules.longestHours * 60 || row.idle >= rules.idleMinutes) return undefined;
  const here = client.device !== undefined && row.device !== null && row.device.equals(hashOf(client.device));
  return {
    account: row.account_id,
    agency: row.agency_id,
    team: row.team_id ?? undefined,
    role: row.role,
    name: row.name,
    email: row.email,
    factorAt: row.second_factor_at ?? undefined,
    passkeys: row.passkeys,
    stale: row.idle >= 1,
    rules,
    standing: {
      address: client.address,
      passkey: row.passkey_at !== null,
      knownDevice: here && row.known,
      ageMinutes: row.age,
    },
  };
}

/**
 * What keeps a session out. A session on the way in is held to place and time; so is one of somebody who has to enrol
 * their first passkey and may do nothing else.
 */
export function barred({ rules, standing, factorAt, passkeys }: LiveSession, now: Date): Reason | undefined {
  if (factorAt === undefined) return barsPlace(rules, standing.address, now);
  return bars(passkeys === 0 ? { ...rules, requirePasskey: false } : rules, standing, now);
}

type Opening = { readonly account: string; readonly client: Client };

/** A new session; gives its token. `factors`: which were given already. */
export async function openSession(
  query: Query,
  { account, client, factors, rules }: Opening & { factors: "password" | "both" | "passkey"; rules: AccessRules },
): Promise<string> {
  const token = newToken();
  await query(
    `insert into session (id, account_id, expires_at, second_factor_at, passkey_at, device)
     values ($1, $2, now() + make_interval(hours => $3), case when $4 then now() end, case when $5 then now() end, $6)`,
    [
      hashOf(token),
      account,
      rules.longestHours,
      factors !== "password",
      factors === "passkey",
      client.device === undefined ? null : hashOf(client.device),
    ],
  );
  if (factors !== "password") await rememberDevice(query, account, client);
  return token;
}

/** A factor was given in a session: its token changes (no fixation), and the browser counts as known from now on. */
export async function renewSession(
  query: Query,
  { token, account, client, passkey }: { token: string; account: string; client: Client; passkey: boolean },
): Promise<string> {
  const next = newToken();
  await query(
    `update session set id = $2, second_factor_at = now(), seen_at = now(), passkey_at = case when $3 then now() else passkey_at end,
       device = coalesce($4, device) where id = $1`,
    [hashOf(token), hashOf(next), passkey, client.device === undefined ? null : hashOf(client.device)],
  );
  await query("update account set failures = 0, locked_until = null where id = $1", [account]);
  await rememberDevice(query, account, client);
  return next;
}

/** Whether the browser was used with the account before. */
export async function knowsDevice(query: Query, account: string, { device }: Client): Promise<boolean> {
  if (device === undefined) return false;
  const { rowCount } = await query("select 1 from device where id = $1 and account_id = $2", [hashOf(device), account]);
  return rowCount === 1;
}

async function rememberDevice(query: Query, account: string, { device }: Client): Promise<void> {
  if (device !== undefined)
    await query(
      "insert into device (id, account_id) values ($1, $2) on conflict (id, account_id) do update set seen_at = now()",
      [hashOf(device), account],
    );
}
