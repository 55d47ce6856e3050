import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, openDatabase } from "@counterweight/register";

/** A real PostgreSQL in a folder of its own, with a URL as an operator would give it. */
export async function temporaryDatabase(): Promise<{
  readonly url: string;
  readonly database: () => Database;
  readonly restart: () => Promise<void>;
  readonly end: () => Promise<void>;
}> {
  const folder = mkdtempSync(join(tmpdir(), "runs-"));
  let database = await openDatabase({ data: folder });
  const { user, password, host, database: name } = database.settings;
  if (typeof password !== "string") throw new Error("the embedded PostgreSQL has no password");
  return {
    url: `postgresql://${user}:${password}@localhost/${name}?host=${encodeURIComponent(host ?? "")}`,
    database: () => database,
    restart: async () => {
      await database.close();
      database = await openDatabase({ data: folder });
    },
    end: async () => {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
