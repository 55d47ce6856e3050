import { leversOf, sweepColumns, sweepOutcomes } from "./rows.ts";
import type { Sweep } from "./sweep.ts";
import type { SweepRows } from "./tasks.ts";

/** What can be said of a sweep from the policies that have landed. */
export type SweepSoFar = {
  /** For each region and structure: policies seen, and the share of all policies under which fewer person-years are spent. */
  readonly parts: readonly {
    readonly region: string;
    readonly structure: string;
    readonly policies: number;
    /** Share whose middle draw falls, with the 95% interval for all policies of the sweep (Wilson). */
    readonly falls: { readonly share: number; readonly low: number; readonly high: number };
  }[];
  /** Policies seen in every region and structure, by the change of person-years where they do worst. */
  readonly best: readonly {
    readonly policy: number;
    readonly levers: Readonly<Record<string, number>>;
    /** Middle of the draws in the worst region and structure, and the draws' 5% and 95% there. */
    readonly worst: { readonly p5: number; readonly p50: number; readonly p95: number };
  }[];
};

/**
 * Takes a sweep's rows as they come and says at any moment what they show. Keeps a few best policies and counts, nothing that
 * grows with the sweep.
 */
export function sweepSoFar(sweep: Sweep, most = 5) {
  const names = sweepColumns(sweep).map(({ name }) => name);
  const at = (name: string) => names.indexOf(name);
  const places = sweep.regions.length * sweep.structures.length;
  const seen = new Float64Array(places);
  const fell = new Float64Array(places);
  let best: SweepSoFar["best"] = [];
  // Tasks of one block of policies come one after another; what is open is at most one block's.
  const open = new Map<number, { count: number; worst: { p5: number; p50: number; p95: number } }>();
  const people = sweepOutcomes[0] ?? "personYears";

  function take(rows: SweepRows): void {
    if (sweep.rows !== "policies") return;
    const column = (name: string) => rows[at(name)] ?? new Float64Array();
    const [policy, region, structure] = [column("policy"), column("region"), column("structure")];
    const [p5, p50, p95] = [column(`${people}_p5`), column(`${people}_p50`), column(`${people}_p95`)];
    for (let row = 0; row < policy.length; row++) {
      const place = (region[row] ?? 0) * sweep.structures.length + (structure[row] ?? 0);
      const middle = p50[row] ?? Number.NaN;
      const number = policy[row] ?? 0;
      const known = open.get(number);
      // Regions and structures come in order: after the last, a policy that had no draw in one of them is not waited for.
      if (place === places - 1) open.delete(number);
      if (Number.isNaN(middle)) continue;
      seen[place] = (seen[place] ?? 0) + 1;
      if (middle < 0) fell[place] = (fell[place] ?? 0) + 1;
      const here = { p5: p5[row] ?? Number.NaN, p50: middle, p95: p95[row] ?? Number.NaN };
      const worst = known === undefined || here.p50 > known.worst.p50 ? here : known.worst;
      const count = (known?.count ?? 0) + 1;
      if (count < places && place < places - 1) open.set(number, { count, worst });
      else if (count === places) {
        const last = best.at(-1);
        if (best.length < most || last === undefined || worst.p50 < last.worst.p50)
          best = [...best, { policy: number, levers: sizes(rows, row), worst }]
            .sort((a, b) => a.worst.p50 - b.worst.p50 || a.policy - b.policy)
            .slice(0, most);
      }
    }
  }

  const sizes = (rows: SweepRows, row: number) =>
    Object.fromEntries(leversOf(sweep).map((lever) => [lever, rows[at(lever)]?.[row] ?? Number.NaN]));

  return {
    take,
    now: (): SweepSoFar => ({
      parts: sweep.regions.flatMap((region, r) =>
        sweep.structures.map((structure, s) => {
          const place = r * sweep.structures.length + s;
          const policies = seen[place] ?? 0;
          return { region, structure, policies, falls: wilson(fell[place] ?? 0, policies) };
        }),
      ),
      best,
    }),
  };
}

/** Wilson's 95% interval of a share (E. B. Wilson 1927); all of [0, 1] where nothing was seen. */
export function wilson(hits: number, of: number): { share: number; low: number; high: number } {
  if (of === 0) return { share: Number.NaN, low: 0, high: 1 };
  const z = 1.959963984540054;
  const share = hits / of;
  const middle = (share + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half = (z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))) / (1 + (z * z) / of);
  return { share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
