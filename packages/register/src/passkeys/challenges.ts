import { randomBytes } from "node:crypto";
import type { Transaction } from "../transaction.ts";

/** Judged: how long a person may take before the browser's question is void. */
export const challengeMinutes = 3;

/** `enrol` and `session` are bound to a session, `sign-in` to an attempt of somebody not yet known. */
export type Purpose = "enrol" | "session" | "sign-in";

/** A new challenge for what it is bound to (a hash); an earlier one of the same purpose is void. */
export async function newChallenge(query: Transaction["query"], bound: Buffer, purpose: Purpose): Promise<string> {
  const challenge = randomBytes(32).toString("base64url");
  await query("delete from passkey_challenge where expires_at < now()");
  await query(
    `insert into passkey_challenge (bound, purpose, challenge, expires_at) values ($1, $2, $3, now() + make_interval(mins => $4))
     on conflict (bound, purpose) do update set challenge = excluded.challenge, expires_at = excluded.expires_at`,
    [bound, purpose, challenge, challengeMinutes],
  );
  return challenge;
}

/** The challenge, once: it is gone whatever comes of the answer. */
export async function spendChallenge(
  query: Transaction["query"],
  bound: Buffer,
  purpose: Purpose,
): Promise<string | undefined> {
  const { rows } = await query<{ challenge: string; alive: boolean }>(
    "delete from passkey_challenge where bound = $1 and purpose = $2 returning challenge, expires_at > now() as alive",
    [bound, purpose],
  );
  return rows[0]?.alive ? rows[0].challenge : undefined;
}
