import { nearest, Problem } from "@counterweight/kernel";
import type { CaseRecord } from "../record/types.ts";
import type { Standards } from "../standards/standards.ts";
import { type Dimension, dimensionsOf } from "./dimensions.ts";
import { suppress } from "./suppress.ts";

/** One line of a table; a line whose count may not leave is not in the table at all. */
export type TableRow = {
  readonly values: readonly string[];
  readonly label: string;
  readonly count: number;
  readonly share: number;
};

export type CaseTable = {
  readonly by: readonly string[];
  readonly title: string;
  readonly rows: readonly TableRow[];
  /** People with at least one value in every dimension of the table: what shares are of. */
  readonly denominator: number | undefined;
  /** People looked at, those without a value included. */
  readonly people: number | undefined;
  /** People left out because they withdrew, refused or outlived their consent to be counted. */
  readonly leftOut: number | undefined;
  /** Lines left out because their counts are small or could give a small one away. */
  readonly suppressed: number;
  readonly least: number | undefined;
  readonly notes: readonly string[];
};

export type TableOptions = {
  /** Counts from 1 to one less than this never leave; 10 where absent (judged). `undefined` with `inside` keeps every count. */
  readonly least?: number;
  /** For eyes inside the organisation: no suppression, and the table says so. */
  readonly inside?: boolean;
  /** The day against which consent is read, YYYY-MM-DD; consent without an end needs none. */
  readonly on?: string;
};

/** Whether the person may be counted: a refusal, a withdrawal or an end of consent to statistics takes them out. */
export function mayBeCounted(record: CaseRecord, on?: string): boolean {
  return (record.consents ?? [])
    .filter(
      ({ purpose }) =>
        purpose === undefined || purpose === "statistics" || purpose === "publication" || purpose === "record",
    )
    .every(
      ({ given, withdrawn, until }) =>
        given &&
        withdrawn === undefined &&
        (until === undefined || on === undefined || until >= on.slice(0, until.length)),
    );
}

function dimensionNamed(standards: Standards, name: string): Dimension {
  const all = dimensionsOf(standards);
  const found = all.find((dimension) => dimension.name === name);
  if (found !== undefined) return found;
  const names = all.map((dimension) => dimension.name);
  throw new Problem({
    code: "cases.table",
    what: `a table cannot be made by "${name}"`,
    expected: (nearest(name, names).length > 0 ? nearest(name, names) : names).join(", "),
  });
}

/**
 * Counts people by one or two dimensions. Shares follow CTDC's denominator rule: of the people with at least one value
 * in the group, never of all. With five people, one of them without a value, two, two and one are 50%, 50% and 25%.
 */
export function tabulate(
  standards: Standards,
  records: readonly CaseRecord[],
  by: readonly string[],
  options: TableOptions = {},
): CaseTable {
  if (by.length < 1 || by.length > 2)
    throw new Problem({
      code: "cases.table",
      what: `the table is by ${by.length} things`,
      expected: "one, or two joined by a comma",
    });
  const dimensions = by.map((name) => dimensionNamed(standards, name));
  const least = options.inside ? undefined : (options.least ?? 10);
  const counted = records.filter((record) => mayBeCounted(record, options.on));
  const cells = new Map<string, { values: readonly string[]; count: number }>();
  let denominator = 0;
  for (const record of counted) {
    const values = dimensions.map((dimension) => [...new Set(dimension.valuesOf(record))]);
    if (values.some((list) => list.length === 0)) continue;
    denominator++;
    for (const first of values[0] ?? [])
      for (const second of values[1] ?? [""]) {
        const combination = second === "" && values.length === 1 ? [first] : [first, second];
        const key = combination.join("\n");
        const cell = cells.get(key);
        if (cell === undefined) cells.set(key, { values: combination, count: 1 });
        else cell.count++;
      }
  }
  const ordered = [...cells.values()].sort((a, b) => b.count - a.count || (a.values.join() < b.values.join() ? -1 : 1));
  const hidden =
    least === undefined
      ? new Set<number>()
      : suppress(
          ordered.map(({ count }) => count),
          denominator,
          least,
          dimensions.every(({ single }) => single),
        );
  const few = (count: number) => least !== undefined && count > 0 && count < least;
  // Even the name of a rare value, a citizenship for example, can point at a person: hidden lines go altogether.
  const rows = ordered
    .filter((_, index) => !hidden.has(index))
    .map(
      ({ values, count }): TableRow => ({
        values,
        label: values.map((value, place) => dimensions[place]?.labelOf(value) ?? value).join(" · "),
        count,
        share: count / denominator,
      }),
    );
  const missing = counted.length - denominator;
  return {
    by,
    title: dimensions.map(({ title }) => title).join(" by "),
    rows,
    denominator: few(denominator) ? undefined : denominator,
    people: few(counted.length) || few(denominator) || few(missing) ? undefined : counted.length,
    leftOut: few(records.length - counted.length) ? undefined : records.length - counted.length,
    suppressed: hidden.size,
    least,
    notes: [
      "Shares are of people with at least one value in the group; people without one are in no share.",
      ...(dimensions.some(({ single }) => !single)
        ? ["A person may have several values, so shares can add to more than 100%."]
        : []),
      "People in a register are those somebody met: the table says nothing about how common anything is.",
      least === undefined
        ? "Every count is shown: for use inside the organisation only."
        : `Counts under ${least}, and those from which one could be worked out, are left out. Compare with tables released before: two tables together can show what one hides.`,
    ],
  };
}
