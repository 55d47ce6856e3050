import {
  closeSync,
  cpSync,
  existsSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";

// What a power cut may leave, after kill -9 has stopped everything: of what was flushed, all; of the rest, anything. The
// journal keeps its bytes to the last position known to be flushed, the key file its slots; after that come old bytes, zeros
// or noise. A page of a table written since the last checkpoint may be the old one, the new one, or half of each.

type Dice = (most: number) => number;
const page = 8192;
const segment = 16 << 20;

/** Keeps a copy of the tables as they are, taken after a checkpoint. */
export function copyTables(data: string, copy: string): void {
  rmSync(copy, { recursive: true, force: true });
  cpSync(join(data, "postgresql", "base"), copy, { recursive: true });
}

function overwrite(file: string, from: number, bytes: Buffer): void {
  const handle = openSync(file, "r+");
  for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at, bytes.length - at, from + at);
  closeSync(handle);
}

function truncate(file: string, length: number): void {
  const handle = openSync(file, "r+");
  ftruncateSync(handle, length);
  closeSync(handle);
}

/** Zeros, or noise and zeros. */
function nothing(bytes: number, dice: Dice): Buffer {
  const left = Buffer.alloc(bytes);
  if (dice(2) === 0) for (let at = 0; at < Math.min(bytes, 4096); at++) left[at] = dice(256);
  return left;
}

/** The tail of a file, after the bytes that were flushed: cut off, zeros, or noise. */
function loseTail(file: string, flushed: number, dice: Dice): void {
  const { size } = statSync(file);
  if (size <= flushed) return;
  if (dice(2) === 0) truncate(file, flushed + dice(Math.min(size - flushed, 500)));
  else overwrite(file, flushed, nothing(size - flushed, dice));
}

/** Journal files are named by timeline and number. */
function loseJournal(data: string, position: number, dice: Dice): void {
  const folder = join(data, "postgresql", "pg_wal");
  const last = Math.floor(position / segment);
  for (const name of readdirSync(folder).filter((name) => /^[0-9A-F]{24}$/.test(name))) {
    const number = Number.parseInt(name.slice(8, 16), 16) * 256 + Number.parseInt(name.slice(16), 16);
    const file = join(folder, name);
    const keep = number < last ? segment : number > last ? 0 : position % segment;
    if (keep === segment) continue;
    // A journal file has its length from the start: it is never cut, only not written.
    overwrite(file, keep, nothing(statSync(file).size - keep, dice));
  }
}

/** A page begins with the position of its last change; no page reaches the disk before the journal has, flushed, so far. */
const positionOf = (file: Buffer, at: number) => file.readUInt32LE(at) * 2 ** 32 + file.readUInt32LE(at + 4);

/** Pages of tables that changed since the copy: old, new or torn. Gives how many were changed. */
function tearPages(data: string, copy: string, flushed: number, dice: Dice): number {
  let touched = 0;
  for (const entry of readdirSync(copy, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const before = join(entry.parentPath, entry.name);
    const now = join(data, "postgresql", "base", before.slice(copy.length));
    if (!existsSync(now)) continue;
    const [old, current] = [readFileSync(before), readFileSync(now)];
    for (let at = old.length; at + page <= current.length; at += page)
      if (positionOf(current, at) > flushed) overwrite(now, at, Buffer.alloc(page));
    // A file that grew may have its old length still.
    if (current.length > old.length && dice(2) === 0) {
      truncate(now, old.length + page * dice((current.length - old.length) / page));
      touched++;
    }
    for (let at = 0; at + page <= Math.min(old.length, current.length); at += page) {
      if (old.compare(current, at, at + page, at, at + page) === 0) continue;
      const way = positionOf(current, at) > flushed ? 1 : dice(3);
      if (way === 0) continue;
      touched++;
      // Sectors of 512 bytes reach the disk whole.
      const length = way === 1 ? page : 512 * (1 + dice(15));
      overwrite(now, at, old.subarray(at, at + length));
    }
  }
  return touched;
}

/** Leaves a folder as a power cut might have. */
export function cutPower(
  data: string,
  copy: string,
  { journal, keys }: { readonly journal: string; readonly keys: number },
  dice: Dice,
): number {
  const [high = "0", low = "0"] = journal.split("/");
  const flushed = Number.parseInt(high, 16) * 2 ** 32 + Number.parseInt(low, 16);
  loseJournal(data, flushed, dice);
  loseTail(join(data, "keys", "persons.keys"), keys, dice);
  return tearPages(data, copy, flushed, dice);
}
