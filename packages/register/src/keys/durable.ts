import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { outOfSpace } from "../space.ts";

/** Writes beside the target, flushes, renames, flushes the folder: after a power cut the old or the new stands there, whole. */
export function writeDurably(file: string, content: string | Uint8Array): void {
  const unfinished = `${file}.unfinished`;
  const handle = openSync(unfinished, "w", 0o600);
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
    fsyncSync(handle);
  } catch (error) {
    rmSync(unfinished);
    throw outOfSpace(error, `in ${dirname(file)}`) ?? error;
  } finally {
    closeSync(handle);
  }
  renameSync(unfinished, file);
  const folder = openSync(dirname(file), "r");
  fsyncSync(folder);
  closeSync(folder);
}
