import { type CaseRecord, type Dimension, dimensionsOf, type Standards } from "@counterweight/cases";

/**
 * What may be searched and counted without opening a record: the dimensions tables are made by, and three for finding
 * one's way. Coarse codes: no date finer than a year, no place finer than a country. Their columns stand in the schema.
 */
export const facetNames = [
  "gender",
  "age",
  "citizenship",
  "country",
  "year",
  "means",
  "purpose",
  "act",
  "sector",
  "sex-form",
  "recruiter",
  "status",
  "case-status",
  "origin",
  "wants",
] as const;
export type FacetName = (typeof facetNames)[number];

export const columnOf = (name: FacetName): string => name.replaceAll("-", "_");
export const facetColumns: readonly string[] = facetNames.map(columnOf);

const one = (value: string | undefined): readonly string[] => (value === undefined ? [] : [value]);

/** The facets only the register has; every other one is a dimension of the tables. */
const own: Readonly<Record<string, (record: CaseRecord) => readonly string[]>> = {
  "case-status": (record) => one(record.case.status),
  origin: (record) => one(record.case.origin),
  wants: (record) => record.person.wants ?? [],
};

const known = new WeakMap<Standards, ReadonlyMap<string, Dimension>>();

export function dimension(standards: Standards, name: FacetName): Dimension | undefined {
  const dimensions = known.get(standards) ?? new Map(dimensionsOf(standards).map((found) => [found.name, found]));
  known.set(standards, dimensions);
  return dimensions.get(name);
}

/** A record's facets by column: values in the order of the alphabet joined by `|`, null where there is none. */
export function facetsOf(standards: Standards, record: CaseRecord): Record<string, string | null> {
  return Object.fromEntries(
    facetNames.map((name) => {
      const read = own[name] ?? dimension(standards, name)?.valuesOf;
      const values = [...new Set(read?.(record) ?? [])].filter((value) => !value.includes("|")).sort();
      return [columnOf(name), values.length === 0 ? null : values.join("|")];
    }),
  );
}
