import { createHash, randomBytes } from "node:crypto";
import type { Caller } from "../access.ts";
import { seal, unseal } from "../keys/seal.ts";
import type { Role } from "../policy/policy.ts";
import type { Register } from "../register.ts";
import { type Origin, type Transaction, transact } from "../transaction.ts";
import { checkPassword } from "./password.ts";
import { matchTotp } from "./totp.ts";

/** Judged: a session ends after this long without a request, and after this long in any case. */
export const idleMinutes = 30;
export const longestHours = 12;
/** A second factor counts as fresh for this long. */
export const freshMinutes = 15;
const attemptsBeforeLock = 5;
const lockMinutes = 15;

export const hashOf = (token: string): Buffer => createHash("sha256").update(token).digest();
export const newToken = (): string => randomBytes(32).toString("base64url");

export type SignedIn = Caller & {
  readonly name: string;
  readonly email: string;
  /** False until the second factor was given: nothing but giving it is allowed. */
  readonly complete: boolean;
};

type TotpOwner = { readonly id: string; readonly agency_id: string };

type AccountRow = {
  id: string;
  agency_id: string;
  password: string | null;
  totp: Buffer | null;
  totp_step: string;
  failures: number;
  locked_until: Date | null;
  disabled_at: Date | null;
};

const columns = "id, agency_id, password, totp, totp_step, failures, locked_until, disabled_at";

/** The second factor's secret, sealed with the agency's key. */
const totpPlace = (account: string) => ({ table: "account", row: account, column: "totp" });

export function sealTotp(register: Register, { id, agency_id }: TotpOwner, secret: Buffer): Buffer {
  return seal(register.agencies.of(agency_id).wrapping, totpPlace(id), secret);
}

export function totpSecret(register: Register, { id, agency_id }: TotpOwner, sealed: Buffer): Buffer | undefined {
  return unseal(register.agencies.of(agency_id).wrapping, totpPlace(id), sealed);
}

async function fail({ query, audit }: Transaction, id: string | undefined, action: string): Promise<void> {
  if (id !== undefined)
    await query(
      `update account set failures = failures + 1,
         locked_until = case when failures + 1 >= $2 then now() + make_interval(mins => $3) else locked_until end where id = $1`,
      [id, attemptsBeforeLock, lockMinutes],
    );
  audit({ action, outcome: "refused", id });
}

const open = (row: AccountRow | undefined): row is AccountRow =>
  row !== undefined &&
  row.disabled_at === null &&
  row.password !== null &&
  (row.locked_until === null || row.locked_until < new Date());

/** First factor. The answer and its time are the same for a wrong password, no account, a locked or a closed one. */
export async function signIn(
  register: Register,
  email: string,
  password: string,
  origin?: Origin,
): Promise<string | undefined> {
  const account = await transact(register.pool, { role: "gate", origin }, async ({ query }) => {
    const { rows } = await query<AccountRow>(`select ${columns} from account where email = $1`, [email.toLowerCase()]);
    return rows[0];
  });
  const right = await checkPassword(account?.password ?? undefined, password);
  return transact(register.pool, { role: "gate", account: account?.id, origin }, async (transaction) => {
    if (!right || !open(account)) {
      await fail(transaction, open(account) ? account.id : undefined, "sign-in.password");
      return undefined;
    }
    const token = newToken();
    await transaction.query(
      "insert into session (id, account_id, expires_at) values ($1, $2, now() + make_interval(hours => $3))",
      [hashOf(token), account.id, longestHours],
    );
    transaction.audit({ action: "sign-in.password", outcome: "done", id: account.id });
    return token;
  });
}

/** Second factor, at sign-in and again before what needs a fresh one. Gives a new token: the old one ends (no fixation). */
export async function secondFactor(
  register: Register,
  token: string,
  code: string,
  origin?: Origin,
): Promise<string | undefined> {
  return transact(register.pool, { role: "gate", origin }, async (transaction) => {
    const { rows } = await transaction.query<AccountRow>(
      `select ${columns.replaceAll(/\b(\w+)\b/g, "a.$1")} from session s join account a on a.id = s.account_id
       where s.id = $1 and s.expires_at > now() for update of a`,
      [hashOf(token)],
    );
    const account = rows[0];
    const secret = open(account) && account.totp ? totpSecret(register, account, account.totp) : undefined;
    const step = secret && matchTotp(secret, code, Number(account?.totp_step), Date.now());
    if (account === undefined || step === undefined) {
      await fail(transaction, account?.id, "sign-in.second-factor");
      return undefined;
    }
    await transaction.query("update account set totp_step = $2, failures = 0, locked_until = null where id = $1", [
      account.id,
      step,
    ]);
    const next = newToken();
    await transaction.query("update session set id = $2, second_factor_at = now(), seen_at = now() where id = $1", [
      hashOf(token),
      hashOf(next),
    ]);
    transaction.audit({ action: "sign-in.second-factor", outcome: "done", id: account.id });
    return next;
  });
}

type SessionRow = {
  account_id: string;
  agency_id: string;
  team_id: string | null;
  role: Role;
  name: string;
  email: string;
  second_factor_at: Date | null;
  stale: boolean;
};

/** Who a token belongs to now: role and team are read at each request, so a change acts at once. */
export async function whoIs(register: Register, token: string, origin?: Origin): Promise<SignedIn | undefined> {
  return transact(register.pool, { role: "gate" }, async ({ query }) => {
    const { rows } = await query<SessionRow>(
      `select s.account_id, a.agency_id, a.team_id, a.role, a.name, a.email, s.second_factor_at,
         s.seen_at < now() - interval '1 minute' as stale
       from session s join account a on a.id = s.account_id
       where s.id = $1 and s.expires_at > now() and s.seen_at > now() - make_interval(mins => $2) and a.disabled_at is null`,
      [hashOf(token), idleMinutes],
    );
    const row = rows[0];
    if (row === undefined) return undefined;
    if (row.stale) await query("update session set seen_at = now() where id = $1", [hashOf(token)]);
    const since = row.second_factor_at?.getTime() ?? 0;
    return {
      actor: { account: row.account_id, role: row.role, agency: row.agency_id, team: row.team_id ?? undefined },
      name: row.name,
      email: row.email,
      complete: row.second_factor_at !== null,
      fresh: Date.now() - since < freshMinutes * 60_000,
      ...(origin === undefined ? {} : { origin }),
    };
  });
}

export async function signOut(register: Register, token: string, origin?: Origin): Promise<void> {
  await transact(register.pool, { role: "gate", origin }, async ({ query, audit }) => {
    const { rows } = await query<{ account_id: string }>("delete from session where id = $1 returning account_id", [
      hashOf(token),
    ]);
    if (rows[0] !== undefined) audit({ action: "sign-out", outcome: "done", id: rows[0].account_id });
  });
}
