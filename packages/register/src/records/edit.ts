import { isDeepStrictEqual } from "node:util";
import { validateRecord } from "@counterweight/cases";
import { Problem } from "@counterweight/kernel";
import { type Caller, demand, perform } from "../access.ts";
import { seal } from "../keys/seal.ts";
import type { Register } from "../register.ts";
import type { Transaction } from "../transaction.ts";
import { facetColumns, facetsOf } from "./facets.ts";
import { flatten, keysOf, type Leaves, unflatten } from "./pointer.ts";
import { type CaseRow, consentsOf, findCase, openLeaves, ownership, recordOf } from "./read.ts";
import { sealCodes, sealFields, searchTokens } from "./sealing.ts";
import { numberTaken } from "./store.ts";

/** Field pointer to its new value; null removes the field. */
export type Changes = Readonly<Record<string, unknown>>;

/** One field two people changed. Neither is chosen: the second person sees both and decides. */
export type Conflict = {
  readonly field: string;
  readonly yours: unknown;
  readonly theirs: unknown;
  readonly by: string;
  readonly at: string;
};

export type EditResult =
  | { readonly saved: true; readonly version: number }
  | { readonly saved: false; readonly version: number; readonly conflicts: readonly Conflict[] };

const touches = (a: string, b: string) => a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
const part = (leaves: Leaves, pointer: string): [string, unknown][] =>
  [...leaves].filter(([other]) => other === pointer || other.startsWith(`${pointer}/`));

function check(changes: Changes): void {
  for (const pointer of Object.keys(changes)) {
    const keys = keysOf(pointer);
    if (keys === undefined || ["schema", "consents"].includes(keys[0] ?? ""))
      throw new Problem({
        code: "cases.pointer",
        where: pointer.slice(0, 80),
        what: "this field cannot be changed here",
        expected: "a JSON pointer such as /person/gender",
      });
  }
}

/** What each change would leave under its pointer: leaves that go, leaves that come. */
function apply(leaves: Leaves, changes: Changes): { next: Leaves; changed: string[] } {
  const next: Leaves = new Map(leaves);
  for (const [pointer, value] of Object.entries(changes)) {
    for (const [old] of part(next, pointer)) next.delete(old);
    if (value !== null) for (const [leaf, content] of flatten(value, pointer)) next.set(leaf, content);
  }
  const changed = [...new Set([...leaves.keys(), ...next.keys()])].filter(
    (pointer) => !isDeepStrictEqual(leaves.get(pointer), next.get(pointer)),
  );
  return { next, changed };
}

async function findConflicts(
  { query }: Transaction,
  row: CaseRow,
  base: number,
  leaves: Leaves,
  next: Leaves,
  changed: readonly string[],
): Promise<Conflict[]> {
  const later = Object.entries(row.versions).filter(([, version]) => version > base);
  const fields = changed.filter((pointer) => later.some(([other]) => touches(pointer, other)));
  if (fields.length === 0) return [];
  const { rows } = await query<{ path: string; at: Date; name: string }>(
    `select distinct on (c.path) c.path, c.at, app_name(c.account_id) as name
     from case_change c
     where c.case_id = $1 and c.version > $2 order by c.path, c.id desc`,
    [row.id, base],
  );
  return fields.map((field) => {
    const last = rows.find(({ path }) => touches(path, field));
    return {
      field,
      yours: next.get(field) ?? null,
      theirs: leaves.get(field) ?? null,
      by: last?.name ?? "a colleague",
      at: last?.at.toISOString() ?? row.updated_at.toISOString(),
    };
  });
}

async function write(
  register: Register,
  { query }: Transaction,
  caller: Caller,
  row: CaseRow,
  leaves: Leaves,
  next: Leaves,
  changed: readonly string[],
): Promise<number> {
  const key = register.people.of(row.person_id) as Buffer;
  const version = row.version + 1;
  const parts = register.levels.split(unflatten(next));
  const levels = new Set(changed.map((pointer) => register.levels.of(pointer)));
  const record = recordOf(next, []);
  const owner = [row.agency_id, row.team_id, row.owner_id];
  await query(
    `update case_record set version = $2, updated_at = now(), versions = versions || $3, coded = $4, number = $5, retention = $6
     where id = $1`,
    [
      row.id,
      version,
      JSON.stringify(Object.fromEntries(changed.map((pointer) => [pointer, version]))),
      levels.has("code") ? sealCodes(key, row.id, parts.codes) : row.coded,
      record.id,
      record.case.retention ?? "standard",
    ],
  );
  for (const level of ["identity", "narrative"] as const)
    if (levels.has(level)) {
      const fields = JSON.stringify(sealFields(key, level, row.id, parts[level]));
      const updated = await query(`update case_${level} set fields = $2 where case_id = $1`, [row.id, fields]);
      if (updated.rowCount === 0)
        await query(
          `insert into case_${level} (case_id, fields, agency_id, team_id, owner_id) values ($1, $2, $3, $4, $5)`,
          [row.id, fields, ...owner],
        );
    }
  const facets = facetsOf(register.standards, record);
  await query(
    `update case_facet set ${facetColumns.map((name, index) => `${name} = $${index + 2}`).join(", ")} where case_id = $1`,
    [row.id, ...facetColumns.map((name) => facets[name])],
  );
  if (levels.has("identity")) {
    await query("delete from case_token where case_id = $1", [row.id]);
    const tokens = searchTokens(register.agencies.of(row.agency_id).index, parts.identity);
    await query("insert into case_token (agency_id, token, case_id) select $1, unnest($2::bytea[]), $3", [
      row.agency_id,
      tokens,
      row.id,
    ]);
  }
  for (const pointer of changed) {
    const value = (from: Leaves, column: string) =>
      from.has(pointer)
        ? seal(
            key,
            { table: "case_change", row: `${row.id} ${version}`, column: `${column} ${pointer}` },
            JSON.stringify(from.get(pointer)),
          )
        : null;
    await query(
      `insert into case_change (case_id, agency_id, team_id, owner_id, version, path, level, account_id, before, after)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        row.id,
        ...owner,
        version,
        pointer,
        register.levels.of(pointer),
        caller.actor.account,
        value(leaves, "before"),
        value(next, "after"),
      ],
    );
  }
  return version;
}

/**
 * Changes fields of a case that the caller saw at version `base`. Fields changed by others since are returned as
 * conflicts and nothing is saved; saving again on the newer version says that the person has decided.
 */
export async function editCase(
  register: Register,
  caller: Caller,
  id: string,
  base: number,
  changes: Changes,
): Promise<EditResult> {
  check(changes);
  const work = perform<EditResult>(register, caller, "case.update", async (transaction) => {
    demand(register, caller, "case", "update");
    demand(register, caller, "case", "update", ownership(await findCase(transaction, id)));
    const row = await findCase(transaction, id, "for update");
    const owned = ownership(row);
    const leaves = await openLeaves(register, transaction, row, ["identity", "narrative"]);
    const { next, changed } = apply(leaves, changes);
    for (const level of new Set(changed.map((pointer) => register.levels.of(pointer))))
      if (level !== "code") demand(register, caller, level, "update", owned);
    if (changed.length === 0) return { saved: true, version: row.version };
    const conflicts = await findConflicts(transaction, row, base, leaves, next, changed);
    if (conflicts.length > 0) {
      transaction.audit({ action: "case.conflict", outcome: "done", id, fields: conflicts.map(({ field }) => field) });
      return { saved: false, version: row.version, conflicts };
    }
    const [problem, ...more] = validateRecord(register.standards, recordOf(next, await consentsOf(transaction, id)));
    if (problem !== undefined)
      throw new Problem({
        code: "cases.record",
        where: problem.field,
        what: problem.message.replace(/\.$/, ""),
        ...(more.length > 0 ? { doThis: `and ${more.length} more to mend` } : {}),
      });
    const version = await write(register, transaction, caller, row, leaves, next, changed);
    transaction.audit({ action: "case.update", outcome: "done", id, fields: changed });
    return { saved: true, version };
  });
  return work.catch((error: unknown) => {
    throw numberTaken(error, String(changes["/id"]));
  });
}
