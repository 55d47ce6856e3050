import { Client, type ClientConfig, Pool, type PoolConfig } from "pg";
import { settingsOf, startCluster } from "./cluster.ts";
import { openDataFolder } from "./folder.ts";
import { holderOf, takeLock } from "./lock.ts";
import { connectionOf, parseUrl, placeOfUrl, unreachable } from "./url.ts";

/** An open PostgreSQL, embedded or a team's; everything above it is the same code on both. */
export type Database = {
  /** For `new Pool(...)`, pg-boss and the like. */
  readonly settings: ClientConfig;
  /** In words a person can check, without the password. */
  readonly place: string;
  /** The folder of the embedded one. */
  readonly folder: string | undefined;
  readonly keys: string;
  /** A pool that does not take the process down when the server goes away; ended by `close`. */
  readonly pool: (options?: PoolConfig) => Pool;
  readonly close: () => Promise<void>;
};

export type DatabaseOptions = {
  /** Folder of the embedded PostgreSQL; default under the user's data home. */
  readonly data?: string | undefined;
  /** A team's PostgreSQL; then nothing is started, and `data` holds keys only. */
  readonly url?: string | undefined;
  /** Folder of the keys; default `keys` in the data folder. */
  readonly keys?: string | undefined;
  /** Join the embedded PostgreSQL that another process of ours already runs, instead of refusing. */
  readonly join?: boolean;
};

function handle(
  settings: ClientConfig,
  place: string,
  folder: string | undefined,
  keys: string,
  after: () => Promise<void>,
) {
  const pools: Pool[] = [];
  let closing: Promise<void> | undefined = undefined;
  const database: Database = {
    settings,
    place,
    folder,
    keys,
    pool: (options = {}) => {
      const pool = new Pool({ ...settings, ...options });
      // An idle connection that breaks is replaced at the next query, which then reports the error to its caller.
      pool.on("error", () => undefined);
      // Nor may one that breaks between two statements of a transaction: the next statement says so.
      pool.on("connect", (client) => void client.on("error", () => undefined));
      pools.push(pool);
      return pool;
    },
    close: () => {
      closing ??= Promise.all(pools.map((pool) => pool.end())).then(after);
      return closing;
    },
  };
  return database;
}

/** Opens the embedded PostgreSQL of a folder (made and started as needed), or connects to a team's. */
export async function openDatabase(options: DatabaseOptions = {}): Promise<Database> {
  const folder = openDataFolder(options.data, options.keys);
  if (options.url !== undefined) {
    const url = parseUrl(options.url);
    const place = placeOfUrl(url);
    const client = new Client({ connectionString: connectionOf(options.url), connectionTimeoutMillis: 10_000 });
    try {
      await client.connect();
      await client.end();
    } catch (error) {
      throw unreachable(place, error);
    }
    return handle(
      { connectionString: connectionOf(options.url) },
      place,
      undefined,
      folder.keys,
      async () => undefined,
    );
  }
  const place = `PostgreSQL 18 in ${folder.root} (this machine only, no network port)`;
  if (options.join && holderOf(folder.lock) !== undefined)
    return handle(settingsOf(folder), place, folder.root, folder.keys, async () => undefined);
  const release = takeLock(folder.lock);
  try {
    const stop = await startCluster(folder);
    return handle(settingsOf(folder), place, folder.root, folder.keys, () => stop().finally(release));
  } catch (error) {
    release();
    throw error;
  }
}
