import type { CaseRecord } from "@counterweight/cases";

/** A case not yet saved, kept on this device: what was seen, what it is now. */
export type Draft = {
  readonly id: string | undefined;
  readonly version: number;
  readonly base: CaseRecord;
  readonly now: CaseRecord;
};

type Kept = { readonly at: string; readonly salt: string; readonly nonce: string; readonly sealed: string };

const place = "counterweight.cases.draft";
export const shortestPassphrase = 8;
// OWASP's figure for PBKDF2 with SHA-256.
const rounds = 600_000;

const toText = (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
const toBytes = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

async function keyOf(passphrase: string, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey("raw", new TextEncoder().encode(passphrase), "PBKDF2", false, [
    "deriveKey",
  ]);
  return crypto.subtle.deriveKey(
    { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds },
    material,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
}

function kept(): Kept | undefined {
  try {
    const text = localStorage.getItem(place);
    return text === null ? undefined : (JSON.parse(text) as Kept);
  } catch {
    return undefined;
  }
}

/** When the draft on this device was kept, if there is one. */
export const draftFrom = (): string | undefined => kept()?.at;

/** Keeps drafts under a passphrase; only somebody who knows it can read them, on this device. */
export async function draftKeeper(passphrase: string): Promise<(draft: Draft) => Promise<void>> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const key = await keyOf(passphrase, salt);
  return async (draft) => {
    const nonce = crypto.getRandomValues(new Uint8Array(12));
    const clear = new TextEncoder().encode(JSON.stringify(draft));
    const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, clear));
    const text: Kept = {
      at: new Date().toISOString(),
      salt: toText(salt),
      nonce: toText(nonce),
      sealed: toText(sealed),
    };
    localStorage.setItem(place, JSON.stringify(text));
  };
}

/** The draft, or undefined where the passphrase does not open it. */
export async function openDraft(passphrase: string): Promise<Draft | undefined> {
  const found = kept();
  if (found === undefined) return undefined;
  try {
    const key = await keyOf(passphrase, toBytes(found.salt));
    const clear = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: toBytes(found.nonce) },
      key,
      toBytes(found.sealed),
    );
    return JSON.parse(new TextDecoder().decode(clear)) as Draft;
  } catch {
    return undefined;
  }
}

export function dropDraft(): void {
  localStorage.removeItem(place);
}
