import { Problem } from "@counterweight/kernel";
import type { ClientBase, Pool } from "pg";

/** Where runs lie; apart from the register's schema, so that a worker's role need never see a case. */
export const runsSchema = "counterweight_runs";
/** Where pg-boss keeps its queues. */
export const queueSchema = "counterweight_queue";

/** Raised by one with each change below. */
export const runsVersion = 1;

const tables = `
create schema if not exists ${runsSchema};
set local search_path to ${runsSchema};
create table if not exists version (number int not null, at timestamptz not null default now());
create table run (
  id uuid primary key,
  title text not null,
  kind text not null,
  task_module text not null,
  task_name text not null,
  input bytea not null,
  -- The study as its file says it, for people and for reading results later; null where a command made the run.
  study text,
  -- Program that made it: others would give other digits.
  program text not null,
  seed bigint,
  -- How often the task is called, and how many calls make a chunk.
  tasks int not null check (tasks > 0),
  per_chunk int not null check (per_chunk > 0),
  chunks int not null check (chunks > 0),
  state text not null default 'running' check (state in ('running', 'done', 'failed', 'cancelled')),
  error jsonb,
  -- Results are dropped once whoever asked has them.
  collected boolean not null default false,
  created_at timestamptz not null default now(),
  ended_at timestamptz
);
create index run_running on run (created_at) where state = 'running';
create table result (
  run uuid not null references run on delete cascade,
  chunk int not null,
  body bytea not null,
  seconds real not null,
  worker uuid not null,
  at timestamptz not null default now(),
  primary key (run, chunk)
);
-- Columns of doubles do not compress; trying costs more than it saves.
alter table result alter column body set storage external;
create table worker (
  id uuid primary key,
  program text not null,
  host text not null,
  threads int not null,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  chunks bigint not null default 0
);
insert into version (number) values (${runsVersion});
`;

/** The number the database's tables have, or undefined where there are none. */
export async function installedVersion(pool: Pool): Promise<number | undefined> {
  const { rows } = await pool.query<{ found: string | null }>("select to_regclass($1)::text as found", [
    `${runsSchema}.version`,
  ]);
  if (rows[0]?.found == null) return undefined;
  const { rows: versions } = await pool.query<{ number: number }>(
    `select max(number) as number from ${runsSchema}.version`,
  );
  return versions[0]?.number ?? undefined;
}

/** Makes the tables where they are missing. Whoever may not is told what an administrator runs. */
export async function install(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock(hashtext('counterweight runs'))");
    if (!(await there(client))) await client.query(tables);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw refused(error);
  } finally {
    client.release();
  }
}

async function there(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ found: string | null }>("select to_regclass($1)::text as found", [
    `${runsSchema}.run`,
  ]);
  return rows[0]?.found != null;
}

/** A refusal by PostgreSQL as a sentence with its remedy; anything else unchanged. */
export function refused(error: unknown): unknown {
  if ((error as { code?: string }).code !== "42501") return error;
  return new Problem({
    code: "runs.permission",
    what: `the database user may not do this (${(error as Error).message})`,
    doThis:
      'let the owner of the database run "counterweight runs --database-url URL" once, and grant this user what docs/guide/scale.md lists',
    cause: error,
  });
}

/** Refuses tables of a newer program, before anything is written. */
export function refuseNewer(what: string, found: number, ours: number): void {
  if (found > ours)
    throw new Problem({
      code: "runs.newer",
      what: `the ${what} in the database were made by a newer version of the program (schema ${found}, this program knows ${ours})`,
      doThis: "use that version or a newer one",
    });
}
