import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Head } from "../audit/head.ts";
import { publishHead } from "../audit/head.ts";
import type { Register } from "../register.ts";
import { migrations, schema } from "../schema/migrate.ts";
import { type Lock, writeVault } from "./vault.ts";

/** In the order in which they can be restored. Sessions end with a restore; the blind index is made anew. */
export const tables = [
  "agency",
  "team",
  "account",
  "invitation",
  "passkey",
  "device",
  "access_rules",
  "case_record",
  "case_identity",
  "case_narrative",
  "case_facet",
  "case_change",
  "consent",
  "referral",
  "custody",
  "erasure",
  "audit",
  "audit_head",
] as const;

export type BackupHeader = {
  readonly format: "counterweight backup";
  readonly schema: readonly string[];
  readonly at: string;
  readonly head: Head;
};

async function* rowsOf({ pool }: Pick<Register, "pool">, header: BackupHeader): AsyncGenerator<string> {
  const client = await pool.connect();
  try {
    // One moment of the whole database, while others go on writing.
    await client.query("begin transaction isolation level repeatable read read only");
    yield `${JSON.stringify(header)}\n`;
    let all = 0;
    for (const table of tables) {
      await client.query(
        `declare rows_of_${table} no scroll cursor for select to_jsonb(t) as row from ${schema}.${table} t`,
      );
      for (;;) {
        const { rows } = await client.query<{ row: object }>(`fetch 1000 from rows_of_${table}`);
        if (rows.length === 0) break;
        all += rows.length;
        yield `${JSON.stringify({ table, rows: rows.map(({ row }) => row) })}\n`;
      }
    }
    yield `${JSON.stringify({ end: true, rows: all })}\n`;
  } finally {
    await client.query("rollback").catch(() => undefined);
    client.release();
  }
}

/** Writes the whole register, encrypted, without any key that opens a person. */
export async function backup(
  register: Pick<Register, "pool" | "database">,
  file: string,
  lock: Lock,
): Promise<BackupHeader> {
  const header: BackupHeader = {
    format: "counterweight backup",
    schema: migrations().map(({ name }) => name),
    at: new Date().toISOString(),
    head: await publishHead(register),
  };
  await writeVault(file, lock, rowsOf(register, header));
  return header;
}

const keyFile = /^(root\.key|agency-.*\.key|persons\.keys|audit-heads\.txt)$/;

async function* keysIn(folder: string): AsyncGenerator<string> {
  yield `${JSON.stringify({ format: "counterweight keys", at: new Date().toISOString() })}\n`;
  for (const name of readdirSync(folder).filter((name) => keyFile.test(name)))
    yield `${JSON.stringify({ name, content: readFileSync(join(folder, name)).toString("base64") })}\n`;
}

/** Writes the keys into a file of their own. Keep it apart from the backup, and replace it after each erasure. */
export async function backupKeys(folder: string, file: string, lock: Lock): Promise<void> {
  await writeVault(file, lock, keysIn(folder));
}
