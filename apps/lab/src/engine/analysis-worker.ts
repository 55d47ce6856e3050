import { type AnalysisName, analyses, type Run } from "./analyses.ts";
import { type Ensembles, openEnsembles } from "./ensembles.ts";
import { webWorkers } from "./executor.ts";

/** What the page asks, and calls off, by the number of the question. */
export type Ask =
  | { readonly kind: "analyse"; readonly id: number; readonly name: AnalysisName; readonly input: unknown }
  | { readonly kind: "stop"; readonly id: number };
export type Told =
  | { readonly kind: "progress"; readonly id: number; readonly share: number }
  | { readonly kind: "done"; readonly id: number; readonly answer: unknown }
  | { readonly kind: "failed"; readonly id: number; readonly message: string };

// Directs the analyses: simulates on the executor's workers, then ranks, splits and solves here, off the page's thread.
const tell = (message: Told) => (self as unknown as { postMessage: (message: Told) => void }).postMessage(message);
const asked = new Map<number, AbortController>();
let opened: Promise<Ensembles> | undefined;

self.onmessage = async ({ data }: MessageEvent<Ask>) => {
  const { id } = data;
  if (data.kind === "stop") {
    asked.get(id)?.abort(new Error("A newer question came."));
    return;
  }
  const own = new AbortController();
  asked.set(id, own);
  try {
    opened ??= openEnsembles(webWorkers()).catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    const analyse = analyses[data.name] as (ensembles: Ensembles, input: unknown, run: Run) => Promise<unknown>;
    const answer = await analyse(await opened, data.input, {
      signal: own.signal,
      onProgress: (share) => tell({ kind: "progress", id, share }),
    });
    tell({ kind: "done", id, answer });
  } catch (error) {
    if (!own.signal.aborted)
      tell({ kind: "failed", id, message: error instanceof Error ? error.message : String(error) });
  } finally {
    asked.delete(id);
  }
};
