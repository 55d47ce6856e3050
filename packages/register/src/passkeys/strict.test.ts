import { generateKeyPairSync, type JsonWebKey, sign } from "node:crypto";
import { isoCBOR } from "@simplewebauthn/server/helpers";
import { describe, expect, test } from "vitest";
import { lenient, otherBits, padded, plain } from "./spellings.fixture.ts";
import { hasStrictForm, isBase64url } from "./strict.ts";

const bytes = (text = ""): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text, "base64url"));
const key = (entries: [number, number | Uint8Array<ArrayBuffer>][]): Uint8Array => isoCBOR.encode(new Map(entries));
const elliptic = (curve: number, { x, y }: JsonWebKey): Uint8Array =>
  key([
    [1, 2],
    [3, { 1: -7, 2: -35, 3: -36 }[curve] as number],
    [-1, curve],
    [-2, bytes(x)],
    [-3, bytes(y)],
  ]);
const message = (number: number): Buffer => Buffer.from(`message ${number}`);

describe("a signature", () => {
  test.each([
    ["P-256", 1, "sha256"],
    ["P-384", 2, "sha384"],
    ["P-521", 3, "sha512"],
  ] as const)(
    "on %s passes as it was made, and with any one bit of its frame changed it does not",
    (curve, id, hash) => {
      const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: curve });
      const cose = elliptic(id, publicKey.export({ format: "jwk" }));
      for (let number = 0; number < 100; number++) {
        const signature = sign(hash, message(number), privateKey);
        expect(hasStrictForm(signature, cose), signature.toString("hex")).toBe(true);
        const start = curve === "P-521" && signature[1] === 0x81 ? 3 : 2;
        const second = start + 2 + (signature[start + 1] as number);
        const frame = [...Array(start + 2).keys(), second, second + 1];
        for (const at of frame)
          for (let bit = 0; bit < 8; bit++) {
            const changed = Buffer.from(signature);
            changed[at] = (signature[at] as number) ^ (1 << bit);
            expect(hasStrictForm(changed, cose), changed.toString("hex")).toBe(false);
          }
        for (let end = 0; end < signature.length; end++)
          expect(hasStrictForm(signature.subarray(0, end), cose)).toBe(false);
        expect(hasStrictForm(Buffer.concat([signature, Buffer.alloc(1)]), cose)).toBe(false);
      }
    },
  );

  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const cose = elliptic(1, publicKey.export({ format: "jwk" }));
  test.each(Object.entries(lenient))("with %s does not pass", (_, change) => {
    let number = 0;
    let signature = sign("sha256", message(number), privateKey);
    while (signature.length !== 72) signature = sign("sha256", message(++number), privateKey);
    expect(hasStrictForm(change(signature), cose)).toBe(false);
  });

  test("of small numbers passes, of zero, of nothing and of numbers longer than the curve does not", () => {
    const long = (size: number, first: number) => [2, size, first, ...Array(size - 1).fill(0xff)];
    const pair = (...content: number[]) => Buffer.from([0x30, content.length, ...content]);
    expect(hasStrictForm(pair(2, 1, 1, 2, 1, 0x7f), cose)).toBe(true);
    expect(hasStrictForm(pair(2, 1, 0, 2, 1, 1), cose)).toBe(false);
    expect(hasStrictForm(pair(2, 1, 1, 2, 1, 0), cose)).toBe(false);
    expect(hasStrictForm(pair(2, 0, 2, 1, 1), cose)).toBe(false);
    expect(hasStrictForm(pair(), cose)).toBe(false);
    expect(hasStrictForm(pair(2, 1, 1, ...long(32, 0x7f)), cose)).toBe(true);
    expect(hasStrictForm(pair(2, 1, 1, ...long(33, 0)), cose)).toBe(true);
    expect(hasStrictForm(pair(2, 1, 1, ...long(33, 1)), cose)).toBe(false);
    expect(hasStrictForm(pair(2, 1, 1, ...long(34, 0)), cose)).toBe(false);
  });

  test("by Ed25519 has 64 bytes, by RSA as many as the modulus", () => {
    const edwards = generateKeyPairSync("ed25519");
    const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const { n, e } = rsa.publicKey.export({ format: "jwk" });
    const okp = key([
      [1, 1],
      [3, -8],
      [-1, 6],
      [-2, bytes(edwards.publicKey.export({ format: "jwk" }).x)],
    ]);
    const modulus = (value: Uint8Array<ArrayBuffer>) =>
      key([
        [1, 3],
        [3, -257],
        [-1, value],
        [-2, bytes(e)],
      ]);
    const leading = Uint8Array.from([0, ...bytes(n)]);
    const pairs: [Buffer, Uint8Array][] = [
      [sign(null, message(0), edwards.privateKey), okp],
      [sign("sha256", message(0), rsa.privateKey), modulus(bytes(n))],
      [sign("sha256", message(0), rsa.privateKey), modulus(leading)],
    ];
    for (const [signature, cose] of pairs) {
      expect(hasStrictForm(signature, cose)).toBe(true);
      expect(hasStrictForm(signature.subarray(1), cose)).toBe(false);
      expect(hasStrictForm(Buffer.concat([Buffer.alloc(1), signature]), cose)).toBe(false);
      expect(hasStrictForm(Buffer.concat([signature, Buffer.alloc(1)]), cose)).toBe(false);
    }
  });
});

test("bytes have one spelling in base64url", () => {
  for (const text of ["", "_w", "-_8", "____", "-__-_w"]) expect(isBase64url(text), text).toBe(true);
  const others = ["_w", "-_8", "-__-_w"].flatMap((text) => [padded(text), otherBits(text), plain(text), `${text} `]);
  for (const other of [...others, "____A", "A", "="]) expect(isBase64url(other), other).toBe(false);
});
