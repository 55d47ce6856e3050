import { createHmac, timingSafeEqual } from "node:crypto";

// RFC 6238 with the values every authenticator app knows: SHA-1, six digits, thirty seconds.
const digits = 6;
const seconds = 30;
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Base32 without padding, as apps expect secrets. */
export function base32(bytes: Uint8Array): string {
  let text = "";
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(buffer >> bits) & 31];
    }
    buffer &= (1 << bits) - 1;
  }
  return bits > 0 ? text + alphabet[(buffer << (5 - bits)) & 31] : text;
}

export const stepAt = (milliseconds: number): number => Math.floor(milliseconds / 1000 / seconds);

/** The code of one time step. */
export function totp(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const number = mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, "0");
}

/** The step a code belongs to, one either side of now for clocks that differ, later than the last one used; or undefined. */
export function matchTotp(secret: Uint8Array, code: string, lastUsed: number, now: number): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const step = stepAt(now);
  return [step - 1, step, step + 1].find(
    (candidate) => candidate > lastUsed && timingSafeEqual(Buffer.from(totp(secret, candidate)), Buffer.from(code)),
  );
}

/** What an authenticator app reads from a QR code or a link. */
export function totpLink(secret: Uint8Array, email: string): string {
  return `otpauth://totp/Counterweight:${encodeURIComponent(email)}?secret=${base32(secret)}&issuer=Counterweight`;
}
