import { chmodSync, chownSync, existsSync, mkdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { Problem } from "@counterweight/kernel";
import { type Unprivileged, unprivileged } from "./user.ts";

/** Where everything of one register lies. All of it below one folder, so that it can be found, moved and guarded as one. */
export type DataFolder = {
  readonly root: string;
  /** Cluster files of the embedded PostgreSQL. */
  readonly cluster: string;
  readonly socket: string;
  readonly log: string;
  /** Keys, outside the database and never part of a backup of it. May lie elsewhere. */
  readonly keys: string;
  readonly lock: string;
  /** The user PostgreSQL runs as when this process is root; undefined otherwise. */
  readonly runAs: Unprivileged | undefined;
};

/** The user's data home; for root the system's, because PostgreSQL's unprivileged user cannot enter root's own. */
export function defaultDataFolder(): string {
  if (process.getuid?.() === 0) return "/var/lib/counterweight";
  if (process.platform === "darwin") return join(homedir(), "Library", "Application Support", "counterweight");
  return join(process.env.XDG_DATA_HOME || join(homedir(), ".local", "share"), "counterweight");
}

/** Socket addresses hold about a hundred bytes, so a deep folder gets a short one beside it. */
function socketFolder(root: string): string {
  const inside = join(root, "socket");
  return Buffer.byteLength(inside) <= 80
    ? inside
    : join("/tmp", `counterweight-${statSync(root).dev.toString(36)}-${statSync(root).ino.toString(36)}`);
}

function makeFolder(path: string, mode: number, owner?: { uid: number; gid: number }): void {
  try {
    mkdirSync(path, { recursive: true, mode });
    chmodSync(path, mode);
    if (owner !== undefined) chownSync(path, owner.uid, owner.gid);
  } catch (error) {
    throw new Problem({
      code: "data.unwritable",
      where: path,
      what: "the data folder cannot be made or guarded",
      doThis: "choose another with --data, or mend its permissions",
      cause: error,
    });
  }
}

/** Makes or checks the folder: closed to everybody else on the machine (0700; for root 0710 with PostgreSQL's group). */
export function openDataFolder(data: string | undefined, keys?: string): DataFolder {
  const root = resolve(data ?? defaultDataFolder());
  if (existsSync(root) && !statSync(root).isDirectory())
    throw new Problem({
      code: "data.not-folder",
      where: root,
      what: "the data folder is a file",
      expected: "a folder",
    });
  const runAs = unprivileged();
  makeFolder(root, runAs ? 0o710 : 0o700, runAs && { uid: 0, gid: runAs.gid });
  const folder: DataFolder = {
    root,
    cluster: join(root, "postgresql"),
    socket: socketFolder(root),
    log: join(root, "postgresql.log"),
    keys: keys === undefined ? join(root, "keys") : resolve(keys),
    lock: join(root, "in-use.json"),
    runAs,
  };
  makeFolder(folder.keys, 0o700);
  makeFolder(folder.cluster, 0o700, runAs);
  makeFolder(folder.socket, 0o700, runAs);
  return folder;
}
