import { useEffect, useState } from "react";
import type { AnalysisAnswer, AnalysisInput, AnalysisName } from "./analyses.ts";
import type { Ask, Told } from "./analysis-worker.ts";

export type Analysis<Answer> = {
  /** The last whole answer; it stays on the page while a newer one is computed. */
  readonly answer: Answer | undefined;
  /** Share done of what is being computed; undefined when nothing is. */
  readonly progress: number | undefined;
  readonly failed: string | undefined;
};

let worker: Worker | undefined;
let last = 0;
const listeners = new Map<number, (told: Told) => void>();

function director(): Worker {
  if (worker === undefined) {
    const made = new Worker(new URL("./analysis-worker.ts", import.meta.url), { type: "module" });
    made.onmessage = ({ data }: MessageEvent<Told>) => listeners.get(data.id)?.(data);
    made.onerror = ({ message }) => {
      worker = undefined;
      made.terminate();
      for (const [id, listener] of listeners) listener({ kind: "failed", id, message });
    };
    worker = made;
  }
  return worker;
}

/** Asks off the page's thread; a newer input calls off the older one. Nothing is asked while the input is undefined. */
export function useAnalysis<Name extends AnalysisName>(
  name: Name,
  input: AnalysisInput<Name> | undefined,
): Analysis<AnalysisAnswer<Name>> {
  const [state, setState] = useState<Analysis<AnalysisAnswer<Name>>>({
    answer: undefined,
    progress: 0,
    failed: undefined,
  });
  const key = input === undefined ? undefined : JSON.stringify(input);
  useEffect(() => {
    if (key === undefined) return;
    const id = ++last;
    const own = director();
    const send = (message: Ask) => own.postMessage(message);
    setState(({ answer }) => ({ answer, progress: 0, failed: undefined }));
    listeners.set(id, (told) => {
      if (told.kind === "progress") {
        setState(({ answer }) => ({ answer, progress: told.share, failed: undefined }));
        return;
      }
      listeners.delete(id);
      if (told.kind === "failed")
        setState(({ answer }) => ({ answer, progress: undefined, failed: told.message || "The computation stopped." }));
      else setState({ answer: told.answer as AnalysisAnswer<Name>, progress: undefined, failed: undefined });
    });
    send({ kind: "analyse", id, name, input: JSON.parse(key) as unknown });
    return () => {
      if (listeners.delete(id)) send({ kind: "stop", id });
    };
  }, [name, key]);
  return state;
}
