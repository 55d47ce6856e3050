// Other spellings of the same signature and of the same bytes, which readers of BER and of base64 let pass.

const element = (tag: number, content: Uint8Array, ...length: number[]): Buffer =>
  Buffer.concat([Buffer.from([tag, ...(length.length > 0 ? length : [content.length])]), content]);
const inside = (signature: Buffer): { r: Buffer; s: Buffer } => {
  const end = 4 + (signature[3] as number);
  return { r: signature.subarray(4, end), s: signature.subarray(end + 2) };
};
const bare = (number: Buffer): Buffer => (number[0] === 0 ? number.subarray(1) : number);
/** Of a signature on P-256 in DER: one of other parts. */
const rebuilt =
  (change: (r: Buffer, s: Buffer) => Buffer) =>
  (signature: Buffer): Buffer => {
    const { r, s } = inside(signature);
    return change(r, s);
  };
const integer = (content: Uint8Array): Buffer => element(2, content);
const pair = (r: Buffer, s: Buffer): Buffer => Buffer.concat([integer(r), integer(s)]);
const set = (signature: Buffer, at: number, value: number): Buffer => {
  const changed = Buffer.from(signature);
  changed[at] = value;
  return changed;
};
const zero = Buffer.from([0]);

export const lenient: Readonly<Record<string, (signature: Buffer) => Buffer>> = {
  "the long form of a short length": rebuilt((r, s) => element(0x30, pair(r, s), 0x81, pair(r, s).length)),
  "the long form of an integer's length": rebuilt((r, s) =>
    element(0x30, Buffer.concat([element(2, r, 0x81, r.length), integer(s)])),
  ),
  "no definite length": rebuilt((r, s) => Buffer.concat([element(0x30, pair(r, s), 0x80), Buffer.alloc(2)])),
  "a length too short": (signature) => set(signature, 1, (signature[1] as number) - 2),
  "a length too long": (signature) => set(signature, 1, (signature[1] as number) + 1),
  "another class": (signature) => set(signature, 0, 0xb0),
  "a set instead": (signature) => set(signature, 0, 0x31),
  "another tag of an integer": (signature) => set(signature, 2, 0x82),
  "a padded first integer": rebuilt((r, s) => element(0x30, pair(Buffer.concat([zero, r]), s))),
  "a padded second integer": rebuilt((r, s) => element(0x30, pair(r, Buffer.concat([zero, s])))),
  "negative integers": rebuilt((r, s) => element(0x30, pair(bare(r), bare(s)))),
  "a byte after it": (signature) => Buffer.concat([signature, zero]),
  "itself after it": (signature) => Buffer.concat([signature, signature]),
  "a byte inside, after the integers": rebuilt((r, s) => element(0x30, Buffer.concat([pair(r, s), zero]))),
  "a third integer": rebuilt((r, s) => element(0x30, Buffer.concat([pair(r, s), integer(s)]))),
  "no wrapping": rebuilt((r, s) => Buffer.concat([bare(r), bare(s)])),
};

/** Asks again until both integers need a leading zero, so that leaving it away makes both negative. */
export function signedWithBoth<T extends { response: { signature: string } }>(ask: () => T): T {
  for (;;) {
    const answer = ask();
    if (Buffer.from(answer.response.signature, "base64url").length === 72) return answer;
  }
}

/** The same of an attestation, whose signature is then changed. */
export function attestedWithBoth<T>(
  make: (attest: (signature: Buffer) => Buffer) => T,
  change: (signature: Buffer) => Buffer,
): T {
  for (;;) {
    let both = false;
    const made = make((signature) => {
      both = signature.length === 72;
      return change(signature);
    });
    if (both) return made;
  }
}

/** Base64url with padding; the same if it needs none. */
export const padded = (text: string): string => text.padEnd(Math.ceil(text.length / 4) * 4, "=");
/** In the letters of plain base64; the same if it has none of them. */
export const plain = (text: string): string => text.replaceAll("-", "+").replaceAll("_", "/");
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/** With a bit set after the last byte; the same if there is no room. */
export const otherBits = (text: string): string =>
  text.length % 4 === 0 ? text : text.slice(0, -1) + letters[letters.indexOf(text.at(-1) as string) + 1];
