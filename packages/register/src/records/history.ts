import { type Caller, demand, may, perform } from "../access.ts";
import { unseal } from "../keys/seal.ts";
import type { FieldLevel } from "../policy/policy.ts";
import type { Register } from "../register.ts";
import { findCase, ownership } from "./read.ts";

export type Change = {
  readonly version: number;
  readonly at: string;
  readonly by: string;
  readonly field: string;
  /** Undefined where the field's level is withheld; null where the field was empty. */
  readonly before: unknown;
  readonly after: unknown;
};

type Row = {
  version: number;
  at: Date;
  name: string;
  path: string;
  level: FieldLevel;
  before: Buffer | null;
  after: Buffer | null;
};

/** Every change of a case, oldest first. Identity stays masked: the history tells that a name changed, not the names. */
export async function historyOf(register: Register, caller: Caller, id: string): Promise<Change[]> {
  return perform(register, caller, "history.read", async (transaction) => {
    demand(register, caller, "history", "read");
    const row = await findCase(transaction, id);
    demand(register, caller, "history", "read", ownership(row));
    const key = register.people.of(row.person_id);
    const { rows } = await transaction.query<Row>(
      `select c.version, c.at, app_name(c.account_id) as name, c.path, c.level, c.before, c.after
       from case_change c where c.case_id = $1 order by c.id`,
      [id],
    );
    transaction.audit({ action: "history.read", outcome: "done", id });
    const narrative = may(register, caller, "narrative", "read", ownership(row));
    return rows.map(({ version, at, name, path, level, before, after }) => {
      const shown = level === "code" || (level === "narrative" && narrative);
      const open = (column: string, sealed: Buffer | null): unknown => {
        if (!shown || key === undefined) return undefined;
        if (sealed === null) return null;
        const clear = unseal(
          key,
          { table: "case_change", row: `${id} ${version}`, column: `${column} ${path}` },
          sealed,
        );
        return clear && JSON.parse(clear.toString());
      };
      return {
        version,
        at: at.toISOString(),
        by: name,
        field: path,
        before: open("before", before),
        after: open("after", after),
      };
    });
  });
}
