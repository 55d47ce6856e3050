import { once } from "node:events";
import {
  createReadStream,
  createWriteStream,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { Problem } from "@counterweight/kernel";
import { Decrypter, Encrypter, generateIdentity, identityToRecipient } from "age-encryption";
import { outOfSpace } from "../space.ts";

/** Who can open an encrypted file: age recipients, or whoever knows the passphrase. */
export type Lock = { readonly recipients?: readonly string[] | undefined; readonly passphrase?: string | undefined };

export const identityFile = (keys: string): string => join(keys, "backup-identity.txt");

/** The folder's own backup identity, made once: the secret stays with the keys, its public half encrypts. */
export async function ownIdentity(keys: string): Promise<{ identity: string; recipient: string }> {
  const file = identityFile(keys);
  if (!existsSync(file)) writeFileSync(file, `${await generateIdentity()}\n`, { mode: 0o600, flag: "wx" });
  const identity = readFileSync(file, "utf8").trim();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** Writes lines compressed and encrypted (age, https://age-encryption.org/v1), under the name only once whole. */
export async function writeVault(file: string, lock: Lock, lines: AsyncIterable<string>): Promise<void> {
  const encrypter = new Encrypter();
  try {
    if (lock.passphrase !== undefined) encrypter.setPassphrase(lock.passphrase);
    for (const recipient of lock.recipients ?? []) encrypter.addRecipient(recipient);
  } catch (error) {
    throw new Problem({
      code: "backup.recipient",
      what: "the recipient cannot be read",
      expected: "an age recipient, age1...",
      cause: error,
    });
  }
  const unfinished = `${file}.${process.pid}.unfinished`;
  try {
    const packed = Readable.from(lines).compose(createGzip({ level: 1 })) as Readable;
    const sealed = await encrypter.encrypt(Readable.toWeb(packed) as ReadableStream<Uint8Array>);
    await pipeline(Readable.fromWeb(sealed as never), createWriteStream(unfinished, { mode: 0o600, flush: true }));
    renameSync(unfinished, file);
  } catch (error) {
    throw outOfSpace(error, `for ${file}`) ?? error;
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/** Reads the lines of such a file. A wrong key, a cut or a changed byte is one clear problem, before anything is used. */
export async function* readVault(
  file: string,
  key: { readonly identities: readonly string[]; readonly passphrase?: string | undefined },
): AsyncGenerator<string> {
  if (!existsSync(file)) throw new Problem({ code: "file.unreadable", where: file, what: "there is no such file" });
  const decrypter = new Decrypter();
  const damaged = (error: unknown) =>
    new Problem({
      code: "backup.unreadable",
      where: file,
      what: "the file cannot be opened: it is damaged, cut short, or was made for another key",
      doThis: "give the right --identity or --passphrase-file, or another copy",
      cause: error,
    });
  const input = createReadStream(file);
  try {
    if (key.passphrase !== undefined) decrypter.addPassphrase(key.passphrase);
    for (const identity of key.identities) decrypter.addIdentity(identity);
    await once(input, "readable");
    const clear = await decrypter.decrypt(Readable.toWeb(input) as ReadableStream<Uint8Array>);
    const unpacked = Readable.fromWeb(clear as never).compose(createGunzip()) as Readable;
    let rest = "";
    for await (const chunk of unpacked.setEncoding("utf8")) {
      const lines = (rest + String(chunk)).split("\n");
      rest = lines.pop() ?? "";
      yield* lines;
    }
    if (rest !== "") yield rest;
  } catch (error) {
    throw error instanceof Problem ? error : damaged(error);
  } finally {
    input.destroy();
  }
}
