import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

// An authenticator in software, written from the specification (WebAuthn level 3, sections 6.1 and 6.5) and apart from the
// library that checks it: EC P-256, attestation "none" or by its own key.

const sha256 = (data: Uint8Array | string): Buffer => createHash("sha256").update(data).digest();

/** CBOR (RFC 8949) of what an attestation needs: numbers, bytes, texts, maps in the order given. */
function cbor(value: number | string | Uint8Array | Map<number | string, unknown>): Buffer {
  const head = (kind: number, size: number): Buffer =>
    size < 24
      ? Buffer.from([(kind << 5) | size])
      : size < 256
        ? Buffer.from([(kind << 5) | 24, size])
        : Buffer.from([(kind << 5) | 25, size >> 8, size & 255]);
  if (typeof value === "number") return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === "string") return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  const pairs = [...value].flatMap(([key, entry]) => [cbor(key), cbor(entry as Parameters<typeof cbor>[0])]);
  return Buffer.concat([head(5, value.size), ...pairs]);
}

const present = 1;
const verified = 4;
export const flags = { present, verified, backupEligible: 8, backedUp: 16 };
const attested = 64;

/** What a dishonest or broken browser or authenticator would send instead. */
export type Lies = {
  readonly origin?: string;
  readonly challenge?: string;
  readonly rpId?: string;
  readonly type?: string;
  readonly flags?: number;
  readonly counter?: number;
  readonly crossOrigin?: boolean;
  readonly userHandle?: string;
  readonly signature?: string;
  /** Attests by its own key ("packed"), with its signature so changed. */
  readonly attest?: (signature: Buffer) => Buffer;
};

type Options = {
  readonly challenge: string;
  readonly rpId?: string | undefined;
  readonly rp?: { id?: string | undefined };
};
type MakeOptions = Options & { readonly user: { readonly id: string } };

/** One passkey. */
export class SoftwareAuthenticator {
  readonly id: string = randomBytes(32).toString("base64url");
  readonly #private: KeyObject;
  readonly #public: Buffer;
  readonly #origin: string;
  readonly #flags: number;
  counter = 0;
  handle = "";

  constructor(origin: string, more = 0) {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const { x = "", y = "" } = publicKey.export({ format: "jwk" });
    this.#private = privateKey;
    // COSE: key type EC2, algorithm ES256, curve P-256.
    this.#public = cbor(
      new Map<number, unknown>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x, "base64url")],
        [-3, Buffer.from(y, "base64url")],
      ]),
    );
    this.#origin = origin;
    this.#flags = present | verified | more;
  }

  #client(type: string, options: Options, lies: Lies): Buffer {
    const { origin = this.#origin, challenge = options.challenge, crossOrigin = false } = lies;
    return Buffer.from(JSON.stringify({ type: lies.type ?? type, challenge, origin, crossOrigin }));
  }

  #data(options: Options, lies: Lies, more: number, credential: Buffer): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(lies.counter ?? this.counter);
    const rpId = lies.rpId ?? options.rpId ?? options.rp?.id ?? "";
    return Buffer.concat([sha256(rpId), Buffer.from([(lies.flags ?? this.#flags) | more]), counter, credential]);
  }

  /** `navigator.credentials.create`, as JSON. */
  make(options: MakeOptions, lies: Lies = {}) {
    this.handle = options.user.id;
    const id = Buffer.from(this.id, "base64url");
    const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, this.#public]);
    const client = this.#client("webauthn.create", options, lies);
    const data = this.#data(options, lies, attested, credential);
    const signature = lies.attest?.(sign("sha256", Buffer.concat([data, sha256(client)]), this.#private));
    const statement =
      signature === undefined
        ? []
        : ([
            ["alg", -7],
            ["sig", signature],
          ] as const);
    const attestation = cbor(
      new Map<string, unknown>([
        ["fmt", signature === undefined ? "none" : "packed"],
        ["attStmt", new Map<string, unknown>(statement)],
        ["authData", data],
      ]),
    );
    return {
      id: this.id,
      rawId: this.id,
      type: "public-key" as const,
      clientExtensionResults: {},
      response: {
        clientDataJSON: client.toString("base64url"),
        attestationObject: attestation.toString("base64url"),
        transports: ["internal" as const],
      },
    };
  }

  /** `navigator.credentials.get`, as JSON. */
  use(options: Options, lies: Lies = {}) {
    this.counter += 1;
    const client = this.#client("webauthn.get", options, lies);
    const data = this.#data(options, lies, 0, Buffer.alloc(0));
    const signature = sign("sha256", Buffer.concat([data, sha256(client)]), this.#private).toString("base64url");
    return {
      id: this.id,
      rawId: this.id,
      type: "public-key" as const,
      clientExtensionResults: {},
      response: {
        clientDataJSON: client.toString("base64url"),
        authenticatorData: data.toString("base64url"),
        signature: lies.signature ?? signature,
        userHandle: lies.userHandle ?? this.handle,
      },
    };
  }
}
