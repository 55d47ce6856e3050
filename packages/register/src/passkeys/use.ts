import { generateAuthenticationOptions, verifyAuthenticationResponse } from "@simplewebauthn/server";
import { hashOf, liveSession, newToken, openSession, renewSession, rulesOf } from "../accounts/session.ts";
import { keepOut, orThrow } from "../accounts/sessions.ts";
import type { Register } from "../register.ts";
import { barsPlace, type Client } from "../rules/judge.ts";
import { type Origin, type Transaction, transact } from "../transaction.ts";
import { challengeMinutes, newChallenge, spendChallenge } from "./challenges.ts";
import { handleOf, insideAnotherSite, type RelyingParty, type UsedCredential } from "./party.ts";
import { hasStrictForm, isBase64url } from "./strict.ts";

const questions = (party: RelyingParty, challenge: string, allowed?: { id: string; transports: string[] }[]) =>
  generateAuthenticationOptions({
    rpID: party.id,
    challenge: Uint8Array.from(Buffer.from(challenge, "base64url")),
    timeout: challengeMinutes * 60_000,
    userVerification: "required",
    ...(allowed === undefined ? {} : { allowCredentials: allowed }),
  });

/** What the browser of somebody not yet known is asked; `attempt` names this try and stays in its cookie. */
export async function startPasskeySignIn(register: Register, party: RelyingParty) {
  const attempt = newToken();
  const challenge = await transact(register.pool, { role: "gate" }, ({ query }) =>
    newChallenge(query, hashOf(attempt), "sign-in"),
  );
  return { attempt, options: await questions(party, challenge) };
}

/** The same within a session: as second factor, or again before what needs a fresh one. Undefined: there is no session. */
export async function startPasskeyFactor(register: Register, party: RelyingParty, token: string, client: Client = {}) {
  return transact(register.pool, { role: "gate" }, async ({ query }) => {
    const session = await liveSession(query, token, client);
    if (session === undefined) return undefined;
    const { rows } = await query<{ credential: Buffer; transports: string[] }>(
      "select credential, transports from passkey where account_id = $1",
      [session.account],
    );
    const allowed = rows.map(({ credential, transports }) => ({ id: credential.toString("base64url"), transports }));
    return questions(party, await newChallenge(query, hashOf(token), "session"), allowed);
  });
}

type Row = {
  id: string;
  account_id: string;
  agency_id: string;
  public_key: Buffer;
  counter: string;
  backup_eligible: boolean;
};
type Checked = { readonly row: Row } | { readonly refused: string; readonly account?: string };

/** Checks an answer against the passkey it names, and keeps its counter. `expected`: whose it must be, where that is known. */
async function check(
  { query }: Transaction,
  party: RelyingParty,
  challenge: string | undefined,
  answer: UsedCredential,
  expected?: string,
): Promise<Checked> {
  if (challenge === undefined) return { refused: "challenge" };
  if (!isBase64url(answer.id)) return { refused: "unknown" };
  const { rows } = await query<Row>(
    `select p.id, p.account_id, p.agency_id, p.public_key, p.counter, p.backup_eligible
     from passkey p join account a on a.id = p.account_id where p.credential = $1 and a.disabled_at is null for update of p`,
    [Buffer.from(answer.id, "base64url")],
  );
  const row = rows[0];
  if (row === undefined) return { refused: "unknown" };
  const account = row.account_id;
  const handle = answer.response.userHandle;
  // Compared as written, so that it has one spelling only.
  if (handle === undefined ? expected === undefined : handle !== Buffer.from(handleOf(account)).toString("base64url"))
    return { refused: "owner", account };
  if (expected !== undefined && expected !== account) return { refused: "owner", account };
  const { clientDataJSON, authenticatorData, signature } = answer.response;
  if (![clientDataJSON, authenticatorData].every(isBase64url)) return { refused: "not verified", account };
  try {
    if (!isBase64url(signature) || !hasStrictForm(Buffer.from(signature, "base64url"), row.public_key))
      return { refused: "signature", account };
    if (insideAnotherSite(clientDataJSON)) return { refused: "other site", account };
    const { verified, authenticationInfo: info } = await verifyAuthenticationResponse({
      response: answer,
      expectedChallenge: challenge,
      expectedOrigin: [...party.origins],
      expectedRPID: party.id,
      requireUserVerification: true,
      // The counter is compared below, once the signature is known to be good: only then it tells a copy.
      credential: { id: answer.id, publicKey: Uint8Array.from(row.public_key), counter: 0 },
    });
    if (!verified) return { refused: "signature", account };
    const last = Number(row.counter);
    if ((info.newCounter > 0 || last > 0) && info.newCounter <= last) return { refused: "counter", account };
    if ((info.credentialDeviceType === "multiDevice") !== row.backup_eligible) return { refused: "backup", account };
    await query("update passkey set counter = $2, backed_up = $3, used_at = now() where id = $1", [
      row.id,
      info.newCounter,
      info.credentialBackedUp,
    ]);
    return { row };
  } catch {
    return { refused: "not verified", account };
  }
}

/** Signs in with a passkey alone: it is something one has, opened by something one is or knows. Gives a session's token. */
export async function passkeySignIn(
  register: Register,
  party: RelyingParty,
  attempt: string,
  answer: UsedCredential,
  origin?: Origin,
  client: Client = {},
): Promise<string | undefined> {
  return orThrow(
    await transact(register.pool, { role: "gate", origin }, async (transaction) => {
      const { query, audit } = transaction;
      const challenge = await spendChallenge(query, hashOf(attempt), "sign-in");
      const checked = await check(transaction, party, challenge, answer);
      if ("refused" in checked) {
        audit({ action: "sign-in.passkey", outcome: "refused", id: checked.account, note: checked.refused });
        return undefined;
      }
      const { account_id: account, agency_id: agency, id } = checked.row;
      const rules = await rulesOf(query, agency);
      const reason = barsPlace(rules, client.address, new Date());
      if (reason !== undefined) return keepOut(transaction, reason, account);
      audit({ action: "sign-in.passkey", outcome: "done", id: account, note: id });
      return openSession(query, { account, client, factors: "passkey", rules });
    }),
  );
}

/** A passkey within a session: second factor after a password, or a fresh one. Gives a new token, the old one ends. */
export async function passkeyFactor(
  register: Register,
  party: RelyingParty,
  token: string,
  answer: UsedCredential,
  origin?: Origin,
  client: Client = {},
): Promise<string | undefined> {
  return orThrow(
    await transact(register.pool, { role: "gate", origin }, async (transaction) => {
      const { query, audit } = transaction;
      const session = await liveSession(query, token, client);
      const challenge = await spendChallenge(query, hashOf(token), "session");
      const checked: Checked =
        session === undefined
          ? { refused: "session" }
          : await check(transaction, party, challenge, answer, session.account);
      if (session === undefined || "refused" in checked) {
        const note = "refused" in checked ? checked.refused : undefined;
        audit({ action: "sign-in.passkey", outcome: "refused", id: session?.account, note });
        return undefined;
      }
      const { account } = session;
      const reason = barsPlace(session.rules, client.address, new Date());
      if (reason !== undefined) return keepOut(transaction, reason, account);
      audit({ action: "sign-in.passkey", outcome: "done", id: account, note: checked.row.id });
      return renewSession(query, { token, account, client, passkey: true });
    }),
  );
}
