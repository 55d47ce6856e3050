import type { Figure } from "@counterweight/evidence";
import { rightsWarning, unitWords } from "@counterweight/policy";
import type { Block, BriefDocument, Table } from "../document.ts";
import { sourcesOf } from "./sources.ts";

/** What every analysis of an ensemble reports: findings in words, tables, what it leans on, method and limits. */
export type AnalysisReport = {
  readonly title: string;
  /** The finding in one sentence. */
  readonly summary: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** Findings as sentences one can read aloud. */
  readonly findings: readonly string[];
  readonly tables: readonly Omit<Table, "kind">[];
  readonly blocks?: readonly Block[];
  /** Which assumption the result leans on most. */
  readonly leansOn: readonly string[];
  readonly method: readonly string[];
  readonly limits: readonly string[];
  readonly sources: Iterable<string>;
};

export function analysisReport(
  { title, summary, facts, findings, tables, blocks = [], leansOn, method, limits, sources }: AnalysisReport,
  figures: ReadonlyMap<string, Figure>,
): BriefDocument {
  return {
    title,
    summary,
    facts,
    blocks: [
      { kind: "note", title: "Before reading on.", text: rightsWarning },
      { kind: "heading", text: "Findings" },
      { kind: "list", items: findings },
      ...blocks,
      ...tables.map((table): Block => ({ kind: "table", ...table })),
      { kind: "heading", text: "What this leans on most" },
      { kind: "list", items: leansOn },
      { kind: "heading", text: "Method" },
      { kind: "list", items: [...method, unitWords] },
      { kind: "heading", text: "Limits" },
      { kind: "list", items: limits },
    ],
    sources: sourcesOf(sources, figures),
    citation: `Counterweight, "${title}", ${facts.map(({ label, value }) => `${label.toLowerCase()} ${value}`).join(", ")}. Data CC BY 4.0.`,
  };
}
