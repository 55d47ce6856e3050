export const analysisKind = "counterweight analysis";

/** Options of a command of the command line, by their long names. */
export type AnalysisOptions = Readonly<Record<string, string | number | boolean>>;

/** A command with its options as a file: `counterweight study FILE` gives the same result again. */
export function writeAnalysis(program: string, command: string, options: AnalysisOptions): string {
  return `${JSON.stringify({ kind: analysisKind, version: 1, program, command, options }, null, 2)}\n`;
}
