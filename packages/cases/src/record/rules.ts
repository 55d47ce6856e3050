import { currentMajority } from "./age.ts";
import { isAfter } from "./dates.ts";
import { neverEvidence } from "./evidence.ts";
import type { CaseRecord } from "./types.ts";

/** A column of a source that accuses the person; a child's record never takes it in (Palermo's and the CRC's non-punishment). */
export const accuses = (column: string): boolean =>
  /arrest|offen[cs]e|offender|convict|prosecuted|criminal.?record|charged|charges|detention|sentence|penalt|illegal.?entry|solicit/i.test(
    column,
  );

/** What no single field can show: dates in order, evidence that may never count, and the protection of children. */
export function rulesOfRecord(record: CaseRecord): { field: string; message: string }[] {
  const problems: { field: string; message: string }[] = [];
  for (const [index, event] of (record.events ?? []).entries())
    if (event.start !== undefined && event.end !== undefined && isAfter(event.start, event.end))
      problems.push({ field: `events[${index}].end`, message: "The event ends before it begins." });
  for (const [index, consent] of (record.consents ?? []).entries()) {
    const { from, until, withdrawn } = consent;
    if (from !== undefined && until !== undefined && isAfter(from, until))
      problems.push({ field: `consents[${index}].until`, message: "The consent ends before it begins." });
    if (from !== undefined && withdrawn !== undefined && isAfter(from, withdrawn))
      problems.push({
        field: `consents[${index}].withdrawn`,
        message: "The consent was withdrawn before it was given.",
      });
  }
  const birth = record.person.birthDate?.date;
  if (birth !== undefined && record.case.registered !== undefined && isAfter(birth, record.case.registered))
    problems.push({ field: "person.birthDate.date", message: "The date of birth lies after the case was recorded." });
  for (const [code, statement] of Object.entries(record.elements))
    if (statement.answer === "true" && neverEvidence(statement.basis))
      problems.push({
        field: `elements.${code}`,
        message: `The ${statement.basis?.replace("_", " ")} alone is never evidence; give another basis or answer "unknown".`,
      });
  if (currentMajority(record) === "child" || record.person.mayBeChild === true)
    for (const column of Object.keys(record.extensions ?? {}))
      if (accuses(column))
        problems.push({
          field: `extensions.${column}`,
          message: "A record about a child holds nothing that accuses the child; leave this field out.",
        });
  return problems;
}
