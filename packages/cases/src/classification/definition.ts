import { ageForRules, type Majority } from "../record/age.ts";
import type { CaseRecord } from "../record/types.ts";
import type { Standards } from "../standards/standards.ts";
import { flagsOf, outcomeOf, protectionOf, violationsOf } from "./common.ts";
import { type ElementResult, evaluateElement } from "./elements.ts";
import { type Finding, findingsOf } from "./evidence.ts";
import { and, or, type Truth } from "./logic.ts";
import type { Classification, ElementsOutcome, WouldChange } from "./result.ts";
import type { Branch, Definition } from "./rules.ts";

type Truths = { readonly act: Truth; readonly means: Truth; readonly purpose: Truth };
type Evaluated = { readonly branch: Branch; readonly elements: readonly ElementResult[] };

const truthsOf = ({ elements }: Evaluated): Truths =>
  Object.fromEntries(elements.map(({ name, truth }) => [name, truth])) as Truths;

function met(branches: readonly { branch: Branch; truths: Truths }[], majority: Majority): ElementsOutcome {
  const under = (child: boolean): Truth =>
    or(
      ...branches.map(({ branch, truths }) =>
        and(truths.act, truths.purpose, child && !branch.child_needs_means ? "true" : truths.means),
      ),
    );
  const adult = under(false);
  const child = under(true);
  if (majority === "unknown" && adult !== child) return "depends_on_age";
  const truth = majority === "child" ? child : adult;
  return truth === "true" ? "elements_met" : truth === "false" ? "elements_not_met" : "insufficient_information";
}

const words = {
  act: "an act",
  means: "a means",
  purpose: "an exploitative purpose",
} as const;

function changes(
  evaluated: readonly Evaluated[],
  majority: Majority,
  elements: ElementsOutcome,
  violations: readonly Finding[],
): WouldChange[] {
  const now = outcomeOf(elements, violations);
  const found: WouldChange[] = [];
  const add = (condition: string, outcome: ElementsOutcome) => {
    const result = outcomeOf(outcome, violations);
    if (result !== now) found.push({ change: condition, outcome: result });
  };
  const plain = evaluated.map((item) => ({ branch: item.branch, truths: truthsOf(item) }));
  for (const kind of ["act", "means", "purpose"] as const)
    for (const [value, phrase] of [
      ["true", `${words[kind]} were recorded with its source`],
      ["unknown", `what is recorded of ${words[kind]} were withdrawn`],
      ["false", `it were established that there was not ${words[kind]}`],
    ] as const) {
      if (value === "unknown" && plain.every(({ truths }) => truths[kind] === "unknown")) continue;
      const altered = plain.map((item) => ({ ...item, truths: { ...item.truths, [kind]: value } }));
      if (altered.every((item, index) => item.truths[kind] === plain[index]?.truths[kind])) continue;
      add(phrase, met(altered, majority));
    }
  for (const [other, phrase] of [
    ["adult", "the person was 18 or older when it happened"],
    ["child", "the person was under 18 when it happened"],
  ] as const)
    if (other !== majority) add(phrase, met(plain, other));
  return found;
}

/** Classifies one record under one definition, element by element. Consent, sector and status are not even read. */
export function classifyByDefinition(standards: Standards, definition: Definition, record: CaseRecord): Classification {
  const findings = findingsOf(standards, record);
  const age = ageForRules(record);
  const evaluated: Evaluated[] = definition.branches.map((branch) => ({
    branch,
    elements: [
      evaluateElement(standards, "act", branch.acts, findings),
      evaluateElement(standards, "means", branch.means, findings),
      evaluateElement(standards, "purpose", branch.purposes, findings),
    ],
  }));
  const elements = met(
    evaluated.map((item) => ({ branch: item.branch, truths: truthsOf(item) })),
    age.majority,
  );
  const violations = violationsOf(standards, findings);
  const settled = elements === "elements_met" || elements === "elements_not_met";
  const childFreed = (branch: Branch) => age.majority === "child" && !branch.child_needs_means;
  const missing = settled
    ? []
    : [
        ...new Set([
          ...(age.majority === "unknown" && elements === "depends_on_age"
            ? ["How old was the person when it happened?"]
            : []),
          ...evaluated.flatMap(({ branch, elements }) =>
            elements.filter(({ name }) => !(name === "means" && childFreed(branch))).flatMap((item) => item.missing),
          ),
        ]),
      ];
  const open = new Set(definition.branches.flatMap((branch) => branch.open_purposes ?? []));
  const onlyOpen = evaluated
    .flatMap((item) => item.elements)
    .filter(({ name, truth }) => name === "purpose" && truth === "true")
    .flatMap((item) => item.findings)
    .filter(({ truth }) => truth === "true")
    .every(({ element }) => standards.elementByCode.get(element)?.supports?.anyOf.every((code) => open.has(code)));
  return {
    rules: definition.id,
    title: definition.title,
    source: definition.source,
    checked: definition.checked,
    outcome: outcomeOf(elements, violations),
    elements,
    age,
    branches: evaluated.map(({ branch, elements }) => ({ id: branch.id, elements })),
    signs: [],
    missing,
    wouldChange: changes(evaluated, age.majority, elements, violations),
    violations,
    flags: [
      ...flagsOf(record, findings),
      ...(elements === "elements_met" && onlyOpen && open.size > 0
        ? ["The purpose is outside the minimum list; national law decides whether it counts."]
        : []),
    ],
    protection: protectionOf(record, age.majority),
    notes: definition.notes,
  };
}
