import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeDurably } from "../keys/durable.ts";
import type { Register } from "../register.ts";

const prefix = "import-unfinished-";

/** Notes where the keys of an import begin, until it has ended one way or the other. Gives the function that says so. */
export function markImport({ people, database }: Pick<Register, "people" | "database">, id: string): () => void {
  const file = join(database.keys, prefix + id);
  writeDurably(file, `${people.length}\n`);
  return () => rmSync(file, { force: true });
}

/** Takes back the keys that an import cut by a crash had made: its transaction left no records for them. */
export async function forgetUnfinished(
  { pool, people, database }: Pick<Register, "pool" | "people" | "database">,
  schema: string,
): Promise<void> {
  const files = readdirSync(database.keys)
    .filter((name) => name.startsWith(prefix))
    .map((name) => join(database.keys, name));
  if (files.length === 0) return;
  const made = people.since(Math.min(...files.map((file) => Number(readFileSync(file, "utf8")))));
  const { rows } = await pool.query<{ person: string }>(
    `select person from unnest($1::uuid[]) as made(person)
     where not exists (select 1 from ${schema}.case_record where person_id = person)`,
    [made],
  );
  people.forget(rows.map(({ person }) => person));
  for (const file of files) rmSync(file, { force: true });
}
