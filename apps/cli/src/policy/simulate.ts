import { type Ensemble, type EnsembleRequest, simulateEnsemble } from "@counterweight/policy";
import type { Terminal } from "../command.ts";
import { chooseExecutor, type Scale } from "../executor/choose.ts";
import { progress } from "../progress.ts";

/** Runs the ensembles one after the other on the scale that was chosen, with one progress line, and ends its workers. */
export async function simulateAll(
  requests: readonly EnsembleRequest[],
  terminal: Terminal,
  scale: number | Scale | undefined,
  what = "Simulating",
): Promise<Ensemble[]> {
  const executor = await chooseExecutor(typeof scale === "object" ? scale : { workers: scale });
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
