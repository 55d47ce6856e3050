import { cose, decodeCredentialPublicKey } from "@simplewebauthn/server/helpers";

// The library that checks signatures reads BER: it passes over wrong lengths and classes, padding and what follows the end, so that
// one signature would be good in many spellings. Here each has one.

/** Bytes written as base64url in the one way there is: no padding, no other letters, no bits set after the last byte. */
export const isBase64url = (text: string): boolean => Buffer.from(text, "base64url").toString("base64url") === text;

/** Bytes of a coordinate, by COSE curve: P-256, P-384, P-521. */
const sizes = new Map([
  [1, 32],
  [2, 48],
  [3, 66],
]);

/** Where the content of the element at `start` begins and ends; undefined unless its length is written as DER has it. */
function contents(bytes: Uint8Array, start: number, tag: number): { from: number; to: number } | undefined {
  const first = bytes[start + 1];
  if (bytes[start] !== tag || first === undefined) return undefined;
  if (first < 0x80) return { from: start + 2, to: start + 2 + first };
  // The longest signature, of P-521, has 139 bytes: one more byte of length is enough, and needed from 128 on.
  const second = bytes[start + 2] ?? 0;
  return first === 0x81 && second >= 0x80 ? { from: start + 3, to: start + 3 + second } : undefined;
}

/** Where a positive INTEGER of at most `size` bytes ends, in the shortest form; undefined if there is no such thing. */
function integerEnd(bytes: Uint8Array, start: number, size: number): number | undefined {
  const content = contents(bytes, start, 0x02);
  if (content === undefined || content.to > bytes.length) return undefined;
  const [first = 0x80, second = 0] = bytes.subarray(content.from, content.to);
  const length = content.to - content.from;
  const signed = first === 0;
  if (first >= 0x80 || (signed && second < 0x80)) return undefined;
  return length - (signed ? 1 : 0) <= size ? content.to : undefined;
}

/** SEQUENCE of two INTEGERs in DER (X.690, section 10 and 11; RFC 3279, 2.2.3), and nothing after. */
function isPair(bytes: Uint8Array, size: number): boolean {
  const content = contents(bytes, 0, 0x30);
  if (content === undefined || content.to !== bytes.length) return false;
  const middle = integerEnd(bytes, content.from, size);
  return middle !== undefined && integerEnd(bytes, middle, size) === bytes.length;
}

/**
 * Whether a signature has the one form a COSE key's signatures have: strict DER for ECDSA, 64 bytes for Ed25519, the bytes of the
 * modulus for RSA. Says nothing about whether it is right. Throws if the key cannot be read.
 */
export function hasStrictForm(signature: Uint8Array, publicKey: Uint8Array): boolean {
  const key = decodeCredentialPublicKey(Uint8Array.from(publicKey));
  if (cose.isCOSEPublicKeyEC2(key)) {
    const size = sizes.get(key.get(cose.COSEKEYS.crv) ?? 0);
    return size !== undefined && isPair(signature, size);
  }
  if (cose.isCOSEPublicKeyRSA(key)) {
    const modulus = key.get(cose.COSEKEYS.n) ?? new Uint8Array();
    return signature.length === modulus.length - modulus.findIndex((byte) => byte !== 0);
  }
  return cose.isCOSEPublicKeyOKP(key) && key.get(cose.COSEKEYS.crv) === 6 && signature.length === 64;
}
