import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { Problem } from "@counterweight/kernel";
import type { PoolClient } from "pg";
import { publishedHeads } from "../audit/head.ts";
import { type Verdict, verifyAudit } from "../audit/verify.ts";
import { finishCustody, followKeys } from "../custody/settle.ts";
import { writeDurably } from "../keys/durable.ts";
import { openFields, type SealedFields, searchTokens } from "../records/sealing.ts";
import type { Register } from "../register.ts";
import { migrations, schema } from "../schema/migrate.ts";
import { type BackupHeader, tables } from "./backup.ts";

export type RestoreReport = {
  readonly at: string;
  readonly rows: number;
  readonly cases: number;
  /** People erased since the backup was made: their rows were not brought back. */
  readonly erased: number;
  /** Cases handed over since the backup was made: they went to the agency that has the key. */
  readonly handedOver: number;
  /** Cases whose person's key is not in this key folder. */
  readonly withoutKey: number;
  readonly audit: Verdict;
};

const wrong = (what: string, doThis?: string) =>
  new Problem({ code: "restore", what, ...(doThis === undefined ? {} : { doThis }) });

function checkHeader(line: string | undefined): BackupHeader {
  let header: Partial<BackupHeader> = {};
  try {
    header = JSON.parse(line ?? "") as BackupHeader;
  } catch {
    // Told below.
  }
  if (header.format !== "counterweight backup") throw wrong("the file is not a backup of a register");
  const ours = migrations().map(({ name }) => name);
  if (JSON.stringify(header.schema) !== JSON.stringify(ours))
    throw wrong(
      `the backup was made by a version whose schema ends at "${header.schema?.at(-1)}", ours at "${ours.at(-1)}"`,
      "restore with that version, then upgrade",
    );
  return header as BackupHeader;
}

async function insertAll(client: PoolClient, lines: AsyncIterator<string>): Promise<number> {
  let count = 0;
  for (;;) {
    const { value, done } = await lines.next();
    if (done) throw wrong("the backup ends too early", "use another copy");
    const part = JSON.parse(value) as { table?: string; rows: object[] | number; end?: boolean };
    if (part.end) {
      if (part.rows !== count) throw wrong("the backup is incomplete", "use another copy");
      return count;
    }
    if (!(tables as readonly string[]).includes(part.table ?? "") || !Array.isArray(part.rows))
      throw wrong("the backup holds an unknown table");
    await client.query(
      `insert into ${schema}.${part.table} select * from jsonb_populate_recordset(null::${schema}.${part.table}, $1)`,
      [JSON.stringify(part.rows)],
    );
    count += part.rows.length;
  }
}

/** What an older backup would bring back of people erased since is taken out again, before anybody sees it. */
async function removeErased(client: PoolClient, register: Register): Promise<number> {
  const gone = register.people.destroyed;
  const { rows } = await client.query<{ id: string }>(
    `update ${schema}.case_record set coded = null, versions = '{}', number = 'erased ' || id, erased_at = coalesce(erased_at, now())
     where person_id = any($1) and coded is not null returning id`,
    [gone],
  );
  for (const table of ["case_identity", "case_narrative", "case_facet", "case_change"])
    await client.query(`delete from ${schema}.${table} where case_id = any($1)`, [rows.map(({ id }) => id)]);
  return rows.length;
}

async function remakeIndex(
  client: PoolClient,
  { people, agencies }: Register,
): Promise<{ cases: number; withoutKey: number }> {
  let [cases, withoutKey] = [0, 0];
  for (let last = "00000000-0000-0000-0000-000000000000"; ; ) {
    const { rows } = await client.query<{
      id: string;
      person_id: string;
      agency_id: string;
      fields: SealedFields | null;
    }>(
      `select r.id, r.person_id, r.agency_id, i.fields from ${schema}.case_record r left join ${schema}.case_identity i on i.case_id = r.id
       where r.id > $1 and r.erased_at is null order by r.id limit 1000`,
      [last],
    );
    const tokens: object[] = [];
    for (const { id, person_id, agency_id, fields } of rows) {
      const key = people.of(person_id);
      cases++;
      if (key === undefined) withoutKey++;
      else
        for (const token of searchTokens(agencies.of(agency_id).index, openFields(key, "identity", id, fields ?? {})))
          tokens.push({ agency_id, token: `\\x${token.toString("hex")}`, case_id: id });
    }
    await client.query(
      `insert into ${schema}.case_token select * from jsonb_to_recordset($1) as t(agency_id uuid, token bytea, case_id uuid)`,
      [JSON.stringify(tokens)],
    );
    const next = rows.at(-1)?.id;
    if (next === undefined) return { cases, withoutKey };
    last = next;
  }
}

/** Brings a backup back into an empty register, all of it or nothing, and verifies the trail it brings. */
export async function restore(register: Register, source: AsyncGenerator<string>): Promise<RestoreReport> {
  const lines = source[Symbol.asyncIterator]();
  const header = checkHeader((await lines.next()).value as string | undefined);
  const client = await register.pool.connect();
  try {
    await client.query("begin");
    const { rowCount } = await client.query(`select 1 from ${schema}.agency limit 1`);
    if (rowCount !== 0)
      throw wrong(
        "this register is not empty",
        "restore into a new folder with --data, or a new database; nothing was changed",
      );
    await client.query(`delete from ${schema}.audit_head`);
    const rows = await insertAll(client, lines);
    const agencies = await client.query<{ id: string }>(`select id from ${schema}.agency`);
    for (const { id } of agencies.rows) register.agencies.of(id);
    const erased = await removeErased(client, register);
    const handedOver = await followKeys(client, register.people);
    const index = await remakeIndex(client, register);
    await client.query("commit");
    await finishCustody(register);
    const audit = await verifyAudit(
      register.pool,
      publishedHeads(register.database.keys).filter(({ seq }) => seq <= header.head.seq),
    );
    return { at: header.at, rows, erased, handedOver, ...index, audit };
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}

/** Brings keys back into a folder that has none. */
export async function restoreKeys(folder: string, source: AsyncGenerator<string>): Promise<number> {
  if (existsSync(join(folder, "root.key")))
    throw wrong("the key folder already has keys", "choose an empty one with --keys; nothing was changed");
  const files: { name: string; content: string }[] = [];
  let first = true;
  for await (const line of source) {
    const part = JSON.parse(line) as { format?: string; name: string; content: string };
    if (first && part.format !== "counterweight keys") throw wrong("the file is not a copy of keys");
    if (!first) files.push(part);
    first = false;
  }
  // The root key last: with it the folder counts as complete.
  for (const { name, content } of files.sort((a, b) => Number(a.name === "root.key") - Number(b.name === "root.key")))
    writeDurably(join(folder, basename(name)), Buffer.from(content, "base64"));
  return files.length;
}
