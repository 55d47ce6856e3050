import { nearest, Problem } from "@counterweight/kernel";
import type { CaseRecord } from "../record/types.ts";
import type { Standards } from "../standards/standards.ts";
import { classifyByDefinition } from "./definition.ts";
import { classifyByDelphi, type DelphiOptions } from "./delphi.ts";
import { classifyByIlo11 } from "./ilo11.ts";
import type { Classification } from "./result.ts";
import { definitionsOf } from "./rules.ts";

/** Names of the rules a record can be classified by, the protocol's first. */
export const ruleNames = (standards: Standards): string[] => [
  ...definitionsOf(standards).map(({ id }) => id),
  "ilo11",
  "delphi-labour",
];

/**
 * One record under one set of rules, with reasons: never a score, and never more than is recorded.
 * A problem names the rules there are; the Delphi rule for sexual exploitation is refused, its weights are not known.
 */
export function classify(
  standards: Standards,
  record: CaseRecord,
  rules = "palermo",
  options: DelphiOptions = {},
): Classification {
  if (rules === "ilo11") return classifyByIlo11(standards, record);
  if (rules === "delphi-labour") return classifyByDelphi(standards, record, options);
  if (rules.startsWith("delphi"))
    throw new Problem({
      code: "cases.rules-not-obtained",
      what: `the weights of "${rules}" could not be obtained and are not guessed`,
      expected: "delphi-labour",
    });
  const definition = definitionsOf(standards).find(({ id }) => id === rules);
  if (definition !== undefined) return classifyByDefinition(standards, definition, record);
  const names = ruleNames(standards);
  throw new Problem({
    code: "cases.unknown-rules",
    what: `there are no rules called "${rules}"`,
    expected: (nearest(rules, names).length > 0 ? nearest(rules, names) : names).join(", "),
  });
}
