import { openEvidence, type Reader, type Structure } from "@counterweight/evidence";
import type { Intervention } from "../catalogue/intervention.ts";
import type { Beliefs } from "../positions/position.ts";
import type { Place } from "./place.ts";
import type { Policy } from "./policy.ts";

/** Everything an ensemble depends on; plain data, so that it travels to a worker and into a study file. */
export type EnsembleRequest = {
  readonly place: Place;
  readonly structures: readonly Structure[];
  readonly policies: readonly Policy[];
  /** The whole catalogue, in its order: the place of a size's draw depends on it, not on what is asked for. */
  readonly catalogue: readonly Intervention[];
  readonly draws: number;
  readonly seed: number;
  /** Horizon; the levers act from the start to its end. */
  readonly years: number;
  readonly beliefs?: Beliefs | undefined;
  /** Texts of the data package by path, for a worker that cannot read them itself. */
  readonly files: Readonly<Record<string, string>>;
};

/** Draws a chunk works on at a time. */
export const blockSize = 64;

export function blocksOf({ draws, structures }: EnsembleRequest): number {
  return Math.ceil(draws / blockSize) * structures.length;
}

/** The texts an ensemble needs from the data package. */
export function ensembleFiles(read: Reader): Record<string, string> {
  const files: Record<string, string> = {};
  const evidence = openEvidence((path) => {
    files[path] = read(path);
    return files[path];
  });
  evidence.parameters.find("detection", { sector: "industry" });
  evidence.baselineSegments();
  return files;
}
