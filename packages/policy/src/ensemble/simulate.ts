import type { Executor } from "@counterweight/kernel";
import type { ChunkResult } from "./chunk.ts";
import { type Ensemble, type Input, nothing } from "./ensemble.ts";
import { outcomeKeys } from "./outcomes.ts";
import { blockSize, blocksOf, type EnsembleRequest } from "./request.ts";

export type SimulateOptions = {
  readonly executor: Executor;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
};

const task = { module: "@counterweight/policy/chunk", name: "simulateChunk" } as const;

/**
 * Runs every policy in every structure and draw. The digits depend on the request alone, never on the number of workers.
 * Draws in which a segment earns nothing at the start, or a run leaves the model, are left out for all policies of that
 * structure; `leftOut` counts them.
 */
export async function simulateEnsemble(request: EnsembleRequest, options: SimulateOptions): Promise<Ensemble> {
  const { executor, signal, onProgress } = options;
  const results = await executor.run<ChunkResult>(task, request, {
    chunks: blocksOf(request),
    ...(signal ? { signal } : {}),
    ...(onProgress ? { onProgress } : {}),
  });
  const { structures, policies, draws } = request;
  const blocks = Math.ceil(draws / blockSize);
  const parts = structures.map((structure, index) =>
    joined(structure, results.slice(index * blocks, (index + 1) * blocks)),
  );
  return {
    seed: request.seed,
    years: request.years,
    asked: draws,
    policies: [nothing, ...policies.map(({ id }) => id)],
    outcomes: outcomeKeys,
    parts,
  };
}

/** The blocks of one structure side by side, without the draws that are not valid. */
function joined(structure: string, chunks: readonly ChunkResult[]): Ensemble["parts"][number] {
  const kept = chunks.map(({ valid }) => Array.from(valid, (is, draw) => (is ? draw : -1)).filter((draw) => draw >= 0));
  const draws = kept.reduce((sum, { length }) => sum + length, 0);
  const gather = (rows: number, of: (chunk: ChunkResult) => Float64Array): Float64Array => {
    const all = new Float64Array(rows * draws);
    let before = 0;
    chunks.forEach((chunk, index) => {
      const places = kept[index] ?? [];
      const values = of(chunk);
      const count = chunk.valid.length;
      for (let row = 0; row < rows; row++)
        for (let at = 0; at < places.length; at++)
          all[row * draws + before + at] = values[row * count + (places[at] ?? 0)] ?? Number.NaN;
      before += places.length;
    });
    return all;
  };
  const first = chunks[0];
  const rows = first ? first.data.length / first.valid.length : 0;
  const inputRows = gather(first?.inputNames.length ?? 0, (chunk) => chunk.inputs);
  const inputs: Input[] = (first?.inputNames ?? []).map(({ name, label }, row) => ({
    name,
    label,
    values: inputRows.subarray(row * draws, (row + 1) * draws),
  }));
  const countries = gather(1, (chunk) => chunk.countries);
  return { structure, draws, countries, data: gather(rows, (chunk) => chunk.data), inputs };
}
