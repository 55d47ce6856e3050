import { Problem } from "@counterweight/kernel";
import { type Caller, demand, perform } from "../access.ts";
import { blind, searchParts } from "../keys/seal.ts";
import { scopeOf } from "../policy/policy.ts";
import type { Register } from "../register.ts";
import { columnOf, type FacetName, facetColumns, facetNames } from "./facets.ts";

export type SearchOptions = {
  /** Name, contact or number parts, all of which must match. Only whoever may read identities may search by them. */
  readonly text?: string | undefined;
  readonly facets?: Partial<Record<FacetName, string>> | undefined;
  readonly mine?: boolean | undefined;
  readonly offset?: number | undefined;
};

export type SearchHit = {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly created: string;
  readonly updated: string;
  readonly mine: boolean;
  readonly facets: Readonly<Partial<Record<FacetName, string[]>>>;
};

/** Counting further would read every row for a number nobody needs exactly. */
export const countedTo = 2000;

export type SearchResult = {
  /** Exact up to `countedTo`, which stands for that many or more. */ readonly total: number;
  readonly offset: number;
  readonly cases: readonly SearchHit[];
};

export const pageSize = 50;

type Row = {
  id: string;
  number: string;
  version: number;
  created_at: Date;
  updated_at: Date;
  owner_id: string | null;
} & Record<string, string | Date | number | null>;

function checkFacets(facets: SearchOptions["facets"]): [FacetName, string][] {
  return Object.entries(facets ?? {}).map(([name, value]) => {
    if (!(facetNames as readonly string[]).includes(name))
      throw new Problem({
        code: "search.facet",
        what: `cases are not searched by "${name.slice(0, 40)}"`,
        expected: facetNames.join(", "),
      });
    return [name as FacetName, value];
  });
}

/** Cases the caller may know of, newest first. A sealed or foreign record never shows, not even as a count. */
export async function searchCases(
  register: Register,
  caller: Caller,
  options: SearchOptions = {},
): Promise<SearchResult> {
  const { text = "", mine = false, offset = 0 } = options;
  const wanted = checkFacets(options.facets);
  return perform(register, caller, "case.search", async ({ query, audit }) => {
    demand(register, caller, "case", "read");
    const values: unknown[] = [];
    const bind = (value: unknown) => `$${values.push(value)}`;
    const conditions = wanted.map(
      // So written the planner takes a code for rare and reads the table once, instead of hopping through it in order of time.
      ([name, value]) => `${bind(value)} = any(string_to_array(f.${columnOf(name)}, '|'))`,
    );
    if (mine) conditions.push(`f.owner_id = ${bind(caller.actor.account)}`);
    if (text.trim() !== "") {
      const { index } = register.agencies.of(caller.actor.agency);
      const tokens = searchParts(text).map((part) => blind(index, part));
      const numbered = `select id from case_record where number = ${bind(text.trim())}`;
      const named = () => `select t.case_id from case_token t join case_identity i on i.case_id = t.case_id
          where t.agency_id = ${bind(caller.actor.agency)} and t.token = any(${bind(tokens)}::bytea[])
          group by t.case_id having count(distinct t.token) = ${bind(tokens.length)}`;
      conditions.push(`f.case_id in (${tokens.length > 0 ? `${numbered} union ${named()}` : numbered})`);
    }
    // What row-level security will say anyway, said so that an index can be used.
    if (scopeOf(caller.actor.role, "case", "read") !== "all")
      conditions.push(`f.agency_id = ${bind(caller.actor.agency)}`);
    const where = conditions.length > 0 ? `where ${conditions.join(" and ")}` : "";
    // One walk through the matches gives the page and the count.
    const found = await query<Row & { n: string }>(
      `with hit as materialized (
         select * from case_facet f ${where} order by f.created_at desc, f.case_id limit ${countedTo})
       select c.n, r.id, r.number, r.version, r.created_at, r.updated_at, r.owner_id, ${facetColumns.map((name) => `h.${name}`).join(", ")}
       from (select count(*) as n from hit) c
       left join (select * from hit order by created_at desc, case_id limit ${pageSize} offset ${bind(offset)}) h on true
       left join case_record r on r.id = h.case_id order by h.created_at desc, h.case_id`,
      values,
    );
    const rows = found.rows.filter(({ id }) => id !== null);
    audit({
      action: "case.search",
      outcome: "done",
      ids: rows.map(({ id }) => id),
      fields: wanted.map(([name]) => name),
    });
    return {
      total: Number(found.rows[0]?.n ?? 0),
      offset,
      cases: rows.map((row) => ({
        id: row.id,
        number: row.number,
        version: row.version,
        created: row.created_at.toISOString(),
        updated: row.updated_at.toISOString(),
        mine: row.owner_id === caller.actor.account,
        facets: Object.fromEntries(
          facetNames.flatMap((name) => {
            const values = row[columnOf(name)];
            return typeof values === "string" ? [[name, values.split("|")]] : [];
          }),
        ),
      })),
    };
  });
}
