import type { Support } from "../standards/elements.ts";
import type { Standards } from "../standards/standards.ts";
import type { Finding } from "./evidence.ts";
import { or, type Truth } from "./logic.ts";

/** One of the three elements under one definition: what is known of it, from which statements, and what is missing. */
export type ElementResult = {
  readonly name: Support["kind"];
  readonly truth: Truth;
  readonly findings: readonly Finding[];
  /** Questions whose answer could settle it; empty once it is settled. */
  readonly missing: readonly string[];
};

/**
 * Any of the codes makes the element true. It is false only where every code is ruled out by an explicit no to the
 * act, means or purpose itself: a no to one method of control does not rule out coercion.
 */
export function evaluateElement(
  standards: Standards,
  kind: Support["kind"],
  codes: readonly string[],
  findings: readonly Finding[],
): ElementResult {
  const wanted = new Set(codes);
  const ruledOut = new Set<string>();
  const relevant: Finding[] = [];
  const truths: Truth[] = [];
  for (const finding of findings) {
    const element = standards.elementByCode.get(finding.element);
    const support = element?.supports;
    if (support?.kind !== kind || !support.anyOf.some((code) => wanted.has(code))) continue;
    relevant.push(finding);
    if (finding.truth === "true") truths.push(support.anyOf.every((code) => wanted.has(code)) ? "true" : "unknown");
    else if (finding.truth === "false" && element?.kind === kind) for (const code of support.anyOf) ruledOut.add(code);
  }
  const truth = or(...truths, codes.every((code) => ruledOut.has(code)) ? "false" : "unknown");
  const missing =
    truth === "unknown"
      ? standards.elements
          .filter(
            (element) =>
              element.kind === kind &&
              element.question !== "" &&
              element.supports?.anyOf.some((code) => wanted.has(code) && !ruledOut.has(code)),
          )
          .map((element) => element.question)
      : [];
  return { name: kind, truth, findings: relevant, missing };
}
