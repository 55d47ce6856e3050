import { stream } from "@counterweight/kernel";
import { Cells } from "../fit/cells.ts";
import { modelText } from "../model/notation.ts";
import type { ListTable } from "../table/table.ts";
import { type Procedure, prepare } from "./procedure.ts";

export type BootstrapInput = {
  readonly table: ListTable;
  readonly procedure: Procedure;
  readonly seed: number;
  readonly replicates: number;
  readonly chunkSize: number;
  /** Names the random stream; strata that are to be independent have one each. */
  readonly purpose?: string;
};

/** Estimates of one chunk of replicates (NaN where none exists) and how often each model was chosen. */
export type BootstrapChunk = { readonly estimates: Float64Array; readonly models: Readonly<Record<string, number>> };

/** Replicates per chunk: small enough for progress and cancel, large enough that messages cost nothing. */
export const CHUNK = 50;

/** Task of the executor: replicate b depends on the seed and b alone, so neither chunks nor workers change a digit. */
export function bootstrapChunk(input: BootstrapInput, index: number): BootstrapChunk {
  const { table, procedure, seed, replicates, chunkSize, purpose = "bootstrap" } = input;
  const lists = table.lists.length;
  const estimate = prepare(procedure, lists);
  const cells = new Cells(lists);
  const people = table.counts.reduce((sum, count) => sum + count, 0);
  const first = index * chunkSize;
  const estimates = new Float64Array(Math.min(chunkSize, replicates - first));
  const models: Record<string, number> = {};
  for (let b = 0; b < estimates.length; b++) {
    cells.load(table.histories, stream(seed, purpose, first + b).multinomial(people, table.counts));
    const outcome = estimate(cells);
    estimates[b] = outcome.estimate;
    if (outcome.model !== undefined) {
      const text = modelText(outcome.model, lists);
      models[text] = (models[text] ?? 0) + 1;
    }
  }
  return { estimates, models };
}

/** One estimate per row with people, that row one person short: what the acceleration of BCa is made of. */
export function jackknife(table: ListTable, procedure: Procedure): Float64Array {
  const lists = table.lists.length;
  const estimate = prepare(procedure, lists);
  const cells = new Cells(lists);
  const counts = [...table.counts];
  return Float64Array.from(table.counts, (count, row) => {
    if (count === 0) return Number.NaN;
    counts[row] = count - 1;
    cells.load(table.histories, counts);
    counts[row] = count;
    return estimate(cells).estimate;
  });
}
