import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CaseRecord, Elements, Statement } from "../record/types.ts";
import { adult, child, recordOf, said } from "../testing/records.ts";
import { standards } from "../testing/standards.ts";
import { classify, ruleNames } from "./classify.ts";

/** What the rules give, without the notes that describe the record. */
const verdicts = (record: CaseRecord) =>
  ruleNames(standards).map((rules) => {
    const { outcome, elements, branches, signs } = classify(standards, record, rules);
    return { outcome, elements, branches, signs };
  });

const answers = fc.constantFrom<Statement["answer"]>("true", "false", "unknown", "not asked");
const someElements: fc.Arbitrary<Elements> = fc
  .uniqueArray(fc.constantFrom(...standards.elements.map(({ code }) => code)), { maxLength: 12 })
  .chain((codes) =>
    fc
      .tuple(...codes.map(() => answers))
      .map((given) => Object.fromEntries(codes.map((code, index) => [code, said(given[index] ?? "unknown")]))),
  );
const codes = (list: string) => {
  const all = [...(standards.vocabularies.get(list)?.byCode.keys() ?? [])];
  return fc.uniqueArray(fc.constantFrom(...all), { maxLength: 3 });
};
const persons = fc.constantFrom<CaseRecord["person"]>({}, adult, child);
const circumstances = fc.record({
  sectors: codes("sector"),
  sexForms: codes("sex_form"),
  platforms: codes("platform"),
  recruitmentMethods: codes("recruitment_method"),
  place: fc.constantFrom("bar", "farm", "massage parlour"),
});
const standing = fc.record({
  citizenships: fc.uniqueArray(fc.constantFrom("NG", "MD", "PH", "US"), { maxLength: 2 }),
  stateless: fc.boolean(),
  migrationStatus: codes("migration_status"),
  selfDefinition: codes("self_definition"),
  wants: codes("wants"),
  vulnerabilities: codes("vulnerability"),
});
const paid = fc.uniqueArray(fc.constantFrom("yes", "no"), { maxLength: 2 });
const origins = fc.constantFrom("raid", "police", "self", "hotline", "inspection");

describe("the non-conflation rule", () => {
  test("sector, venue, advertisement, payment, nationality, migration status and a raid change no result", () => {
    fc.assert(
      fc.property(
        someElements,
        persons,
        circumstances,
        standing,
        paid,
        origins,
        (elements, person, exploitation, status, wasPaid, origin) => {
          const plain = recordOf(elements, person);
          const dressed: CaseRecord = {
            ...plain,
            person: { ...person, ...status },
            case: { origin },
            exploitation,
            perpetrators: [{ wasPaid, roles: ["exploiter", "kidnapper"] }],
            consents: [{ given: true }],
          };
          expect(verdicts(dressed)).toEqual(verdicts(plain));
        },
      ),
      { numRuns: 150, seed: 7 },
    );
  });

  test("nothing but those circumstances leaves every element unknown", () => {
    const record: CaseRecord = {
      ...recordOf({}, { ...adult, citizenships: ["NG"], migrationStatus: ["irregular_migrant"] }),
      case: { origin: "raid" },
      exploitation: { sexForms: ["prostitution"], sectors: ["I"], platforms: ["other"], place: "bar" },
      perpetrators: [{ wasPaid: ["yes"] }],
    };
    const truths = classify(standards, record).branches[0]?.elements.map(({ truth }) => truth);
    expect(truths).toEqual(["unknown", "unknown", "unknown"]);
    expect(classify(standards, record).outcome).toBe("insufficient information");
  });

  test.each(["sector", "venue", "advertisement", "payment", "nationality", "migration_status", "raid"])(
    "a statement on the %s alone never makes an element true",
    (basis) => {
      const statement = { ...said(), basis };
      const record = recordOf(
        {
          "act.receipt": statement,
          "means.use_of_force": statement,
          "purpose.sexual_exploitation": statement,
          "ilo11.isolation": statement,
          "delphi.D4.01": statement,
          "delphi.D4.02": statement,
        },
        adult,
      );
      for (const rules of ruleNames(standards)) {
        const result = classify(standards, record, rules);
        expect([rules, result.outcome]).toEqual([rules, "insufficient information"]);
        expect(result.flags.join(" ")).toMatch(/never evidence/);
      }
    },
  );

  test("an adult needs a means, and the means needs a source", () => {
    const rest = { "act.recruitment": said(), "act.travel_arranged": said(), "purpose.forced_labour": said() };
    const outcomes = (means: Elements) =>
      ["palermo", "us-tvpa", "uk-msa", "eu-2011-36"].map(
        (rules) => classify(standards, recordOf({ ...rest, ...means }, adult), rules).outcome,
      );
    expect(new Set(outcomes({}))).toEqual(new Set(["insufficient information"]));
    expect(new Set(outcomes({ "means.use_of_force": { answer: "true" } }))).toEqual(
      new Set(["insufficient information"]),
    );
    expect(new Set(outcomes({ "means.use_of_force": { answer: "true", by: "case worker" } }))).toEqual(
      new Set(["insufficient information"]),
    );
    expect(new Set(outcomes({ "means.use_of_force": said() }))).toEqual(new Set(["trafficking"]));
  });

  test("a record from a raid carries a flag", () => {
    const record = { ...recordOf({}, adult), case: { origin: "raid" } };
    expect(classify(standards, record).flags[0]).toMatch(/comes from a raid/);
    expect(classify(standards, { ...record, case: { origin: "self" } }).flags).toEqual([]);
  });

  test("a child, or one who may be a child, gets protection rules; an adult does not", () => {
    expect(classify(standards, recordOf({}, child)).protection.join(" ")).toMatch(/best interests/);
    expect(classify(standards, recordOf({}, { mayBeChild: true })).protection).not.toEqual([]);
    expect(classify(standards, recordOf({}, { ageAtRegistration: { from: 40 }, mayBeChild: true })).protection).toEqual(
      [],
    );
    expect(classify(standards, recordOf({}, adult)).protection).toEqual([]);
  });

  test("no rule says that there was nothing where a violation is recorded", () => {
    fc.assert(
      fc.property(someElements, persons, (elements, person) => {
        for (const rules of ruleNames(standards)) {
          const { outcome, violations } = classify(standards, recordOf(elements, person), rules);
          expect([rules, outcome === "not trafficking" && violations.length > 0]).toEqual([rules, false]);
        }
      }),
      { numRuns: 300, seed: 19 },
    );
  });

  test("more yes never turns trafficking into something less", () => {
    fc.assert(
      fc.property(someElements, persons, fc.constantFrom(...standards.elements), (elements, person, extra) => {
        const before = classify(standards, recordOf(elements, person)).elements;
        const after = classify(standards, recordOf({ ...elements, [extra.code]: said() }, person)).elements;
        expect(before === "elements_met" && after !== "elements_met").toBe(false);
      }),
      { numRuns: 300, seed: 11 },
    );
  });
});
