import { join } from "node:path";
import type { Standards } from "@counterweight/cases";
import type { Pool } from "pg";
import { publishHead } from "./audit/head.ts";
import { finishCustody } from "./custody/settle.ts";
import { AgencyKeyring } from "./keys/agencyKeys.ts";
import { PersonKeys } from "./keys/personKeys.ts";
import { takeLock } from "./postgres/lock.ts";
import { type Database, type DatabaseOptions, openDatabase } from "./postgres/open.ts";
import { finishErasures } from "./records/erase.ts";
import { Levels } from "./records/pointer.ts";
import { migrate, schema } from "./schema/migrate.ts";
import { outOfSpace } from "./space.ts";
import { openStandards } from "./standards.ts";
import { forgetUnfinished } from "./transfer/unfinished.ts";

/** An open register: its database, its keys and its code lists. Every operation takes it first. */
export type Register = {
  readonly database: Database;
  readonly pool: Pool;
  readonly agencies: AgencyKeyring;
  readonly people: PersonKeys;
  readonly standards: Standards;
  readonly levels: Levels;
  /** False only in the test that shows row-level security denying on its own. */
  readonly policyEngine: boolean;
  readonly close: () => Promise<void>;
};

export type RegisterOptions = DatabaseOptions & {
  /** Connections to the database; the embedded one allows 100. */
  readonly connections?: number;
  readonly policyEngine?: boolean;
};

/** Opens a register, making what is missing: folder, cluster, schema, root key. One process at a time holds its keys. */
export async function openRegister(options: RegisterOptions = {}): Promise<Register> {
  const database = await openDatabase(options);
  let release: (() => void) | undefined;
  try {
    release = takeLock(join(database.keys, "in-use.json"));
    const pool = database.pool({ max: options.connections ?? 20 });
    await migrate(pool);
    const agencies = new AgencyKeyring(database.keys);
    const people = new PersonKeys(database.keys, (agency) => agencies.of(agency).wrapping);
    await finishErasures({ pool, people }, schema);
    await finishCustody({ pool, people });
    await forgetUnfinished({ pool, people, database }, schema);
    const standards = openStandards();
    const register: Register = {
      database,
      pool,
      agencies,
      people,
      standards,
      levels: new Levels(standards.fields),
      policyEngine: options.policyEngine ?? true,
      close: async () => {
        // A full disk, or a database that is gone, must not keep the register from closing.
        await publishHead(register).catch(() => undefined);
        people.close();
        await database.close();
        release?.();
      },
    };
    return register;
  } catch (error) {
    await database.close();
    release?.();
    throw outOfSpace(error, "where the register lies") ?? error;
  }
}
