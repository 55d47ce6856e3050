import { describe, expect, test } from "vitest";
import type { Statement } from "../record/types.ts";
import { adult, child, recordOf, said } from "../testing/records.ts";
import { standards } from "../testing/standards.ts";
import { classify } from "./classify.ts";

type Vector = {
  age: number | null;
  acts: string[];
  means: string[];
  means_known_absent?: boolean;
  purposes: string[];
  purposes_known_absent?: boolean;
  consent?: boolean;
  sector?: string;
  self_defined?: string;
  expect: string;
  note?: string;
};
const vectors = (standards.document("palermo") as { test_vectors: Vector[] }).test_vectors;

/** The element that records this code of the protocol directly. */
const elementFor = (kind: string, code: string): string => {
  const found = standards.elements.find(
    (element) => element.kind === kind && element.supports?.anyOf.length === 1 && element.supports.anyOf[0] === code,
  );
  if (found === undefined) throw new Error(`no element for ${code}`);
  return found.code;
};

const allFalse = (kind: string): [string, Statement][] =>
  standards.elements.filter((element) => element.kind === kind).map(({ code }) => [code, said("false")]);

const recordOfVector = (vector: Vector) => ({
  ...recordOf(
    Object.fromEntries([
      ...(vector.means_known_absent ? allFalse("means") : []),
      ...(vector.purposes_known_absent ? allFalse("purpose") : []),
      ...vector.acts.map((code) => [elementFor("act", code), said()] as const),
      ...vector.means.map((code) => [elementFor("means", code), said()] as const),
      ...vector.purposes.map((code) => [elementFor("purpose", code), said()] as const),
    ]),
    {
      ...(vector.age === null ? {} : { ageAtExploitation: { from: vector.age, to: vector.age } }),
      ...(vector.self_defined === undefined ? {} : { selfDefinition: ["sex_worker"] }),
    },
  ),
  exploitation: vector.sector === undefined ? {} : { sexForms: ["prostitution"] },
  ...(vector.consent === undefined ? {} : { consents: [{ given: vector.consent }] }),
});

describe("the protocol's definition", () => {
  test("there are eight vectors", () => expect(vectors).toHaveLength(8));

  test.each(vectors)("vector: age $age, acts $acts, means $means, purposes $purposes gives $expect", (vector) => {
    expect(classify(standards, recordOfVector(vector)).elements).toBe(vector.expect);
  });

  test("outcomes: trafficking, a rights violation, not trafficking, insufficient information", () => {
    const noMeans = Object.fromEntries(allFalse("means"));
    const purpose = { "purpose.forced_labour": said() };
    const act = { "act.recruitment": said() };
    const means = { "control.withholds_documents": said() };
    const outcome = (elements: object, person = adult) =>
      classify(standards, recordOf({ ...elements }, person)).outcome;
    expect(outcome({ ...act, ...means, ...purpose })).toBe("trafficking");
    expect(outcome({ ...act, ...noMeans, ...purpose })).toBe("labour or other rights violation");
    expect(outcome({ ...act, ...noMeans, ...Object.fromEntries(allFalse("purpose")) })).toBe("not trafficking");
    expect(outcome({ ...act, ...purpose })).toBe("insufficient information");
    expect(outcome({ ...act, ...purpose }, child)).toBe("trafficking");
  });

  test("says each element's source, what is missing and what would change it", () => {
    const record = recordOf({ "act.recruitment": said(), "purpose.forced_labour": said() }, adult);
    const result = classify(standards, record);
    expect(result.branches[0]?.elements[0]?.findings[0]?.source).toBe("case worker, what the person said, 2026-03-02");
    expect(result.missing).toContain("Was the person threatened with violence?");
    expect(result.missing).not.toContain(
      "Was the person recruited: offered work, travel, marriage or help by someone?",
    );
    expect(result.wouldChange).toContainEqual({
      change: "a means were recorded with its source",
      outcome: "trafficking",
    });
    expect(result.wouldChange).toContainEqual({
      change: "the person was under 18 when it happened",
      outcome: "trafficking",
    });
  });

  test("a no to one method of control does not rule out coercion", () => {
    const record = recordOf(
      { "act.receipt": said(), "purpose.forced_labour": said(), "control.physical_abuse": said("false") },
      adult,
    );
    expect(classify(standards, record).elements).toBe("insufficient_information");
  });

  test("nor do all of them together: the means themselves must be answered", () => {
    const controls = standards.elements.filter(({ kind }) => kind === "control" || kind === "group");
    const means = ["abduction", "abuse_of_power", "abuse_of_vulnerability", "payment_to_controller"];
    const record = recordOf(
      {
        "act.receipt": said(),
        "purpose.forced_labour": said(),
        ...Object.fromEntries(
          controls.filter(({ supports }) => supports?.kind === "means").map(({ code }) => [code, said("false")]),
        ),
        ...Object.fromEntries(means.map((code) => [`means.${code}`, said("false")])),
      },
      adult,
    );
    expect(classify(standards, record).elements).toBe("insufficient_information");
  });

  test("CTDC's merged flags show a means without saying which", () => {
    const record = recordOf({ "act.receipt": said(), "purpose.forced_labour": said(), "group.abuse": said() }, adult);
    expect(classify(standards, record).outcome).toBe("trafficking");
  });

  test("an age range with 18 inside depends on age; an adult today may have been a child then", () => {
    const elements = { "act.harbouring": said(), "purpose.servitude": said() };
    expect(classify(standards, recordOf(elements, { ageAtExploitation: { from: 16, to: 20 } })).elements).toBe(
      "depends_on_age",
    );
    expect(classify(standards, recordOf(elements, { ageAtRegistration: { from: 25, to: 25 } })).elements).toBe(
      "depends_on_age",
    );
    expect(classify(standards, recordOf(elements, { ageAtRegistration: { to: 17 } })).elements).toBe("elements_met");
  });
});

describe("jurisdictions' own definitions", () => {
  const base = { "act.recruitment": said(), "means.deception": said() };
  const outcome = (rules: string, elements: object, person = adult) =>
    classify(standards, recordOf({ ...elements }, person), rules).elements;

  test("surrogacy, marriage and adoption are in the EU's list, not in the US definition", () => {
    const elements = { ...base, "purpose.surrogacy": said() };
    expect(outcome("eu-2011-36", elements)).toBe("elements_met");
    expect(outcome("us-tvpa", elements)).not.toBe("elements_met");
  });

  test("US labour trafficking needs a means even for a child; sex trafficking of a child does not", () => {
    const act = { "act.recruitment": said() };
    expect(outcome("us-tvpa", { ...act, "purpose.forced_labour": said() }, child)).toBe("insufficient_information");
    expect(outcome("us-tvpa", { ...act, "purpose.exploitation_of_prostitution_of_others": said() }, child)).toBe(
      "elements_met",
    );
    expect(outcome("palermo", { ...act, "purpose.forced_labour": said() }, child)).toBe("elements_met");
  });

  test("the UK's offence needs travel; recruitment alone leaves it open", () => {
    const elements = { ...base, "purpose.forced_labour": said() };
    expect(outcome("uk-msa", elements)).toBe("insufficient_information");
    expect(outcome("uk-msa", { ...elements, "act.travel_arranged": said() })).toBe("elements_met");
  });

  test("an unknown name and the weights that were not obtained are refused in one sentence", () => {
    expect(() => classify(standards, recordOf({}), "palrmo")).toThrow(/expected palermo/);
    expect(() => classify(standards, recordOf({}), "delphi-sexual")).toThrow(/could not be obtained.*not guessed/);
  });
});
