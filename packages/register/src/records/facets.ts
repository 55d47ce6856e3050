import type { CaseRecord } from "@counterweight/cases";

const isTrue = (record: CaseRecord, kind: string): string[] =>
  Object.entries(record.elements)
    .filter(([code, { answer }]) => code.startsWith(`${kind}.`) && answer === "true")
    .map(([code]) => code);

function ageBand({ person }: CaseRecord): string[] {
  const range = person.ageAtExploitation ?? person.ageAtEntry ?? person.ageAtRegistration;
  if (range?.to !== undefined && range.to < 18) return ["child"];
  if (range?.from !== undefined && range.from >= 18) return ["adult"];
  return person.mayBeChild ? ["may be a child"] : [];
}

const one = (value: string | undefined): string[] => (value === undefined || value === "" ? [] : [value]);

/**
 * What may be searched and counted without opening a record: coarse codes, no date finer than a year, no place finer than
 * a country. Several values of one field are one text, joined by `|` in the order of the alphabet.
 */
const facets = {
  year: (record) => one(record.case.registered?.slice(0, 4)),
  status: (record) => one(record.case.status),
  origin: (record) => one(record.case.origin),
  gender: (record) => one(record.person.gender),
  age: ageBand,
  citizenship: (record) => [...(record.person.citizenships ?? [])],
  country: (record) => one(record.exploitation.country),
  sector: (record) => [...(record.exploitation.sectors ?? [])],
  sex_form: (record) => [...(record.exploitation.sexForms ?? [])],
  recruiter: (record) => [...(record.exploitation.recruiterRelations ?? [])],
  act: (record) => isTrue(record, "act"),
  means: (record) => [...isTrue(record, "means"), ...isTrue(record, "control")],
  purpose: (record) => isTrue(record, "purpose"),
  wants: (record) => [...(record.person.wants ?? [])],
} satisfies Record<string, (record: CaseRecord) => string[]>;

export type FacetName = keyof typeof facets;
export const facetNames = Object.keys(facets) as FacetName[];

/** The facets of a record, null where it has none. */
export function facetsOf(record: CaseRecord): Record<FacetName, string | null> {
  return Object.fromEntries(
    facetNames.map((name) => {
      const values = [...new Set(facets[name](record))].filter((value) => !value.includes("|")).sort();
      return [name, values.length === 0 ? null : values.join("|")];
    }),
  ) as Record<FacetName, string | null>;
}
