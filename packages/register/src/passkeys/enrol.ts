import { randomUUID } from "node:crypto";
import { Problem } from "@counterweight/kernel";
import { generateRegistrationOptions, verifyRegistrationResponse } from "@simplewebauthn/server";
import { decodeAttestationObject } from "@simplewebauthn/server/helpers";
import { type Caller, demand, perform } from "../access.ts";
import { hashOf, renewSession } from "../accounts/session.ts";
import type { Register } from "../register.ts";
import type { Client } from "../rules/judge.ts";
import { transact } from "../transaction.ts";
import { challengeMinutes, newChallenge, spendChallenge } from "./challenges.ts";
import { algorithms, handleOf, insideAnotherSite, type NewCredential, type RelyingParty } from "./party.ts";
import { hasStrictForm, isBase64url } from "./strict.ts";

/** Judged: enough for everything somebody carries. */
const mostPasskeys = 20;

/** Somebody signed in, with the token of the session the challenge is bound to. */
export type Enrolling = Caller & { readonly name: string; readonly email: string };

/** What the browser is asked to make: a passkey that lies on the authenticator and asks for finger, face or PIN. */
export async function startEnrolment(register: Register, caller: Enrolling, token: string, party: RelyingParty) {
  const known = await perform(register, caller, "passkey.create", async ({ query }) => {
    demand(register, caller, "passkey", "create");
    const { rows } = await query<{ credential: Buffer; transports: string[] }>(
      "select credential, transports from passkey where account_id = $1",
      [caller.actor.account],
    );
    return rows;
  });
  if (known.length >= mostPasskeys)
    throw new Problem({ code: "passkey.many", what: `there are ${known.length} passkeys`, doThis: "remove one first" });
  const challenge = await transact(register.pool, { role: "gate" }, ({ query }) =>
    newChallenge(query, hashOf(token), "enrol"),
  );
  return generateRegistrationOptions({
    rpName: party.name,
    rpID: party.id,
    userName: caller.email,
    userDisplayName: caller.name,
    userID: handleOf(caller.actor.account),
    challenge: Uint8Array.from(Buffer.from(challenge, "base64url")),
    timeout: challengeMinutes * 60_000,
    attestationType: "none",
    excludeCredentials: known.map(({ credential, transports }) => ({
      id: credential.toString("base64url"),
      transports,
    })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    supportedAlgorithmIDs: algorithms,
  });
}

async function verified(credential: NewCredential, challenge: string, party: RelyingParty) {
  const { clientDataJSON, attestationObject } = credential.response;
  if (![credential.id, clientDataJSON, attestationObject].every(isBase64url)) return undefined;
  if (insideAnotherSite(clientDataJSON)) return undefined;
  // No statement of the maker was asked for; one that came anyway is not followed to anybody's certificates.
  const attestation = decodeAttestationObject(Uint8Array.from(Buffer.from(attestationObject, "base64url")));
  if (attestation.get("fmt") !== "none" && attestation.get("attStmt").get("x5c") !== undefined) return undefined;
  if (!["none", "packed"].includes(attestation.get("fmt"))) return undefined;
  const { registrationInfo } = await verifyRegistrationResponse({
    response: credential,
    expectedChallenge: challenge,
    expectedOrigin: [...party.origins],
    expectedRPID: party.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
  });
  const signature = attestation.get("attStmt").get("sig");
  if (registrationInfo !== undefined && signature !== undefined)
    return hasStrictForm(signature, registrationInfo.credential.publicKey) ? registrationInfo : undefined;
  return registrationInfo;
}

/**
 * Keeps a new passkey under a name its owner chose. Enrolling asks for finger, face or PIN, so it counts as having given
 * one: gives the session's new token.
 */
export async function enrol(
  register: Register,
  caller: Enrolling,
  token: string,
  party: RelyingParty,
  { name, credential }: { name: string; credential: NewCredential },
  client: Client = {},
): Promise<{ id: string; token: string }> {
  const given = await transact(register.pool, { role: "gate" }, ({ query }) =>
    spendChallenge(query, hashOf(token), "enrol"),
  );
  // Whatever is malformed in what a browser sends is one refusal; the library tells by throwing.
  const info = given === undefined ? undefined : await verified(credential, given, party).catch(() => undefined);
  const id = randomUUID();
  const kept = await perform(register, caller, "passkey.create", async ({ query, audit }) => {
    demand(register, caller, "passkey", "create");
    if (info === undefined) {
      audit({ action: "passkey.create", outcome: "refused", note: "not verified" });
      return false;
    }
    const { rowCount } = await query(
      `insert into passkey (id, account_id, agency_id, credential, public_key, counter, backup_eligible, backed_up, transports, name)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (credential) do nothing`,
      [
        id,
        caller.actor.account,
        caller.actor.agency,
        Buffer.from(info.credential.id, "base64url"),
        Buffer.from(info.credential.publicKey),
        info.credential.counter,
        info.credentialDeviceType === "multiDevice",
        info.credentialBackedUp,
        credential.response.transports ?? [],
        name,
      ],
    );
    audit({ action: "passkey.create", outcome: rowCount === 1 ? "done" : "refused", id });
    return rowCount === 1;
  });
  if (!kept)
    throw new Problem({
      code: "passkey.enrol",
      what: "the passkey was not accepted",
      doThis: "start again and confirm it within three minutes",
    });
  const next = await transact(register.pool, { role: "gate" }, ({ query }) =>
    renewSession(query, { token, account: caller.actor.account, client, passkey: true }),
  );
  return { id, token: next };
}
