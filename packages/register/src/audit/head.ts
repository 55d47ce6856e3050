import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Register } from "../register.ts";
import { schema } from "../schema/migrate.ts";

/** The end of the trail at a moment: kept or published elsewhere, it shows later that nothing before it was changed or cut. */
export type Head = { readonly seq: number; readonly hash: string };

/** Kept outside the database, beside the keys. */
export const headFile = (keys: string): string => join(keys, "audit-heads.txt");

export async function currentHead(pool: Register["pool"]): Promise<Head> {
  const { rows } = await pool.query<{ seq: string; hash: Buffer }>(`select seq, hash from ${schema}.audit_head`);
  return { seq: Number(rows[0]?.seq), hash: rows[0]?.hash.toString("hex") ?? "" };
}

/** Writes the present head into the list of heads, if it moved since. */
export async function publishHead({ pool, database }: Pick<Register, "pool" | "database">): Promise<Head> {
  const head = await currentHead(pool);
  const file = headFile(database.keys);
  // A line that a full disk or a power cut tore is left as it is; the next begins on one of its own.
  const torn = existsSync(file) && !/(^|\n)$/.test(readFileSync(file, "utf8"));
  if (publishedHeads(database.keys).at(-1)?.seq !== head.seq)
    appendFileSync(file, `${torn ? "\n" : ""}${head.seq} ${head.hash} ${new Date().toISOString()}\n`, { mode: 0o600 });
  return head;
}

export function publishedHeads(keys: string): Head[] {
  const file = headFile(keys);
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => /^\d+ [0-9a-f]{64} /.test(line))
    .map((line) => ({ seq: Number(line.split(" ")[0]), hash: line.split(" ")[1] ?? "" }));
}
