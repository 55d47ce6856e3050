import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "@counterweight/kernel";
import type { Pool, PoolClient } from "pg";
import { permissions } from "../policy/policy.ts";
import { recordPolicies } from "./policies.ts";

export const schema = "register";
/** Serves requests, under row-level security. */
export const appRole = "counterweight_app";
/** Signs people in; sees accounts and sessions only. */
export const gateRole = "counterweight_gate";

type Migration = { readonly name: string; readonly text: string };

/** The migrations in order, as this version of the program has them. */
export function migrations(): Migration[] {
  return readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith(".sql"))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(import.meta.dirname, name), "utf8") }));
}

function expand(text: string): string {
  return text
    .replaceAll(/\bSCHEMA\b/g, schema)
    .replaceAll(/\bAPP\b/g, appRole)
    .replaceAll(/\bGATE\b/g, gateRole)
    .replace(/\bRECORD_POLICIES\b/, recordPolicies(appRole));
}

async function makeRoles(client: PoolClient): Promise<void> {
  for (const role of [appRole, gateRole]) {
    const { rowCount } = await client.query("select 1 from pg_roles where rolname = $1", [role]);
    try {
      if (rowCount === 0) await client.query(`create role ${role} nologin`);
      await client.query(`grant ${role} to current_user`);
    } catch (error) {
      throw new Problem({
        code: "database.roles",
        what: `the database user may not make or use the role ${role}`,
        doThis: `let an administrator run once: create role ${appRole} nologin; create role ${gateRole} nologin; grant ${appRole}, ${gateRole} to USER`,
        cause: error,
      });
    }
  }
}

/** Brings the schema to this version in one transaction, or refuses a newer one. Writes the policy for row-level security. */
export async function migrate(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock(hashtext('counterweight register'))");
    await makeRoles(client);
    await client.query(`create schema if not exists ${schema}`);
    await client.query(`set local search_path to ${schema}`);
    await client.query(
      "create table if not exists migration (name text primary key, hash text not null, at timestamptz not null default now())",
    );
    const { rows } = await client.query<{ name: string; hash: string }>(
      "select name, hash from migration order by name",
    );
    const ours = migrations();
    const stranger = rows.find(({ name }) => !ours.some((migration) => migration.name === name));
    if (stranger !== undefined)
      throw new Problem({
        code: "database.newer",
        what: `the register was written by a newer version: its schema has "${stranger.name}", ours ends at "${ours.at(-1)?.name}"`,
        doThis: "use that version or a newer one",
      });
    // By name, not by count: two branches may each bring one, and either may have run first.
    const run = new Set(rows.map(({ name }) => name));
    for (const { name, text } of ours.filter((migration) => !run.has(migration.name))) {
      await client.query(expand(text));
      const hash = createHash("sha256").update(text).digest("hex");
      await client.query("insert into migration (name, hash) values ($1, $2)", [name, hash]);
    }
    await client.query("delete from permission");
    await client.query(
      "insert into permission select * from jsonb_to_recordset($1) as p(role text, resource text, action text, scope text)",
      [JSON.stringify(permissions)],
    );
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}
