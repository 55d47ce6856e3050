import { type Ensemble, type EnsembleRequest, simulateEnsemble } from "@counterweight/policy";
import type { Terminal } from "../command.ts";
import { threads } from "../executor/threads.ts";
import { progress } from "../progress.ts";

/** Runs the ensembles one after the other on worker threads, with one progress line, and ends the threads. */
export async function simulateAll(
  requests: readonly EnsembleRequest[],
  terminal: Terminal,
  workers: number | undefined,
  what = "Simulating",
): Promise<Ensemble[]> {
  const executor = threads(workers);
  const line = progress(terminal, what);
  try {
    const ensembles: Ensemble[] = [];
    for (const [index, request] of requests.entries())
      ensembles.push(
        await simulateEnsemble(request, {
          executor,
          signal: terminal.signal,
          onProgress: (done, total) => line.onProgress(index * total + done, requests.length * total),
        }),
      );
    return ensembles;
  } finally {
    line.end();
    await executor.close();
  }
}
