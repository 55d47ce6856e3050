import type { Region, Sector, Structure } from "@counterweight/evidence";
import type { Executor } from "@counterweight/kernel";
import {
  type Beliefs,
  type Ensemble,
  type EnsembleRequest,
  ensembleFiles,
  type Intervention,
  interventionsFile,
  type Policy,
  parseInterventions,
  simulateEnsemble,
  single,
} from "@counterweight/policy";
import { dataFile } from "../data/files.ts";

/** What all decision rooms ask about. */
export type Scope = {
  readonly region: Region | "World";
  readonly sectors: readonly Sector[];
  readonly structures: readonly Structure[];
  readonly draws: number;
  readonly seed: number;
  readonly years: number;
};

export type Ensembles = {
  readonly catalogue: readonly Intervention[];
  /** Single measures, or the given policies, over the beliefs of the registry or of a position. */
  readonly of: (
    scope: Scope,
    what: { readonly policies?: readonly Policy[]; readonly beliefs?: Beliefs },
    run: { readonly signal: AbortSignal; readonly onProgress: (share: number) => void },
  ) => Promise<Ensemble>;
};

/** Several are asked about again and again: another objective, another position, another threshold. */
const kept = 12;

/** Runs ensembles and remembers the last ones. */
export async function openEnsembles(executor: Executor): Promise<Ensembles> {
  const [catalogueText, files] = await Promise.all([dataFile(interventionsFile), filesOfEnsembles()]);
  const catalogue = parseInterventions(catalogueText);
  const done = new Map<string, Ensemble>();
  return {
    catalogue,
    of: async (scope, { policies, beliefs }, { signal, onProgress }) => {
      const key = JSON.stringify([scope, policies?.map(({ parts }) => parts), beliefs]);
      const known = done.get(key);
      if (known !== undefined) return known;
      const { region, sectors, structures, draws, seed, years } = scope;
      const request: EnsembleRequest = {
        place: { region, sectors },
        structures,
        policies: policies ?? catalogue.map(single),
        catalogue,
        draws,
        seed,
        years,
        files,
        ...(beliefs ? { beliefs } : {}),
      };
      const ensemble = await simulateEnsemble(request, {
        executor,
        signal,
        onProgress: (chunks, total) => onProgress(chunks / total),
      });
      done.set(key, ensemble);
      for (const oldest of [...done.keys()].slice(0, Math.max(0, done.size - kept))) done.delete(oldest);
      return ensemble;
    },
  };
}

/** The texts an ensemble reads: which ones they are shows while reading, so it is tried again with each that was missing. */
async function filesOfEnsembles(): Promise<Record<string, string>> {
  const texts = new Map<string, string>();
  for (;;) {
    let missing: string | undefined;
    try {
      return ensembleFiles((path) => {
        const text = texts.get(path);
        if (text !== undefined) return text;
        missing = path;
        throw new Error(`${path} is not here yet`);
      });
    } catch (error) {
      if (missing === undefined) throw error;
      texts.set(missing, await dataFile(missing));
    }
  }
}
