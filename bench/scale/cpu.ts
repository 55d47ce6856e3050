import { readdirSync, readFileSync } from "node:fs";

// CPU time from /proc, in seconds (Linux; hundredths). A busy machine changes waiting times, not these.

/** User and system time of one process, and its parent's number. */
function statOf(pid: number): { readonly seconds: number; readonly parent: number; readonly name: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const name = text.slice(text.indexOf("(") + 1, text.lastIndexOf(")"));
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { name, parent: Number(fields[1]), seconds: (Number(fields[11]) + Number(fields[12])) / 100 };
  } catch {
    return undefined;
  }
}

export const cpuOf = (pid: number): number => statOf(pid)?.seconds ?? 0;

/** All server processes of the PostgreSQL of a data folder, those that ended included (its postmaster has waited for them). */
export function cpuOfPostgres(cluster: string): number {
  const postmaster = Number(readFileSync(`${cluster}/postmaster.pid`, "utf8").split("\n")[0]);
  const text = readFileSync(`/proc/${postmaster}/stat`, "utf8");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const own = [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field]) / 100, 0);
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => statOf(Number(name)))
    .reduce((sum, stat) => sum + (stat?.parent === postmaster ? stat.seconds : 0), own);
}
