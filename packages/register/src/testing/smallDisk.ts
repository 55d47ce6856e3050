import { spawn, spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

// A disk of its own, small, in memory, seen by one program only and gone with it: in a mount namespace, which root may make
// and, on most machines, everybody else in a user namespace of their own.
const namespace = process.getuid?.() === 0 ? ["--mount"] : ["--user", "--map-current-user", "--keep-caps", "--mount"];
const mount = 'mount -t tmpfs -o size="$1",mode=711 tmpfs "$2" || exit 97; shift 2; exec "$@"';

/** Why no small disk can be made here, or nothing where it can. */
export function withoutSmallDisk(folder: string): string | undefined {
  mkdirSync(folder, { recursive: true });
  const made = spawnSync("unshare", [...namespace, "sh", "-c", mount, "sh", "1m", folder, "true"], {
    encoding: "utf8",
  });
  if (made.error !== undefined) return "the program unshare is not here";
  return made.status === 0 ? undefined : made.stderr.trim() || "this machine allows no mount";
}

/** Runs a program of this folder with a small disk at `folder`, and gives what it printed. */
export async function onSmallDisk(
  size: string,
  folder: string,
  program: string,
  args: readonly string[],
): Promise<string> {
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const child = spawn(
    "unshare",
    [
      ...namespace,
      "sh",
      "-c",
      mount,
      "sh",
      size,
      folder,
      process.execPath,
      join(import.meta.dirname, program),
      ...args,
    ],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  let [out, complaint] = ["", ""];
  child.stdout.on("data", (part: Buffer) => {
    out += String(part);
  });
  child.stderr.on("data", (part: Buffer) => {
    complaint += String(part);
  });
  await new Promise<void>((done) => child.once("close", () => done()));
  if (child.exitCode !== 0) throw new Error(complaint);
  return out;
}
