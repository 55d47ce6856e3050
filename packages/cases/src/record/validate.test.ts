import { describe, expect, test } from "vitest";
import { standards } from "../testing/standards.ts";
import { recordJsonSchema } from "./schema.ts";
import type { CaseRecord } from "./types.ts";
import { checkRecord, validateRecord } from "./validate.ts";

const least: CaseRecord = {
  schema: "counterweight/case/1",
  id: "A-1",
  person: {},
  case: {},
  elements: {},
  exploitation: {},
};

/** One name, no birth date, two citizenships, no police, consent withdrawn. */
const amara: CaseRecord = {
  ...least,
  person: {
    names: [{ text: "Amara", kind: "full" }],
    ageAtRegistration: { from: 20, to: 25, certainty: "estimated" },
    citizenships: ["NG", "NE"],
    contactRules: { safeChannels: ["messenger"], neverContact: ["police"], mayLeaveMessage: false },
    selfDefinition: ["migrant_worker"],
    wants: ["unpaid_wages", "no_police"],
  },
  elements: {
    "control.withholds_documents": { answer: "true", by: "case worker", on: "2026-03-02", basis: "person" },
    "means.deception": { answer: "not asked" },
  },
  exploitation: { sectors: ["T"] },
  consents: [{ given: true, purpose: "referral", from: "2026-03-02", withdrawn: "2026-04-01" }],
};

describe("a case record", () => {
  test("may be nearly empty, and may be a person with one name, no birth date and two citizenships", () => {
    expect(validateRecord(standards, least)).toEqual([]);
    expect(validateRecord(standards, amara)).toEqual([]);
  });

  test.each([
    [{ ...amara, person: { ...amara.person, gendr: "woman" } }, "person.gendr", /did you mean "gender"/],
    [{ ...amara, person: { names: [{}] } }, "person.names[0].text", /Name is missing/],
    [{ ...amara, person: { birthDate: { date: "1999-02-30" } } }, "person.birthDate.date", /not a date/],
    [{ ...amara, person: { citizenships: ["NGA"] } }, "person.citizenships", /two letters/],
    [{ ...amara, person: { ageAtExploitation: { from: 30, to: 20 } } }, "person.ageAtExploitation", /ends before/],
    [{ ...amara, exploitation: { sectors: ["T", "Z"] } }, "exploitation.sectors", /not a value of the list "sector"/],
    [{ ...amara, elements: { "means.deceit": { answer: "true" } } }, "elements", /no element "means.deceit".*means\./],
    [{ ...amara, elements: { "means.fraud": { answer: true } } }, "elements", /"unknown" or "not asked"/],
    [{ ...amara, consents: [{ given: true, from: "2026-05", until: "2026-04" }] }, "consents[0].until", /ends before/],
    [{ ...amara, schema: "other" }, "schema", /counterweight\/case\/1/],
    [{ ...amara, events: {} }, "events", /must be a list/],
  ])("says in one sentence which field to mend (%#)", (record, field, message) => {
    const problems = validateRecord(standards, record);
    expect(problems.map((problem) => problem.field)).toContain(field);
    expect(problems.find((problem) => problem.field === field)?.message).toMatch(message);
    expect(() => checkRecord(standards, record, "case A-1")).toThrow(/^case A-1, /);
  });

  test("is never true on a sector, venue, advertisement, payment, nationality, migration status or raid", () => {
    for (const basis of ["sector", "venue", "advertisement", "payment", "nationality", "migration_status", "raid"]) {
      const record = { ...least, elements: { "means.use_of_force": { answer: "true", by: "officer", basis } } };
      expect(validateRecord(standards, record)[0]?.message).toMatch(/never evidence/);
    }
  });

  test("holds nothing that accuses a child", () => {
    const extensions = { "Arrest history": "yes", "Favourite food": "rice" };
    const child = { ...least, person: { ageAtRegistration: { to: 17 } }, extensions };
    expect(validateRecord(standards, child).map((problem) => problem.field)).toEqual(["extensions.Arrest history"]);
    expect(validateRecord(standards, { ...child, person: { ageAtRegistration: { from: 30 } } })).toEqual([]);
    for (const { path, question } of standards.fields)
      expect(`${path} ${question}`).not.toMatch(/arrest|offence|convict|charge/i);
  });

  test("never makes validation throw, whatever it is given", () => {
    for (const value of [
      null,
      undefined,
      3,
      "x",
      [],
      { schema: 1, person: null, elements: [], case: 4, events: [null] },
    ])
      expect(validateRecord(standards, value).length).toBeGreaterThan(0);
  });
});

describe("the fields", () => {
  test("each have a question in plain words, one class of sensitivity and a code list that exists", () => {
    for (const field of standards.fields) {
      expect(field.question).toMatch(/[?.]$/);
      expect(field.sensitivity).not.toBe("");
      expect(field.vocabulary === "" || standards.vocabularies.has(field.vocabulary)).toBe(true);
    }
  });

  test("names, contacts, free text and documents are encrypted", () => {
    const personal = standards.fields.filter(({ sensitivity }) => /direct identifier|free text/.test(sensitivity));
    expect(personal.length).toBeGreaterThan(20);
    expect(personal.filter(({ encrypted }) => !encrypted)).toEqual([]);
  });

  test("give a JSON Schema with the same required parts and code lists", () => {
    const schema = recordJsonSchema(standards) as {
      required: string[];
      properties: { person: { properties: { gender: { enum: string[] } } } };
    };
    expect(schema.required).toEqual(["schema", "id", "person", "case", "elements", "exploitation"]);
    expect(schema.properties.person.properties.gender.enum).toContain("woman");
  });
});
