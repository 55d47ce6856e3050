import type { Pool, PoolClient, QueryResult, QueryResultRow } from "pg";
import { appRole, gateRole, schema } from "./schema/migrate.ts";
import { databaseAway, outOfSpace } from "./space.ts";

/** What one line of the audit trail says, besides when and who, which the database adds. Never a field's value. */
export type AuditEntry = {
  readonly action: string;
  readonly outcome: "done" | "refused";
  /** The record acted on, or the list of those read. */
  readonly id?: string | undefined;
  readonly ids?: readonly string[] | undefined;
  /** Names of fields, never their content. */
  readonly fields?: readonly string[] | undefined;
  readonly note?: string | undefined;
};

/** Where a request came from, for the trail. */
export type Origin = { readonly request?: string | undefined; readonly address?: string | undefined };

export type Transaction = {
  readonly query: <Row extends QueryResultRow>(text: string, values?: unknown[]) => Promise<QueryResult<Row>>;
  /** Joins the trail at commit: the act and its entry are durable together or not at all. */
  readonly audit: (entry: AuditEntry) => void;
  /** Called if the transaction ends without having asked to commit: for what was made outside the database. */
  readonly undo: (work: () => void) => void;
};

const isId = (text: string) => /^[0-9a-f-]{36}$/.test(text);

async function appendAll(client: PoolClient, entries: readonly AuditEntry[], origin: Origin): Promise<void> {
  // Last, because it holds the head of the chain until commit.
  for (const entry of entries) await client.query("select audit_append($1)", [JSON.stringify({ ...entry, ...origin })]);
}

/** One transaction under a role and an account; commits with its audit entries, or leaves nothing. */
export async function transact<Result>(
  pool: Pool,
  { role, account, origin = {} }: { role: "app" | "gate"; account?: string | undefined; origin?: Origin | undefined },
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  if (account !== undefined && !isId(account)) throw new Error("an account is not an id");
  const client = await pool.connect().catch((error: unknown) => {
    throw databaseAway(error, false) ?? error;
  });
  const entries: AuditEntry[] = [];
  const undoing: (() => void)[] = [];
  let asked = false;
  let broken: Error | undefined = undefined;
  try {
    await client.query(
      `begin; set local search_path to ${schema}; set local role ${role === "app" ? appRole : gateRole};
       set local counterweight.account = '${account ?? ""}'`,
    );
    const result = await work({
      query: (text, values) => client.query(text, values),
      audit: (entry) => void entries.push(entry),
      undo: (step) => void undoing.push(step),
    });
    await appendAll(client, entries, origin);
    asked = true;
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((failure: Error) => {
      broken = failure;
    });
    // Once a commit was asked for, only the database knows whether it came to be.
    if (!asked) for (const step of undoing.reverse()) step();
    throw outOfSpace(error, "where the database lies") ?? databaseAway(error, asked) ?? error;
  } finally {
    // A connection that could not even roll back is thrown away.
    client.release(broken);
  }
}
