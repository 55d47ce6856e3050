import { Problem } from "@counterweight/kernel";
import { type AnalysisOptions, analysisKind, writeAnalysis } from "@counterweight/policy";
import packageFile from "../../package.json" with { type: "json" };
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

/** The command line a saved analysis stands for; undefined where the text is another kind of study. */
export function analysisArguments(text: string, where: string): string[] | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof document !== "object" || document === null || !("kind" in document) || document.kind !== analysisKind)
    return undefined;
  const { command, options } = document as { command?: unknown; options?: unknown };
  if (typeof command !== "string" || typeof options !== "object" || options === null)
    throw new Problem({ code: "study", where, what: "the analysis lacks its command or its options" });
  return [
    command,
    ...Object.entries(options).flatMap(([name, value]) =>
      value === true ? [`--${name}`] : [`--${name}`, String(value)],
    ),
  ];
}
