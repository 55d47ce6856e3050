export const analysisKind = "counterweight analysis";

/** Options of a command of the command line, by their long names. */
export type AnalysisOptions = Readonly<Record<string, string | number | boolean>>;

/**
 * A command with its options as a file: `counterweight study FILE` gives the same result again. Positions stand in the
 * file itself, as they would in a file of positions.
 */
export function writeAnalysis(
  program: string,
  command: string,
  options: AnalysisOptions,
  positions?: readonly unknown[],
): string {
  const study = { kind: analysisKind, version: 1, program, command, options, ...(positions ? { positions } : {}) };
  return `${JSON.stringify(study, null, 2)}\n`;
}
