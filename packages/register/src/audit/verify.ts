import { createHash } from "node:crypto";
import type { Pool } from "pg";
import { schema } from "../schema/migrate.ts";
import type { Head } from "./head.ts";

/** What the verifier found. Anyone with the rows can repeat it: the rule is one line, `link`. */
export type Verdict = {
  readonly entries: number;
  readonly head: string;
  /** The first row that does not follow, in words. */
  readonly broken: string | undefined;
};

type Row = { seq: string; entry: string; previous: Buffer; hash: Buffer };

const start = createHash("sha256").update("counterweight audit, version 1").digest();

/** hash = sha256(previous hash, then the sequence number, a line feed and the entry, in UTF-8). */
export function link(previous: Buffer, seq: number, entry: string): Buffer {
  return createHash("sha256").update(previous).update(`${seq}\n${entry}`).digest();
}

/** Recomputes the whole chain, and checks it against the stored head and the heads published before. */
export async function verifyAudit(pool: Pool, published: readonly Head[] = []): Promise<Verdict> {
  const bySeq = new Map(published.map((head) => [head.seq, head.hash]));
  let previous: Buffer = start;
  let seq = 0;
  const verdict = (broken?: string): Verdict => ({ entries: seq, head: previous.toString("hex"), broken });
  const client = await pool.connect();
  try {
    await client.query("begin transaction isolation level repeatable read read only");
    for (;;) {
      const { rows } = await client.query<Row>(
        `select seq, entry, previous, hash from ${schema}.audit where seq > $1 order by seq limit 5000`,
        [seq],
      );
      for (const row of rows) {
        const next = seq + 1;
        if (Number(row.seq) !== next) return verdict(`entry ${next} is missing`);
        if (!row.previous.equals(previous)) return verdict(`entry ${next} does not continue entry ${seq}`);
        if (!link(previous, next, row.entry).equals(row.hash)) return verdict(`entry ${next} was changed`);
        const wanted = bySeq.get(next);
        if (wanted !== undefined && wanted !== row.hash.toString("hex"))
          return verdict(`entry ${next} is not the one whose mark was published`);
        previous = row.hash;
        seq = next;
      }
      if (rows.length === 0) break;
    }
    const { rows } = await client.query<{ seq: string; hash: Buffer }>(`select seq, hash from ${schema}.audit_head`);
    if (Number(rows[0]?.seq) !== seq || !rows[0]?.hash.equals(previous))
      return verdict(`the trail ends at entry ${seq}, its head says ${rows[0]?.seq ?? "nothing"}`);
    const last = Math.max(0, ...bySeq.keys());
    if (last > seq) return verdict(`the trail ends at entry ${seq}, but entry ${last} was published`);
    return verdict();
  } finally {
    await client.query("rollback").catch(() => undefined);
    client.release();
  }
}
