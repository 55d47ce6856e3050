import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import { type Key, seal } from "./seal.ts";

// One slot a person: status, person, agency, sealed key, checksum.
const sealedBytes = 1 + 12 + 32 + 16;
export const slotBytes = 1 + 16 + 16 + sealedBytes + 4;
export const live = 1;
export const destroyed = 0;
/** Emptied because the key stands elsewhere in the file, wrapped for another agency. */
export const moved = 2;
/** Never came into use: its record was not written. */
export const unused = 3;
export const nobody = "00000000-0000-0000-0000-000000000000";

export const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll("-", ""), "hex");
export const placeOfKey = (person: string) => ({ table: "keys", row: person, column: "person" });

function idOf(bytes: Buffer): string {
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export type KeySlot = {
  readonly status: number;
  readonly person: string;
  readonly agency: string;
  /** Undefined where the checksum does not hold. */
  readonly sealed: Buffer | undefined;
};

export function readSlot(file: Buffer, at: number): KeySlot {
  const slot = file.subarray(at, at + slotBytes);
  const whole = slot.readUInt32LE(slotBytes - 4) === crc32(slot.subarray(0, -4));
  return {
    status: slot[0] ?? destroyed,
    person: idOf(slot.subarray(1, 17)),
    agency: idOf(slot.subarray(17, 33)),
    sealed: whole ? Buffer.from(slot.subarray(33, 33 + sealedBytes)) : undefined,
  };
}

/** Slots of keys as they will stand in the file, in the order of `people`. */
export function slotsOf(
  wrapping: Key,
  agency: string,
  people: readonly string[],
  keys: readonly Buffer[],
): Buffer<ArrayBuffer> {
  const slots = Buffer.alloc(slotBytes * people.length);
  const agencyBytes = bytesOf(agency);
  for (const [index, person] of people.entries()) {
    const slot = slots.subarray(index * slotBytes, (index + 1) * slotBytes);
    slot[0] = live;
    bytesOf(person).copy(slot, 1);
    agencyBytes.copy(slot, 17);
    seal(wrapping, placeOfKey(person), keys[index] as Buffer).copy(slot, 33);
    slot.writeUInt32LE(crc32(slot.subarray(0, -4)), slotBytes - 4);
  }
  return slots;
}

/** New keys for people, and their slots. */
export function makeKeys(
  wrapping: Key,
  agency: string,
  people: readonly string[],
): { readonly keys: readonly Buffer[]; readonly slots: Buffer<ArrayBuffer> } {
  const random = randomBytes(32 * people.length);
  const keys = people.map((_, index) => random.subarray(index * 32, index * 32 + 32));
  return { keys, slots: slotsOf(wrapping, agency, people, keys) };
}
