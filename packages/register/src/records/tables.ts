import { suppress } from "@counterweight/cases";
import { Problem } from "@counterweight/kernel";
import { type Caller, demand, perform } from "../access.ts";
import type { Register } from "../register.ts";
import { columnOf, dimension, type FacetName, facetNames } from "./facets.ts";

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

// Agreed to publication, still does, and did not refuse or withdraw being counted.
const released = `where f.case_id in (
  select case_id from consent where given and purpose = 'publication' and withdrawn is null
    and (until_date is null or until_date >= left(to_char(now(), 'YYYY-MM-DD'), length(until_date)))
  except select case_id from consent where purpose = 'statistics' and (withdrawn is not null or not given))`;

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

/** People by one group of codes. With `release`, only what may leave the register. */
export async function tableBy(
  register: Register,
  caller: Caller,
  by: string,
  { release = false }: { readonly release?: boolean } = {},
): Promise<FacetTable> {
  if (!(facetNames as readonly string[]).includes(by))
    throw new Problem({
      code: "table.by",
      what: `there is no table by "${by.slice(0, 40)}"`,
      expected: facetNames.join(", "),
    });
  return perform(register, caller, "table.read", async ({ query, audit }) => {
    demand(register, caller, "table", "read");
    const consented = release ? released : "";
    const { rows } = await query<{ value: string | null; n: string }>(
      `select f.${columnOf(by as FacetName)} as value, count(*) as n from case_facet f ${consented} group by 1`,
    );
    const { people, known, values } = count(rows);
    const counts = [...values].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    const single = dimension(register.standards, by as FacetName)?.single ?? false;
    const hidden = release
      ? suppress(
          counts.map(([, n]) => n),
          known,
          smallestReleased,
          single,
        )
      : new Set<number>();
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
      cells: counts.map(([value, n], index) => ({
        value,
        count: hidden.has(index) ? undefined : n,
        share: hidden.has(index) ? undefined : n / known,
      })),
      withdrawn: gone && Number(gone.rows[0]?.n),
      suppressedBelow: release ? smallestReleased : undefined,
    };
  });
}
