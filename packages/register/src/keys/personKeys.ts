import { randomBytes } from "node:crypto";
import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { readyKey, seal, unseal } from "./seal.ts";

// One record a person: status, person, agency, sealed key, checksum.
const sealedBytes = 1 + 12 + 32 + 16;
const recordBytes = 1 + 16 + 16 + sealedBytes + 4;
const live = 1;
const destroyed = 0;
// Emptied because the key stands elsewhere in the file, wrapped for another agency.
const moved = 2;

const bytesOf = (id: string) => Buffer.from(id.replaceAll("-", ""), "hex");
const place = (person: string) => ({ table: "keys", row: person, column: "person" });

function idOf(bytes: Buffer): string {
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

type Slot = { readonly at: number; readonly agency: string; readonly sealed: Buffer };

/**
 * One key a person, in one file outside the database. A key is flushed before the first value sealed with it is written,
 * and destroyed in place: then every copy of that person's values, backups of the database included, stays closed.
 */
export class PersonKeys {
  readonly #file: number;
  readonly #wrapping: (agency: string) => Buffer;
  readonly #slots = new Map<string, Slot>();
  /** The same keys wrapped a second time: a hand-over that is under way, or was cut. */
  readonly #second = new Map<string, Slot>();
  readonly #destroyed = new Set<string>();
  #end = 0;

  constructor(folder: string, wrapping: (agency: string) => Buffer) {
    this.#file = openSync(join(folder, "persons.keys"), "a+", 0o600);
    closeSync(this.#file);
    this.#file = openSync(join(folder, "persons.keys"), "r+");
    this.#wrapping = wrapping;
    this.#load();
  }

  #load(): void {
    const size = fstatSync(this.#file).size;
    const all = Buffer.alloc(size);
    for (let at = 0; at < size; ) {
      const read = readSync(this.#file, all, at, size - at, at);
      if (read === 0) break;
      at += read;
    }
    this.#end = size - (size % recordBytes);
    // A torn last record was never acknowledged, so nothing was sealed with it.
    if (this.#end < size) ftruncateSync(this.#file, this.#end);
    for (let at = 0; at < this.#end; at += recordBytes) {
      const record = all.subarray(at, at + recordBytes);
      if (record[0] === destroyed) this.#destroyed.add(idOf(record.subarray(1, 17)));
      if (record[0] !== live || record.readUInt32LE(recordBytes - 4) !== crc32(record.subarray(0, -4))) continue;
      const sealed = Buffer.from(record.subarray(33, 33 + sealedBytes));
      const person = idOf(record.subarray(1, 17));
      const slots = this.#slots.has(person) ? this.#second : this.#slots;
      slots.set(person, { at, agency: idOf(record.subarray(17, 33)), sealed });
    }
  }

  /** Makes keys for new people, durable on return. Given in the order of `people`. */
  create(agency: string, people: readonly string[]): Buffer[] {
    const random = randomBytes(32 * people.length);
    const keys = people.map((_, index) => random.subarray(index * 32, index * 32 + 32));
    for (const [index, slot] of this.#append(agency, people, keys).entries())
      this.#slots.set(people[index] as string, slot);
    return keys;
  }

  #append(agency: string, people: readonly string[], keys: readonly Buffer[]): Slot[] {
    const wrapping = readyKey(this.#wrapping(agency));
    const slots: Slot[] = [];
    const records = people.map((person, index) => {
      const sealed = seal(wrapping, place(person), keys[index] as Buffer);
      slots.push({ at: this.#end + index * recordBytes, agency, sealed });
      const body = Buffer.concat([Buffer.of(live), bytesOf(person), bytesOf(agency), sealed]);
      const sum = Buffer.alloc(4);
      sum.writeUInt32LE(crc32(body));
      return Buffer.concat([body, sum]);
    });
    this.#write(Buffer.concat(records), this.#end);
    this.#end += people.length * recordBytes;
    return slots;
  }

  #write(bytes: Buffer, position: number): void {
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at, bytes.length - at, position + at);
    fsyncSync(this.#file);
  }

  /** The key of a person, or undefined once it is destroyed. */
  of(person: string): Buffer | undefined {
    const slot = this.#slots.get(person);
    return slot && unseal(this.#wrapping(slot.agency), place(person), slot.sealed);
  }

  /** The agency whose key opens this person's, or undefined where there is none. */
  agencyOf(person: string): string | undefined {
    return this.#slots.get(person)?.agency;
  }

  /** People whose key stands twice: a hand-over that was cut. `settle` says for whom it stays. */
  get doubled(): string[] {
    return [...this.#second.keys()];
  }

  /** Wraps a person's key for another agency too, durable on return. Until `settle` both open it: nothing is decided yet. */
  prepareMove(person: string, agency: string): void {
    const key = this.of(person);
    if (key === undefined) throw new Error("there is no key to hand over");
    const slots = [this.#slots.get(person), this.#second.get(person)];
    if (slots.some((slot) => slot?.agency === agency)) return;
    if (this.#second.has(person)) throw new Error("another hand-over is not settled");
    const [slot] = this.#append(agency, [person], [key]);
    this.#second.set(person, slot as Slot);
  }

  /** Leaves the key wrapped for this agency alone; what others could open it with is overwritten and flushed. */
  settle(person: string, agency: string): void {
    if (!this.#slots.has(person)) return;
    this.prepareMove(person, agency);
    const slots = [this.#slots.get(person), this.#second.get(person)].filter((slot) => slot !== undefined);
    for (const slot of slots) {
      if (slot.agency === agency) this.#slots.set(person, slot);
      else {
        const empty = Buffer.alloc(recordBytes);
        empty[0] = moved;
        this.#write(empty, slot.at);
      }
    }
    this.#second.delete(person);
  }

  /** Overwrites the key wherever it lies and flushes. Says whether there was one. */
  destroy(person: string): boolean {
    const slots = [this.#slots.get(person), this.#second.get(person)].filter((slot) => slot !== undefined);
    for (const slot of slots) {
      const empty = Buffer.alloc(recordBytes);
      empty[0] = destroyed;
      bytesOf(person).copy(empty, 1);
      this.#write(empty, slot.at);
    }
    if (slots.length === 0) return false;
    this.#slots.delete(person);
    this.#second.delete(person);
    this.#destroyed.add(person);
    return true;
  }

  /** People whose key was destroyed here. */
  get destroyed(): string[] {
    return [...this.#destroyed];
  }

  /** People with a key. */
  get size(): number {
    return this.#slots.size;
  }

  close(): void {
    closeSync(this.#file);
  }
}
