import { ask, NotDone } from "./api.ts";

// A passkey belongs to a domain: a page at a number, or in a browser without them, cannot use one.
const atNumber = /^[\d.]+$|:/.test(window.location.hostname);
export const passkeysHere: boolean = "PublicKeyCredential" in window && !atNumber;
/** The same page under a name, where it was opened by the machine's own number. */
export const sameByName: string | undefined =
  window.location.hostname === "127.0.0.1" ? window.location.href.replace("127.0.0.1", "localhost") : undefined;

const bytes = (text: string): ArrayBuffer =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0)).buffer;
const text = (buffer: ArrayBuffer): string =>
  btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

type Known = { readonly id: string; readonly transports?: AuthenticatorTransport[] };
type Asked = { readonly challenge: string; readonly allowCredentials?: readonly Known[] };
type Wanted = Asked & {
  readonly user: { readonly id: string; readonly name: string; readonly displayName: string };
  readonly excludeCredentials?: readonly Known[];
};

const listed = (known: readonly Known[] | undefined): PublicKeyCredentialDescriptor[] =>
  (known ?? []).map(({ id, transports }) => ({
    type: "public-key",
    id: bytes(id),
    ...(transports ? { transports } : {}),
  }));

/** What the browser says when it does not do it, as one of three: not confirmed, known already, not possible here. */
async function asking(work: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const made = await work();
    if (made !== null) return made as PublicKeyCredential;
  } catch (error) {
    const { name } = error as DOMException;
    if (name === "InvalidStateError") throw new NotDone("passkey.known", "");
    if (name !== "NotAllowedError" && name !== "AbortError") throw new NotDone("passkey.impossible", "");
  }
  throw new NotDone("passkey.cancelled", "");
}

/** Makes a passkey on this device or key and enrols it under a name. */
export async function enrolPasskey(name: string): Promise<void> {
  const wanted = await ask<Wanted>("POST", "/api/passkeys/start");
  const made = await asking(() =>
    navigator.credentials.create({
      publicKey: {
        ...(wanted as unknown as PublicKeyCredentialCreationOptions),
        challenge: bytes(wanted.challenge),
        user: { ...wanted.user, id: bytes(wanted.user.id) },
        excludeCredentials: listed(wanted.excludeCredentials),
      },
    }),
  );
  const response = made.response as AuthenticatorAttestationResponse;
  await ask("POST", "/api/passkeys", {
    name,
    credential: {
      id: made.id,
      rawId: text(made.rawId),
      type: made.type,
      clientExtensionResults: {},
      response: {
        clientDataJSON: text(response.clientDataJSON),
        attestationObject: text(response.attestationObject),
        transports: response.getTransports(),
      },
    },
  });
}

/** Gives a passkey: to sign in, or `again` within a session. */
export async function givePasskey(again: boolean): Promise<void> {
  const path = `/api/sign-in/passkey${again ? "/again" : ""}`;
  const asked = await ask<Asked>("POST", `${path}/start`);
  const used = await asking(() =>
    navigator.credentials.get({
      publicKey: {
        ...(asked as unknown as PublicKeyCredentialRequestOptions),
        challenge: bytes(asked.challenge),
        allowCredentials: listed(asked.allowCredentials),
      },
    }),
  );
  const response = used.response as AuthenticatorAssertionResponse;
  await ask("POST", path, {
    id: used.id,
    rawId: text(used.rawId),
    type: used.type,
    clientExtensionResults: {},
    response: {
      clientDataJSON: text(response.clientDataJSON),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      ...(response.userHandle === null ? {} : { userHandle: text(response.userHandle) }),
    },
  });
}
