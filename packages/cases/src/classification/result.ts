import type { Majority } from "../record/age.ts";
import type { ElementResult } from "./elements.ts";
import type { Finding } from "./evidence.ts";

/** What a definition gives; never a score. */
export type ElementsOutcome = "elements_met" | "elements_not_met" | "insufficient_information" | "depends_on_age";

export type Outcome =
  | "trafficking"
  | "labour or other rights violation"
  | "not trafficking"
  | "insufficient information";

/** A change in what is known that would change the outcome. */
export type WouldChange = { readonly change: string; readonly outcome: Outcome };

/** One dimension or sign of a rule that does not work by act, means and purpose. */
export type Sign = {
  readonly name: string;
  readonly truth: "true" | "false" | "unknown";
  readonly findings: readonly Finding[];
};

/** A classification with its reasons. It describes what is recorded; a court or an authority decides. */
export type Classification = {
  readonly rules: string;
  readonly title: string;
  readonly source: string;
  /** How the rule itself was checked. */
  readonly checked: string;
  readonly outcome: Outcome;
  readonly elements: ElementsOutcome | undefined;
  readonly age: { readonly majority: Majority; readonly from: string };
  /** Act, means and purpose, once for each way of meeting the definition. */
  readonly branches: readonly { readonly id: string; readonly elements: readonly ElementResult[] }[];
  readonly signs: readonly Sign[];
  readonly missing: readonly string[];
  readonly wouldChange: readonly WouldChange[];
  /** What is by itself a violation of labour or other rights, whatever the outcome: it needs an answer of its own. */
  readonly violations: readonly Finding[];
  readonly flags: readonly string[];
  /** Rules that protect a child, or one who may be a child. */
  readonly protection: readonly string[];
  readonly notes: readonly string[];
};
