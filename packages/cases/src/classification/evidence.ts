import { hasSource, neverEvidence } from "../record/evidence.ts";
import type { CaseRecord, Statement } from "../record/types.ts";
import type { Element } from "../standards/elements.ts";
import type { Standards } from "../standards/standards.ts";
import type { Truth } from "./logic.ts";

/** One statement of the record as the rules may use it. */
export type Finding = {
  readonly element: string;
  readonly label: string;
  /** What counts, after the guards. */
  readonly truth: Truth;
  /** What was recorded. */
  readonly statement: Statement;
  /** Who says so, on what basis and when, in one phrase; or why it does not count. */
  readonly source: string;
};

const basisLabel = (standards: Standards, basis: string): string =>
  standards.vocabularies.get("basis")?.byCode.get(basis)?.label.toLowerCase() ?? basis;

/** The guards: a circumstance never counts, and what nobody stands behind never counts. */
function finding(standards: Standards, element: Element, statement: Statement): Finding {
  const base = { element: element.code, label: element.label, statement };
  const { answer, by, on, basis } = statement;
  if (answer === "not asked") return { ...base, truth: "unknown", source: "not asked" };
  if (answer === "unknown") return { ...base, truth: "unknown", source: "asked, not known" };
  if (neverEvidence(basis))
    return {
      ...base,
      truth: "unknown",
      source: `recorded on the ${basis?.replace("_", " ")} alone, which is never evidence`,
    };
  if (answer === "true" && !hasSource(statement))
    return {
      ...base,
      truth: "unknown",
      source: "recorded without who says so and on what basis, so it does not count",
    };
  const parts = [by, basis === undefined ? undefined : basisLabel(standards, basis), on].filter(Boolean);
  return { ...base, truth: answer, source: parts.length > 0 ? parts.join(", ") : "source not recorded" };
}

/** Every statement of the record that the code lists know, as findings. */
export function findingsOf(standards: Standards, record: CaseRecord): Finding[] {
  const found: Finding[] = [];
  for (const [code, statement] of Object.entries(record.elements)) {
    const element = standards.elementByCode.get(code);
    if (element !== undefined) found.push(finding(standards, element, statement));
  }
  return found;
}
