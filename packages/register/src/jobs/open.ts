import { setTimeout as wait } from "node:timers/promises";
import { type ClientConfig, Pool, type PoolClient } from "pg";
import { type Db, PgBoss } from "pg-boss";
import { connectionOf, parseUrl, placeOfUrl, unreachable } from "../postgres/url.ts";
import { isAway } from "./patience.ts";
import { install, installedVersion, queueSchema, refused, refuseNewer, runsVersion } from "./schema.ts";

/** An open place for runs: a team's PostgreSQL with our tables and pg-boss's queues in it. */
export type Jobs = {
  readonly pool: Pool;
  readonly boss: PgBoss;
  /** Which program this is; runs are only worked on by the one that made them. */
  readonly program: string;
  /** In words, without the password. */
  readonly place: string;
  readonly close: () => Promise<void>;
};

export type JobsOptions = {
  readonly database: string | ClientConfig;
  readonly program: string;
  /** Seconds between looks for workers that died or froze. */
  readonly lookSeconds?: number;
  readonly connections?: number;
};

/** Queue of chunks that were given up. */
export const deadQueue = "given-up";

/** pg-boss on a connection or a pool of ours, so that its statements can join our transactions. */
export function onClient(client: Pool | PoolClient): Db {
  return { executeSql: async (text, values) => (await client.query(text, values)) as { rows: unknown[] } };
}

/** @throws {Problem} one sentence: unreadable URL, no answer, no permission, tables of a newer program. */
export async function openJobs(options: JobsOptions): Promise<Jobs> {
  const settings: ClientConfig =
    typeof options.database === "string" ? { connectionString: connectionOf(options.database) } : options.database;
  const place =
    typeof options.database === "string"
      ? placeOfUrl(parseUrl(options.database))
      : `PostgreSQL at ${settings.host ?? "localhost"}`;
  const pool = new Pool({
    ...settings,
    max: options.connections ?? 8,
    connectionTimeoutMillis: 10_000,
    application_name: "counterweight runs",
  });
  // An idle connection that breaks is replaced at the next query, which then reports the error to its caller.
  pool.on("error", () => undefined);
  // The same for one in use: its statement fails, and that is told.
  pool.on("connect", (client) => void client.on("error", () => undefined));
  try {
    await reach(pool, place);
    const boss = await startBoss(pool, options.lookSeconds ?? 5);
    let closing: Promise<void> | undefined;
    return {
      pool,
      boss,
      program: options.program,
      place,
      close: () => {
        closing ??= boss
          .stop({ graceful: false, close: false })
          .catch(() => undefined)
          .then(() => pool.end());
        return closing;
      },
    };
  } catch (error) {
    await pool.end();
    throw refused(error);
  }
}

async function reach(pool: Pool, place: string): Promise<void> {
  try {
    await pool.query("select 1");
  } catch (error) {
    throw unreachable(place, error);
  }
}

/** Everything is looked at before anything is made: a refusal leaves the database as it was. */
async function startBoss(pool: Pool, lookSeconds: number): Promise<PgBoss> {
  const settings = {
    db: onClient(pool),
    schema: queueSchema,
    superviseIntervalSeconds: lookSeconds,
    monitorIntervalSeconds: lookSeconds,
    schedule: false,
    registerInstance: false,
    monitorVacuum: false,
    openTelemetry: { enabled: false },
  };
  const probe = new PgBoss({ ...settings, migrate: false, supervise: false });
  const known = (await import("pg-boss/package.json", { with: { type: "json" } })).default as {
    pgboss: { schema: number };
  };
  const have = await installedVersion(pool);
  if (have !== undefined) refuseNewer("tables of runs", have, runsVersion);
  const queues = (await probe.isInstalled()) ? ((await probe.schemaVersion()) ?? 0) : undefined;
  if (queues !== undefined) refuseNewer("queues", queues, known.pgboss.schema);
  // A worker's role may not make tables, and need not where they stand.
  const standing = queues === known.pgboss.schema;
  if (have === undefined) await install(pool);
  const boss = new PgBoss({ ...settings, migrate: !standing });
  // What goes wrong here goes wrong again at the next statement, which tells its caller.
  boss.on("error", () => undefined);
  for (let turn = 0; ; turn++) {
    try {
      await boss.start();
      break;
    } catch (error) {
      if (!isAway(error) || turn > 5) throw error;
      await wait(200);
    }
  }
  if ((await boss.getQueue(deadQueue)) === null) await boss.createQueue(deadQueue, { deleteAfterSeconds: 30 * 86_400 });
  return boss;
}
