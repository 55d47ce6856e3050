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

const ordered = (values: readonly string[]): string | null => {
  if (values.length === 1 && values[0]?.includes("|") === false) return values[0];
  const clean = [...new Set(values)].filter((value) => !value.includes("|")).sort();
  return clean.length === 0 ? null : clean.join("|");
};

/** A record's facets by column: values in the order of the alphabet joined by `|`, null where there is none. */
export function facetsOf(standards: Standards, record: CaseRecord): Record<string, string | null> {
  const facets: Record<string, string | null> = {};
  for (const [place, name] of facetNames.entries()) {
    const values = (own[name] ?? dimension(standards, name)?.valuesOf)?.(record) ?? [];
    facets[facetColumns[place] as string] = values.length === 0 ? null : ordered(values);
  }
  return facets;
}
