import { majorityOf } from "../record/age.ts";
import type { CaseRecord } from "../record/types.ts";
import { type Standards, vocabularyOf } from "../standards/standards.ts";

/** A way to count people: the values each person has in it, none where nothing is known. */
export type Dimension = {
  readonly name: string;
  readonly title: string;
  /** True where a person has at most one value. */
  readonly single: boolean;
  readonly valuesOf: (record: CaseRecord) => readonly string[];
  readonly labelOf: (value: string) => string;
};

const listed = (
  standards: Standards,
  name: string,
  title: string,
  vocabulary: string,
  read: (record: CaseRecord) => string | readonly string[] | undefined,
): Dimension => ({
  name,
  title,
  single: typeof read({ person: { gender: "" }, case: {}, exploitation: {} } as unknown as CaseRecord) === "string",
  valuesOf: (record) => {
    const value = read(record);
    return value === undefined ? [] : typeof value === "string" ? [value] : value;
  },
  labelOf: (value) => vocabularyOf(standards, vocabulary).byCode.get(value)?.label ?? value,
});

const trueElements = (
  standards: Standards,
  name: string,
  title: string,
  kinds: readonly string[],
  about?: string,
): Dimension => ({
  name,
  title,
  single: false,
  valuesOf: (record) =>
    Object.keys(record.elements).filter((code) => {
      if (record.elements[code]?.answer !== "true") return false;
      const element = standards.elementByCode.get(code);
      return (
        element !== undefined &&
        kinds.includes(element.kind) &&
        (element.kind !== "group" || element.supports?.kind === about)
      );
    }),
  labelOf: (value) => standards.elementByCode.get(value)?.label ?? value,
});

/** What a table can be made by. */
export function dimensionsOf(standards: Standards): readonly Dimension[] {
  const country = (value: string) => standards.countries.nameOf.get(value) ?? value;
  const plain = (value: string) => value;
  return [
    { ...listed(standards, "gender", "Gender", "gender", (record) => record.person.gender), single: true },
    {
      name: "age",
      title: "Age when it happened",
      single: true,
      valuesOf: (record) => {
        const majority = majorityOf(record.person.ageAtExploitation ?? record.person.ageAtRegistration);
        return majority === "unknown" ? [] : [majority];
      },
      labelOf: (value) => (value === "child" ? "Under 18" : "18 or older"),
    },
    {
      name: "citizenship",
      title: "Citizenship",
      single: false,
      valuesOf: (record) => record.person.citizenships ?? [],
      labelOf: country,
    },
    {
      name: "country",
      title: "Country of exploitation",
      single: false,
      valuesOf: (record) => {
        const places = (record.events ?? [])
          .filter(({ type }) => type === "exploitation")
          .flatMap((event) => event.country ?? []);
        return places.length > 0
          ? [...new Set(places)]
          : record.exploitation.country === undefined
            ? []
            : [record.exploitation.country];
      },
      labelOf: country,
    },
    {
      name: "year",
      title: "Year of registration",
      single: true,
      valuesOf: (record) => (record.case.registered === undefined ? [] : [record.case.registered.slice(0, 4)]),
      labelOf: plain,
    },
    trueElements(standards, "means", "Means and methods of control", ["means", "control", "group"], "means"),
    trueElements(standards, "purpose", "Purpose of exploitation", ["purpose", "group"], "purpose"),
    trueElements(standards, "act", "Act", ["act"]),
    { ...listed(standards, "sector", "Sector", "sector", (record) => record.exploitation.sectors), single: false },
    {
      ...listed(
        standards,
        "sex-form",
        "Form of sexual exploitation",
        "sex_form",
        (record) => record.exploitation.sexForms,
      ),
      single: false,
    },
    {
      ...listed(
        standards,
        "recruiter",
        "Recruiter's relation",
        "recruiter_relation",
        (record) => record.exploitation.recruiterRelations,
      ),
      single: false,
    },
    {
      ...listed(standards, "status", "Formal status", "trafficking_status", (record) => record.case.traffickingStatus),
      single: true,
    },
  ];
}
