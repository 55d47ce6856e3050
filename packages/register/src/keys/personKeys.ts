import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from "node:fs";
import { join } from "node:path";
import { outOfSpace } from "../space.ts";
import {
  bytesOf,
  destroyed,
  live,
  makeKeys,
  moved,
  nobody,
  placeOfKey,
  readSlot,
  slotBytes,
  slotsOf,
  unused,
} from "./keySlots.ts";
import { readyKey, unseal } from "./seal.ts";

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
    this.#end = size - (size % slotBytes);
    // A torn last record, and pages that a power cut left empty, were never flushed, so nothing was sealed with them.
    while (this.#end > 0 && all.subarray(this.#end - slotBytes, this.#end).every((byte) => byte === 0))
      this.#end -= slotBytes;
    if (this.#end < size) ftruncateSync(this.#file, this.#end);
    this.#take(all.subarray(0, this.#end), 0);
  }

  #take(slots: Buffer, start: number): void {
    for (let at = 0; at < slots.length; at += slotBytes) {
      const { status, person, agency, sealed } = readSlot(slots, at);
      if (status === destroyed && person !== nobody) this.#destroyed.add(person);
      if (status !== live || sealed === undefined) continue;
      const known = this.#slots.has(person) ? this.#second : this.#slots;
      known.set(person, { at: start + at, agency, sealed });
    }
  }

  /** Makes keys for new people, durable on return. Given in the order of `people`. */
  create(agency: string, people: readonly string[]): readonly Buffer[] {
    const { keys, slots } = makeKeys(readyKey(this.#wrapping(agency)), agency, people);
    this.append(slots);
    return keys;
  }

  /** Takes in keys made elsewhere (`makeKeys`), durable on return. */
  append(slots: Uint8Array): void {
    const bytes = Buffer.from(slots.buffer, slots.byteOffset, slots.byteLength);
    try {
      this.#write(bytes, this.#end);
    } catch (error) {
      // As on a full disk: what was written in part is taken back, and the next key goes where this one would have stood.
      ftruncateSync(this.#file, this.#end);
      throw outOfSpace(error, "where the keys lie") ?? error;
    }
    this.#take(bytes, this.#end);
    this.#end += bytes.length;
  }

  #write(bytes: Buffer, position: number): void {
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at, bytes.length - at, position + at);
    fsyncSync(this.#file);
  }

  /** Takes back keys of people whose records were not written; nothing that is kept was ever sealed with them. */
  forget(people: readonly string[]): void {
    const slots = people.flatMap((person) => this.#slots.get(person) ?? []).sort((a, b) => b.at - a.at);
    for (const person of people) this.#slots.delete(person);
    const empty = Buffer.alloc(slotBytes, unused);
    for (const { at } of slots)
      if (at + slotBytes === this.#end) this.#end = at;
      else
        for (let done = 0; done < slotBytes; ) done += writeSync(this.#file, empty, done, slotBytes - done, at + done);
    ftruncateSync(this.#file, this.#end);
    fsyncSync(this.#file);
  }

  /** People whose keys were made since the file had this length. */
  since(length: number): string[] {
    return [...this.#slots].filter(([, { at }]) => at >= length).map(([person]) => person);
  }

  /** Bytes of the file in use. */
  get length(): number {
    return this.#end;
  }

  /** The key of a person, or undefined once it is destroyed. */
  of(person: string): Buffer | undefined {
    const slot = this.#slots.get(person);
    return slot && unseal(this.#wrapping(slot.agency), placeOfKey(person), slot.sealed);
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
    this.append(slotsOf(readyKey(this.#wrapping(agency)), agency, [person], [key]));
  }

  /** Leaves the key wrapped for this agency alone; what others could open it with is overwritten and flushed. */
  settle(person: string, agency: string): void {
    if (!this.#slots.has(person)) return;
    this.prepareMove(person, agency);
    const slots = [this.#slots.get(person), this.#second.get(person)].filter((slot) => slot !== undefined);
    for (const slot of slots) {
      if (slot.agency === agency) this.#slots.set(person, slot);
      else {
        const empty = Buffer.alloc(slotBytes);
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
      const empty = Buffer.alloc(slotBytes);
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
