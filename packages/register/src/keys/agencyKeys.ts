import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "@counterweight/kernel";
import { writeDurably } from "./durable.ts";
import { seal, unseal } from "./seal.ts";

/** An agency's two keys: one wraps its people's keys, one makes its blind index. */
export type AgencyKeys = { readonly wrapping: Buffer; readonly index: Buffer };

const place = (agency: string) => ({ table: "keys", row: agency, column: "agency" });

/** The root key of a folder, made at the first start; every other key is wrapped by it, directly or once removed. */
export function readRootKey(folder: string): Buffer {
  const file = join(folder, "root.key");
  if (!existsSync(file)) {
    if (readdirSync(folder).some((name) => name.startsWith("agency-")))
      throw new Problem({
        code: "keys.root-missing",
        where: file,
        what: "the root key is gone but keys that it wraps are there",
        doThis: "bring the root key back from its copy; without it the records cannot be read",
      });
    writeDurably(file, `${randomBytes(32).toString("hex")}\n`);
  }
  chmodSync(file, 0o600);
  const key = Buffer.from(readFileSync(file, "utf8").trim(), "hex");
  if (key.length !== 32)
    throw new Problem({
      code: "keys.root-damaged",
      where: file,
      what: "the root key is damaged",
      expected: "64 hex digits",
    });
  return key;
}

function finishRotation(folder: string): void {
  const next = readdirSync(folder).filter((name) => name.endsWith(".key.next"));
  const decided = next.includes("root.key.next");
  for (const name of next.filter((name) => name !== "root.key.next"))
    if (decided) renameSync(join(folder, name), join(folder, name.slice(0, -".next".length)));
    else rmSync(join(folder, name));
  if (decided) renameSync(join(folder, "root.key.next"), join(folder, "root.key"));
}

/** Keys of all agencies in a folder, opened once. */
export class AgencyKeyring {
  readonly #folder: string;
  #root: Buffer;
  readonly #open = new Map<string, AgencyKeys>();

  constructor(folder: string) {
    this.#folder = folder;
    finishRotation(folder);
    this.#root = readRootKey(folder);
  }

  #file(agency: string): string {
    return join(this.#folder, `agency-${agency}.key`);
  }

  create(agency: string): AgencyKeys {
    const both = randomBytes(64);
    writeDurably(this.#file(agency), seal(this.#root, place(agency), both));
    return this.of(agency);
  }

  of(agency: string): AgencyKeys {
    const known = this.#open.get(agency);
    if (known !== undefined) return known;
    const file = this.#file(agency);
    const both = existsSync(file) ? unseal(this.#root, place(agency), readFileSync(file)) : undefined;
    if (both === undefined)
      throw new Problem({
        code: "keys.agency",
        where: file,
        what: "the agency's key is missing or does not open with this root key",
        doThis: "check that --keys names the folder this register was made with",
      });
    const keys = { wrapping: both.subarray(0, 32), index: both.subarray(32) };
    this.#open.set(agency, keys);
    return keys;
  }

  /** A new root key; every agency's keys are wrapped anew. A crash at any point leaves the old state or finishes at the next start. */
  rotateRoot(): void {
    const agencies = readdirSync(this.#folder).flatMap((name) => /^agency-(.+)\.key$/.exec(name)?.[1] ?? []);
    const root = randomBytes(32);
    for (const agency of agencies) {
      const { wrapping, index } = this.of(agency);
      writeDurably(`${this.#file(agency)}.next`, seal(root, place(agency), Buffer.concat([wrapping, index])));
    }
    // From here on the new root counts: its file is written last and renamed last.
    writeDurably(join(this.#folder, "root.key.next"), `${root.toString("hex")}\n`);
    finishRotation(this.#folder);
    this.#root = root;
  }

  /** Ends an agency: nothing of it can be read again, in any copy. */
  destroy(agency: string): void {
    rmSync(this.#file(agency));
    this.#open.delete(agency);
  }
}
