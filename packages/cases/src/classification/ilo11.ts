import { ageForRules } from "../record/age.ts";
import type { CaseRecord } from "../record/types.ts";
import type { Standards } from "../standards/standards.ts";
import { flagsOf, protectionOf, violationsOf } from "./common.ts";
import { findingsOf } from "./evidence.ts";
import { or } from "./logic.ts";
import type { Classification, Sign } from "./result.ts";

/** ILO's eleven indicators: signs, not a score; there is no threshold, so this alone never says trafficking or not. */
export function classifyByIlo11(standards: Standards, record: CaseRecord): Classification {
  const findings = findingsOf(standards, record);
  const indicators = standards.elements.filter(({ kind }) => kind === "ilo11");
  const signs: Sign[] = indicators.map((indicator) => {
    const [number = 0] = indicator.ilo11;
    const relevant = findings.filter(({ element }) => {
      const numbers = standards.elementByCode.get(element)?.ilo11 ?? [];
      // An element that may be a sign of either of two indicators shows one of them, not which.
      return element === indicator.code || (numbers.length === 1 && numbers[0] === number);
    });
    const own = relevant.find(({ element }) => element === indicator.code)?.truth ?? "unknown";
    const truth = or(own, ...relevant.map((item) => (item.truth === "true" ? "true" : own)));
    return { name: `${number}. ${indicator.label}`, truth, findings: relevant };
  });
  const violations = violationsOf(standards, findings);
  const shown = signs.filter(({ truth }) => truth === "true").length;
  const open = signs.filter(({ truth }) => truth === "unknown");
  const age = ageForRules(record);
  return {
    rules: "ilo11",
    title: "ILO indicators of forced labour",
    source: "ILO indicators of forced labour (2012)",
    checked: "names of the indicators read in the source",
    outcome: shown > 0 ? "labour or other rights violation" : "insufficient information",
    elements: undefined,
    age,
    branches: [],
    signs,
    missing: open.map(
      ({ name }) => indicators.find((item) => `${item.ilo11[0]}. ${item.label}` === name)?.question ?? name,
    ),
    wouldChange:
      shown > 0
        ? []
        : [{ change: "one of the signs were recorded with its source", outcome: "labour or other rights violation" }],
    violations,
    flags: flagsOf(record, findings),
    protection: protectionOf(record, age.majority),
    notes: [
      `${shown} of 11 signs recorded. They are signs, not a score: one may be enough, several may not be, and there is no threshold.`,
      "Forced labour needs both involuntariness and the menace of a penalty; trafficking needs an act, a means and a purpose. Use the protocol's rule for that.",
    ],
  };
}
