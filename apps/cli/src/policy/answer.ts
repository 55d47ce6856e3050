import { type AnalysisReport, analysisReport, renderHtml } from "@counterweight/brief";
import { openEvidence } from "@counterweight/evidence";
import { readerOf } from "@counterweight/evidence/files";
import type { Terminal } from "../command.ts";
import { csvLine, writeWhole } from "../output.ts";
import { saveAnalysis } from "./save.ts";

/** The four forms in which a command gives its result; the report and the table are made only when wanted. */
export type Answer = {
  readonly json: unknown;
  /** Header first. */
  readonly csv: readonly (readonly (string | number)[])[];
  readonly text: () => string;
  readonly report: () => AnalysisReport;
};

export type AnswerOptions = {
  readonly json?: boolean | undefined;
  readonly csv?: boolean | undefined;
  readonly out?: string | undefined;
  readonly save?: string | undefined;
};

/** Writes what was asked for: a report to a file, a study file, JSON or CSV or a table to the screen. */
export async function give(
  command: string,
  options: AnswerOptions & Readonly<Record<string, unknown>>,
  terminal: Terminal,
  answer: Answer,
): Promise<void> {
  const { out, json, csv, save } = options;
  if (out !== undefined) {
    const { figures } = openEvidence(readerOf());
    await writeWhole(out, renderHtml(analysisReport(answer.report(), figures)));
  }
  if (save !== undefined) await saveAnalysis(save, command, options);
  if (json) terminal.write(`${JSON.stringify(answer.json)}\n`);
  else if (csv) terminal.write(answer.csv.map(csvLine).join(""));
  else if (out === undefined) terminal.write(answer.text());
  else terminal.write(`${out} is written.\n`);
}
