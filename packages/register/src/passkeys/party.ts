import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";

/** Who asks browsers for passkeys: the name people know the register by, its domain, and the addresses its page has. */
export type RelyingParty = { readonly name: string; readonly id: string; readonly origins: readonly string[] };

/** What a browser sends for a new passkey, and for one used. */
export type NewCredential = RegistrationResponseJSON;
export type UsedCredential = AuthenticationResponseJSON;

/** Signatures we can check: ECDSA on P-256, Ed25519, RSA with SHA-256. */
export const algorithms = [-7, -8, -257];

/** The 16 bytes an authenticator knows an account by: its random id, nothing of the person. */
export const handleOf = (account: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(Buffer.from(account.replaceAll("-", ""), "hex"));

/** A passkey is given on our own page, never inside another site's. */
export function insideAnotherSite(clientData: string): boolean {
  const { crossOrigin, topOrigin } = JSON.parse(Buffer.from(clientData, "base64url").toString("utf8")) as Record<
    string,
    unknown
  >;
  return (crossOrigin ?? false) !== false || topOrigin !== undefined;
}
