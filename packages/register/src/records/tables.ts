import { Problem } from "@counterweight/kernel";
import { type Caller, demand, perform } from "../access.ts";
import type { Register } from "../register.ts";
import { type FacetName, facetNames } from "./facets.ts";

export type Cell = {
  readonly value: string;
  /** People; undefined where suppressed. */
  readonly count: number | undefined;
  /** Of those with at least one value in the group; undefined where suppressed. */
  readonly share: number | undefined;
};

export type FacetTable = {
  readonly by: FacetName;
  /** People the table is about. */
  readonly people: number;
  /** Those with at least one value: the denominator of every share (CTDC's rule); the rest are unknown, not "no". */
  readonly known: number;
  readonly cells: readonly Cell[];
  /** A release leaves out who did not consent to publication, or withdrew; how many withdrew is said. */
  readonly withdrawn: number | undefined;
  readonly suppressedBelow: number | undefined;
};

/** Judged: the smallest count that leaves the register. */
export const smallestReleased = 10;

const active = `given and purpose = 'publication' and withdrawn is null and (until_date is null or until_date >= to_char(now(), 'YYYY-MM-DD'))`;

function count(rows: readonly { value: string | null; n: string }[]): {
  people: number;
  known: number;
  values: Map<string, number>;
} {
  const values = new Map<string, number>();
  let people = 0;
  let known = 0;
  for (const { value, n } of rows) {
    people += Number(n);
    if (value === null) continue;
    known += Number(n);
    for (const single of value.split("|")) values.set(single, (values.get(single) ?? 0) + Number(n));
  }
  return { people, known, values };
}

/** Small counts go; a lone one takes the next smallest with it, or the total would tell it. */
function suppress(counts: readonly [string, number][]): Set<string> {
  const small = counts.filter(([, n]) => n < smallestReleased).map(([value]) => value);
  if (small.length === 1) {
    const next = counts.filter(([, n]) => n >= smallestReleased).at(-1);
    if (next !== undefined) small.push(next[0]);
  }
  return new Set(small);
}

/** People by one group of codes. With `release`, only what may leave the register. */
export async function tableBy(
  register: Register,
  caller: Caller,
  by: string,
  { release = false }: { readonly release?: boolean } = {},
): Promise<FacetTable> {
  if (!(facetNames as string[]).includes(by))
    throw new Problem({
      code: "table.by",
      what: `there is no table by "${by.slice(0, 40)}"`,
      expected: facetNames.join(", "),
    });
  return perform(register, caller, "table.read", async ({ query, audit }) => {
    demand(register, caller, "table", "read");
    const consented = release ? `where exists (select 1 from consent c where c.case_id = f.case_id and ${active})` : "";
    const { rows } = await query<{ value: string | null; n: string }>(
      `select f.${by} as value, count(*) as n from case_facet f ${consented} group by 1`,
    );
    const { people, known, values } = count(rows);
    const counts = [...values].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    const hidden = release ? suppress(counts) : new Set<string>();
    const gone = release
      ? await query<{ n: string }>(
          `select count(distinct case_id) as n from consent where purpose = 'publication' and withdrawn is not null`,
        )
      : undefined;
    audit({ action: release ? "table.release" : "table.read", outcome: "done", fields: [by] });
    return {
      by: by as FacetName,
      people,
      known,
      cells: counts.map(([value, n]) => ({
        value,
        count: hidden.has(value) ? undefined : n,
        share: hidden.has(value) ? undefined : n / known,
      })),
      withdrawn: gone && Number(gone.rows[0]?.n),
      suppressedBelow: release ? smallestReleased : undefined,
    };
  });
}
