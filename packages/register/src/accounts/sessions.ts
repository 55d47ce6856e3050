import type { Caller } from "../access.ts";
import { seal, unseal } from "../keys/seal.ts";
import type { Register } from "../register.ts";
import { Barred, barsPlace, type Client, type Reason, type Standing } from "../rules/judge.ts";
import { type Origin, type Transaction, transact } from "../transaction.ts";
import { checkPassword } from "./password.ts";
import { barred, hashOf, knowsDevice, liveSession, openSession, renewSession, rulesOf } from "./session.ts";
import { matchTotp } from "./totp.ts";

/** A second factor counts as fresh for this long. */
export const freshMinutes = 15;
const attemptsBeforeLock = 5;
const lockMinutes = 15;

export type SignedIn = Caller & {
  readonly name: string;
  readonly email: string;
  /** False while something is lacking: nothing but giving it is allowed. */
  readonly complete: boolean;
  /** The second factor; a passkey, which the agency asks for; or the enrolment of a first one. */
  readonly lacks: "factor" | "passkey" | "enrolment" | undefined;
  readonly passkeys: number;
  readonly standing: Standing;
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

/** Notes that the rules kept somebody out; thrown after the transaction, so that the note stays. */
export function keepOut({ audit }: Transaction, reason: Reason, id: string): Barred {
  audit({ action: "access", outcome: "refused", id, note: reason });
  return new Barred(reason);
}

/** The same outside a transaction: a request of somebody signed in that the rules do not let through. */
export async function refuseBarred(register: Register, { actor, origin }: Caller, reason: Reason): Promise<never> {
  throw await transact(register.pool, { role: "gate", account: actor.account, origin }, async (transaction) =>
    keepOut(transaction, reason, actor.account),
  );
}

/** The result of a transaction that must commit its entries, though the person is kept out. */
export function orThrow<Result>(result: Result | Barred): Result {
  if (result instanceof Barred) throw result;
  return result;
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
  client: Client = {},
): Promise<string | undefined> {
  const account = await transact(register.pool, { role: "gate", origin }, async ({ query }) => {
    const { rows } = await query<AccountRow>(`select ${columns} from account where email = $1`, [email.toLowerCase()]);
    return rows[0];
  });
  const right = await checkPassword(account?.password ?? undefined, password);
  return orThrow(
    await transact(register.pool, { role: "gate", account: account?.id, origin }, async (transaction) => {
      if (!right || !open(account)) {
        await fail(transaction, open(account) ? account.id : undefined, "sign-in.password");
        return undefined;
      }
      const rules = await rulesOf(transaction.query, account.agency_id);
      const reason = barsPlace(rules, client.address, new Date());
      if (reason !== undefined) return keepOut(transaction, reason, account.id);
      transaction.audit({ action: "sign-in.password", outcome: "done", id: account.id });
      return openSession(transaction.query, { account: account.id, client, factors: "password", rules });
    }),
  );
}

/** Second factor, at sign-in and again before what needs a fresh one. Gives a new token: the old one ends (no fixation). */
export async function secondFactor(
  register: Register,
  token: string,
  code: string,
  origin?: Origin,
  client: Client = {},
): Promise<string | undefined> {
  return orThrow(
    await transact(register.pool, { role: "gate", origin }, async (transaction) => {
      const session = await liveSession(transaction.query, token, client);
      const { rows } = await transaction.query<AccountRow>(`select ${columns} from account where id = $1 for update`, [
        session?.account,
      ]);
      const account = rows[0];
      const secret = open(account) && account.totp ? totpSecret(register, account, account.totp) : undefined;
      const step = secret && matchTotp(secret, code, Number(account?.totp_step), Date.now());
      if (session === undefined || account === undefined || step === undefined) {
        await fail(transaction, account?.id, "sign-in.second-factor");
        return undefined;
      }
      const { rules, passkeys } = session;
      const reason =
        barsPlace(rules, client.address, new Date()) ??
        (rules.requirePasskey && passkeys > 0 ? "passkey" : undefined) ??
        (rules.newDevice === "passkey" && !(await knowsDevice(transaction.query, account.id, client))
          ? "device"
          : undefined);
      // The code is spent all the same.
      await transaction.query("update account set totp_step = $2 where id = $1", [account.id, step]);
      if (reason !== undefined) return keepOut(transaction, reason, account.id);
      transaction.audit({ action: "sign-in.second-factor", outcome: "done", id: account.id });
      return renewSession(transaction.query, { token, account: account.id, client, passkey: false });
    }),
  );
}

/** Who a token belongs to now: role, team and rules are read at each request, so a change acts at once. */
export async function whoIs(
  register: Register,
  token: string,
  origin?: Origin,
  client: Client = {},
): Promise<SignedIn | undefined> {
  const noted = { ...origin, address: client.address };
  return orThrow(
    await transact(register.pool, { role: "gate", origin: noted }, async (transaction) => {
      const session = await liveSession(transaction.query, token, client);
      if (session === undefined) return undefined;
      const { account, agency, team, role, name, email, factorAt, passkeys, rules, standing } = session;
      const reason = barred(session, new Date());
      // A passkey that is still to be given is a step of signing in; nothing was refused.
      if (reason !== undefined && reason !== "passkey") return keepOut(transaction, reason, account);
      if (session.stale) await transaction.query("update session set seen_at = now() where id = $1", [hashOf(token)]);
      const wanting =
        rules.requirePasskey && !standing.passkey ? (passkeys === 0 ? "enrolment" : "passkey") : undefined;
      const lacks = factorAt === undefined ? "factor" : wanting;
      return {
        actor: { account, role, agency, team },
        name,
        email,
        complete: lacks === undefined,
        lacks,
        fresh: factorAt !== undefined && Date.now() - factorAt.getTime() < freshMinutes * 60_000,
        passkeys,
        standing,
        ...(origin === undefined ? {} : { origin }),
      };
    }),
  );
}

export async function signOut(register: Register, token: string, origin?: Origin): Promise<void> {
  await transact(register.pool, { role: "gate", origin }, async ({ query, audit }) => {
    const { rows } = await query<{ account_id: string }>("delete from session where id = $1 returning account_id", [
      hashOf(token),
    ]);
    if (rows[0] !== undefined) audit({ action: "sign-out", outcome: "done", id: rows[0].account_id });
  });
}
