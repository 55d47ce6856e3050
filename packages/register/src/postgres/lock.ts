import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { Problem } from "@counterweight/kernel";

/** Who uses a folder. `started` is the process's start time by the kernel's clock, so that a reused number is not mistaken. */
export type Holder = { readonly pid: number; readonly since: string; readonly started: string };

/** Field 22 of /proc/PID/stat, empty where there is no /proc. */
function startTime(pid: number): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Who holds the lock file, if that process still runs. */
export function holderOf(file: string): Holder | undefined {
  let holder: Holder;
  try {
    holder = JSON.parse(readFileSync(file, "utf8")) as Holder;
  } catch {
    return undefined;
  }
  return isAlive(holder.pid) && startTime(holder.pid) === holder.started ? holder : undefined;
}

function refusal(file: string, { pid, since }: Holder): Problem {
  return new Problem({
    code: "data.in-use",
    where: file,
    what: `the folder is in use by process ${pid} since ${since}`,
    doThis: "stop that process, or choose another folder",
  });
}

/** Takes the lock and gives the function that releases it. A second process is refused by name; a dead one's lock is taken. */
export function takeLock(file: string): () => void {
  const own = `${file}.${process.pid}`;
  const text = JSON.stringify({
    pid: process.pid,
    since: new Date().toISOString(),
    started: startTime(process.pid),
  } satisfies Holder);
  writeFileSync(own, text, { mode: 0o600 });
  try {
    for (;;) {
      try {
        linkSync(own, file);
        break;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      const holder = holderOf(file);
      if (holder !== undefined) throw refusal(file, holder);
      const stale = `${own}.stale`;
      renameSync(file, stale);
      const moved = holderOf(stale);
      // Between looking and moving, another process took the lock: give it back.
      if (moved !== undefined) {
        linkSync(stale, file);
        rmSync(stale);
        throw refusal(file, moved);
      }
      rmSync(stale);
    }
  } finally {
    rmSync(own, { force: true });
  }
  return () => {
    try {
      if (readFileSync(file, "utf8") === text) rmSync(file);
    } catch {
      // Gone already: nothing to release.
    }
  };
}
