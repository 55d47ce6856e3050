import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from "node:crypto";

/** Where a sealed value belongs. It is authenticated with the value, so a value moved to another row or column does not open. */
export type Place = { readonly table: string; readonly row: string; readonly column: string };

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;

function bound({ table, row, column }: Place): Buffer {
  return Buffer.from(`${table}\0${row}\0${column}`);
}

/** A key made ready once, for several values: making it ready costs more than sealing a short one. */
export type Key = KeyObject | Uint8Array;
export const readyKey = (bytes: Uint8Array): KeyObject => createSecretKey(bytes);

// Random bytes are fetched by the page; each is used once.
let pool = randomBytes(0);
let used = 0;

function freshNonce(): Buffer {
  if (used + nonceBytes > pool.length) {
    pool = randomBytes(nonceBytes * 512);
    used = 0;
  }
  used += nonceBytes;
  return pool.subarray(used - nonceBytes, used);
}

/** AES-256-GCM: version, nonce, ciphertext, tag. Node's OpenSSL does the arithmetic; nothing here is home-made. */
export function seal(key: Key, place: Place, clear: Uint8Array | string): Buffer {
  const nonce = freshNonce();
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(bound(place));
  const body = cipher.update(typeof clear === "string" ? Buffer.from(clear) : clear);
  return Buffer.concat([Buffer.of(version), nonce, body, cipher.final(), cipher.getAuthTag()]);
}

/** The clear bytes, or undefined where the key, the place or a single bit differs. */
export function unseal(key: Key, place: Place, sealed: Uint8Array): Buffer | undefined {
  if (sealed.length < 1 + nonceBytes + tagBytes || sealed[0] !== version) return undefined;
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(1, 1 + nonceBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(bound(place));
    decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
    return Buffer.concat([
      decipher.update(sealed.subarray(1 + nonceBytes, sealed.length - tagBytes)),
      decipher.final(),
    ]);
  } catch {
    return undefined;
  }
}

/** The parts of a name or contact that are searched one by one: letters and digits, without accents and case. */
export function searchParts(text: string): string[] {
  return [
    ...new Set(
      text
        .normalize("NFKD")
        .replaceAll(/\p{M}/gu, "")
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u)
        .filter((part) => part.length > 1),
    ),
  ];
}

/** A keyed blind index of one search part: equal parts meet, and without the key nothing can be guessed from it. */
export function blind(key: Key, part: string): Buffer {
  return createHmac("sha256", key).update(part).digest().subarray(0, 12);
}
