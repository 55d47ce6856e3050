import { currentMajority, type Majority } from "../record/age.ts";
import type { CaseRecord } from "../record/types.ts";
import type { Standards } from "../standards/standards.ts";
import type { Finding } from "./evidence.ts";
import type { ElementsOutcome, Outcome } from "./result.ts";

/** Statements that are a violation by themselves: wages withheld, papers kept, violence, exploitation without the rest. */
export const violationsOf = (standards: Standards, findings: readonly Finding[]): Finding[] =>
  findings.filter(
    ({ element, truth }) => truth === "true" && standards.elementByCode.get(element)?.violation !== undefined,
  );

export function outcomeOf(elements: ElementsOutcome, violations: readonly Finding[]): Outcome {
  if (elements === "elements_met") return "trafficking";
  if (elements !== "elements_not_met") return "insufficient information";
  return violations.length > 0 ? "labour or other rights violation" : "not trafficking";
}

/** What whoever reads the outcome must know about how the record came to be. */
export function flagsOf(record: CaseRecord, findings: readonly Finding[]): string[] {
  const flags: string[] = [];
  if (record.case.origin === "raid")
    flags.push(
      "The record comes from a raid: statements made there may be made under pressure, and the raid itself shows nothing about the person.",
    );
  const never = findings.filter(({ source }) => source.endsWith("which is never evidence"));
  if (never.length > 0)
    flags.push(`Left out as never evidence: ${never.map(({ label, source }) => `${label} (${source})`).join("; ")}.`);
  const unsourced = findings.filter(({ source }) => source.endsWith("so it does not count"));
  if (unsourced.length > 0)
    flags.push(`Left out for want of a source: ${unsourced.map(({ label }) => label).join("; ")}.`);
  return flags;
}

const childRules = [
  "A child's best interests come first; name a guardian before any further interview.",
  "A child's consent never makes exploitation lawful, and no means need be shown under the protocol.",
  "No child is charged or held for what the exploitation made the child do; this record keeps no field that accuses.",
  "Where the age is in doubt, protect as a child until it is settled; do not count as a child for that reason.",
];

/** Protection rules where the person is, was, or may be a child. */
export function protectionOf(record: CaseRecord, majority: Majority): string[] {
  const maybe = record.person.mayBeChild === true && currentMajority(record) !== "adult";
  return majority === "child" || currentMajority(record) === "child" || maybe ? childRules : [];
}
