import { type Evidence, openEvidence } from "@counterweight/evidence";
import { dataFile } from "./files.ts";

/** A table the evidence asked for before it was fetched. */
class Unfetched extends Error {
  readonly path: string;
  constructor(path: string) {
    super(path);
    this.path = path;
  }
}

const texts = new Map<string, string>();
const opened = openEvidence((path) => {
  const text = texts.get(path);
  if (text === undefined) throw new Unfetched(path);
  return text;
});
/** What nearly every question needs, fetched side by side. */
const usual = ["figures.csv", "figure_timing.csv", "units.csv", "parameters.csv", "baseline_margins.csv"];

/**
 * Answers a question about the evidence. Tables are fetched from our own host as the question turns out to need them:
 * the question is asked again once its table is here.
 */
export async function ask<Result>(question: (evidence: Evidence) => Result): Promise<Result> {
  for (;;) {
    try {
      return question(opened);
    } catch (problem) {
      if (!(problem instanceof Unfetched)) throw problem;
      const wanted = usual.includes(problem.path) ? usual.filter((path) => !texts.has(path)) : [problem.path];
      await Promise.all(wanted.map(async (path) => texts.set(path, await dataFile(path))));
    }
  }
}

/** The evidence with its figures, parameters and money ready to read; for anything else use `ask`. */
export const evidence = (): Promise<Evidence> =>
  ask((all) => {
    all.parameters.find("detection", { sector: "industry" });
    all.baselineSegments();
    void all.money;
    return all;
  });
