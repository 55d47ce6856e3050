import { nearest, Problem } from "@counterweight/kernel";
import { type AnalysisOptions, analysisKind, writeAnalysis } from "@counterweight/policy";
import packageFile from "../../package.json" with { type: "json" };
import type { Terminal } from "../command.ts";
import { writeWhole } from "../output.ts";

/** Where a result goes, and who computes it, is not part of what it is. */
const destinations = new Set(["out", "save", "json", "csv", "database-url", "workers"]);

/** Writes the command and its options, so that `counterweight study FILE` gives the same result again. */
export async function saveAnalysis(
  file: string,
  command: string,
  options: Readonly<Record<string, unknown>>,
): Promise<void> {
  const kept = Object.entries(options).filter(([name, value]) => !destinations.has(name) && value !== undefined);
  await writeWhole(file, writeAnalysis(packageFile.version, command, Object.fromEntries(kept) as AnalysisOptions));
}

/** The commands whose results are analyses; a file from a stranger can start no other. */
const analyses = ["leverage", "discover", "value-of-information", "budget", "common-ground"];

/** The command line a saved analysis stands for, and what it reads from standard input. */
export type SavedAnalysis = { readonly args: readonly string[]; readonly input: string | undefined };

/** Reads a saved analysis; undefined where the text is another kind of study. @throws Problem where it asks for anything else */
export function savedAnalysis(text: string, where: string): SavedAnalysis | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof document !== "object" || document === null || !("kind" in document) || document.kind !== analysisKind)
    return undefined;
  const { command, options, positions } = document as { command?: unknown; options?: unknown; positions?: unknown };
  if (typeof command !== "string" || typeof options !== "object" || options === null)
    throw new Problem({ code: "study", where, what: "the analysis lacks its command or its options" });
  if (!analyses.includes(command))
    throw new Problem({
      code: "study.command",
      where: `${where}, command`,
      what: `"${command}" is no analysis`,
      expected: nearest(command, analyses, 1)[0] ?? analyses.join(", "),
    });
  const outward = Object.keys(options).find((name) => destinations.has(name));
  if (outward !== undefined)
    throw new Problem({
      code: "study.option",
      where: `${where}, options.${outward}`,
      what: "a study does not say where its result goes",
      doThis: `give --${outward} on the command line`,
    });
  const inline = positions === undefined ? [] : ["--positions", "-"];
  return {
    args: [
      command,
      ...Object.entries(options).flatMap(([name, value]) =>
        value === true ? [`--${name}`] : [`--${name}`, String(value)],
      ),
      ...inline,
    ],
    input: positions === undefined ? undefined : JSON.stringify({ positions }),
  };
}

/** The terminal for a saved analysis: what the file itself holds stands where standard input would. */
export const reading = (terminal: Terminal, { input }: SavedAnalysis): Terminal =>
  input === undefined ? terminal : { ...terminal, readInput: async () => input };
