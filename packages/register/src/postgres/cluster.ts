import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, closeSync, existsSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Problem } from "@counterweight/kernel";
import { Client } from "pg";
import type { DataFolder } from "./folder.ts";
import { isAlive } from "./lock.ts";
import { findProgram, type Program } from "./program.ts";

const user = "counterweight";

/** The database's own password lies with the keys: who can read it can read those too. */
function password(folder: DataFolder): string {
  const file = join(folder.keys, "database-password");
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString("base64url"), { mode: 0o600 });
  return readFileSync(file, "utf8");
}

/** Everything `pg` needs to connect to the cluster of a folder. */
export function settingsOf(folder: DataFolder, database = "postgres") {
  return { host: folder.socket, port: 5432, user, password: password(folder), database };
}

function create(folder: DataFolder, { initdb }: Program): void {
  // An interrupted first start leaves files but no cluster; they hold nothing.
  for (const name of readdirSync(folder.cluster)) rmSync(join(folder.cluster, name), { recursive: true });
  const secret = join(folder.socket, "initial-password");
  writeFileSync(secret, password(folder), { mode: 0o600 });
  if (folder.runAs) chownSync(secret, folder.runAs.uid, folder.runAs.gid);
  const options = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"];
  const made = spawnSync(
    initdb,
    [`--pgdata=${folder.cluster}`, `--username=${user}`, `--pwfile=${secret}`, "--no-instructions", ...options],
    { ...ids(folder), cwd: "/", encoding: "utf8", env: { ...process.env, LC_ALL: "C" } },
  );
  rmSync(secret);
  if (made.status !== 0)
    throw new Problem({
      code: "postgres.create",
      where: folder.cluster,
      what: `PostgreSQL could not make its files: ${made.stderr.trim().split("\n").at(-1) ?? ""}`,
      doThis: "check the space and the permissions of the data folder",
    });
}

function ids({ runAs }: DataFolder): { uid?: number; gid?: number } {
  return runAs ? { uid: runAs.uid, gid: runAs.gid } : {};
}

/** A postmaster that outlived a killed owner of this folder is asked to finish; the folder's lock says nobody else uses it. */
async function stopOrphan(folder: DataFolder): Promise<void> {
  const file = join(folder.cluster, "postmaster.pid");
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  const isOurs = () => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(folder.cluster);
    } catch {
      return process.platform !== "linux" && isAlive(pid);
    }
  };
  for (let turn = 0; isOurs(); turn++) {
    if (turn === 0) process.kill(pid, "SIGINT");
    if (turn === 600) process.kill(pid, "SIGQUIT");
    await wait(50);
  }
}

// No statement, and no parameter, may reach the log: they hold names.
const configuration = {
  listen_addresses: "",
  unix_socket_permissions: "0700",
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  max_connections: "100",
  shared_buffers: "128MB",
  max_wal_size: "2GB",
  jit: "off",
  log_min_error_statement: "panic",
  log_parameter_max_length_on_error: "0",
  log_error_verbosity: "terse",
};

// Ends PostgreSQL when our end of the pipe closes, also when this process is killed: no orphan keeps the data open.
const guardian = `exec 3<&0; "$@" 3<&- & server=$!
(while read -r line; do :; done <&3; kill -INT $server) 2>/dev/null & watch=$!
wait $server; status=$?; kill $watch 2>/dev/null; exit $status`;

function launch(folder: DataFolder, { postgres }: Program): ChildProcess {
  const log = openSync(folder.log, "a", 0o600);
  const options = Object.entries({ ...configuration, unix_socket_directories: folder.socket });
  const child = spawn(
    "/bin/sh",
    [
      "-c",
      guardian,
      "sh",
      postgres,
      "-D",
      folder.cluster,
      ...options.flatMap(([key, value]) => ["-c", `${key}=${value}`]),
    ],
    // A session of its own: Ctrl-C reaches us, who then close it in order.
    {
      ...ids(folder),
      cwd: "/",
      detached: true,
      stdio: ["pipe", log, log],
      env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
    },
  );
  closeSync(log);
  return child;
}

/** This process may end while the server runs; the guardian then ends it. */
function release(child: ChildProcess): void {
  child.unref();
  (child.stdin as Socket).unref();
}

/** Waits until the server answers. */
async function untilReady(folder: DataFolder, child: ChildProcess, stop: () => Promise<void>): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    const client = new Client(settingsOf(folder));
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      const code = (error as { code?: string }).code ?? "";
      // Not there yet, or still recovering what a crash left.
      if (!["ENOENT", "ECONNREFUSED", "57P03", "ECONNRESET"].includes(code)) {
        await stop();
        throw error;
      }
      await wait(20);
    }
  }
  const lastWords = readFileSync(folder.log, "utf8").trim().split("\n").slice(-3).join(" / ");
  throw new Problem({ code: "postgres.start", where: folder.log, what: `PostgreSQL did not start: ${lastWords}` });
}

/** Starts the cluster of a folder (made at the first start) and gives the function that stops it. The caller holds the lock. */
export async function startCluster(folder: DataFolder): Promise<() => Promise<void>> {
  if (
    folder.runAs &&
    spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder.cluster], { ...ids(folder), cwd: "/" }).status !== 0
  )
    throw new Problem({
      code: "data.unreachable",
      where: folder.root,
      what: `the user ${folder.runAs.name}, as whom PostgreSQL runs, cannot reach the folder`,
      doThis: "choose a folder below one that every user may pass through, for example /var/lib/counterweight",
    });
  const program = findProgram(folder);
  const version = join(folder.cluster, "PG_VERSION");
  if (!existsSync(join(folder.cluster, "global", "pg_control"))) create(folder, program);
  const have = readFileSync(version, "utf8").trim();
  if (have !== "18")
    throw new Problem({
      code: "postgres.version",
      where: folder.cluster,
      what: `the data were written by PostgreSQL ${have}`,
      expected: "PostgreSQL 18",
      doThis: 'make a backup with the version that wrote them and "counterweight restore" it here',
    });
  await stopOrphan(folder);
  let child = launch(folder, program);
  let stopping = false;
  const ended = () =>
    new Promise<void>((done) => {
      if (child.exitCode !== null || child.signalCode !== null) done();
      else child.once("exit", () => done());
    });
  const stop = async () => {
    stopping = true;
    child.ref();
    child.stdin?.end();
    await ended();
  };
  // A server that ends by itself, as on a full disk, is started again until it stays: what was acknowledged is in its journal.
  const keepUp = async (): Promise<void> => {
    for (;;) {
      await ended();
      for (let pause = 0; pause < 10; pause++) if (!stopping) await wait(100, undefined, { ref: false });
      if (stopping) return;
      child = launch(folder, program);
      release(child);
    }
  };
  await untilReady(folder, child, stop);
  release(child);
  void keepUp();
  return stop;
}
