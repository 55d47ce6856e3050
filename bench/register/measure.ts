import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CaseRecord } from "@counterweight/cases";
import type { Register } from "@counterweight/register";

const ticksPerSecond = 100;

/** Seconds of processor so far: this program's with its threads, and the database's with its ended children. Linux. */
export function processorOf({ database }: Pick<Register, "database">): () => { program: number; database: number } {
  const mine = (pid: string) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    } catch {
      return [];
    }
  };
  const cluster = join(database.folder ?? "", "postgresql");
  const postmaster = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n")[0] ?? "";
  return () => {
    const { user, system } = process.cpuUsage();
    let ticks = 0;
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      const fields = mine(pid);
      if (pid !== postmaster && fields[1] !== postmaster) continue;
      // 11 to 14: user and system time, of itself and of children that ended and were waited for.
      ticks += fields.slice(11, pid === postmaster ? 15 : 13).reduce((sum, field) => sum + Number(field), 0);
    }
    return { program: (user + system) / 1e6, database: ticks / ticksPerSecond };
  };
}

/** Seconds to hand the same records to the table `plain` with COPY: the least any way into this PostgreSQL could take. */
export async function copyPlain({ pool }: Pick<Register, "pool">, records: readonly CaseRecord[]): Promise<number> {
  const client = await pool.connect();
  const start = performance.now();
  await new Promise<void>((done, failed) => {
    client.query({
      submit: (connection: { query: (text: string) => void }) => connection.query("copy plain from stdin"),
      handleCopyInResponse: (connection: { sendCopyFromChunk: (part: Buffer) => void; endCopyFrom: () => void }) => {
        for (let at = 0; at < records.length; at += 1000) {
          const lines = records
            .slice(at, at + 1000)
            .map((record) => `${record.id}\t${JSON.stringify(record).replaceAll("\\", "\\\\")}\n`);
          connection.sendCopyFromChunk(Buffer.from(lines.join("")));
        }
        connection.endCopyFrom();
      },
      handleCommandComplete: () => undefined,
      handleReadyForQuery: () => done(),
      handleError: failed,
    } as never);
  });
  const seconds = (performance.now() - start) / 1000;
  client.release();
  return seconds;
}
