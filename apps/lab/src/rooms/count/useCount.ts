import { type CountResult, DEFAULTS } from "@counterweight/prevalence";
import { useEffect, useState } from "react";
import type { Ask, Told } from "./director.ts";

/** The table to count from: a shipped example's text or a file of the reader's, which never leaves the page. */
export type Given = { readonly name: string; readonly content: string | ArrayBuffer };

export type Counting =
  | { readonly state: "waiting" }
  | { readonly state: "running"; readonly share: number }
  | { readonly state: "ready"; readonly result: CountResult }
  | { readonly state: "failed"; readonly message: string };

/** Counts off the page's thread. Another table, seed or population calls off what is running. */
export function useCount(
  given: Given | undefined,
  seed: number,
  population: number,
): { counting: Counting; stop: () => void } {
  const [counting, setCounting] = useState<Counting>({ state: "waiting" });
  const [stop, setStop] = useState<() => void>(() => () => {});
  useEffect(() => {
    if (given === undefined) return;
    const worker = new Worker(new URL("./director.ts", import.meta.url), { type: "module" });
    setCounting({ state: "running", share: 0 });
    setStop(() => () => {
      worker.terminate();
      setCounting({ state: "waiting" });
    });
    worker.onmessage = ({ data }: MessageEvent<Told>) => {
      if (data.kind === "progress") setCounting({ state: "running", share: data.share });
      else {
        setCounting(
          data.kind === "done" ? { state: "ready", result: data.result } : { state: "failed", message: data.message },
        );
        worker.terminate();
      }
    };
    worker.onerror = ({ message }) => setCounting({ state: "failed", message: message || "The computation stopped." });
    const ask: Ask = {
      kind: "count",
      ...given,
      options: { ...DEFAULTS, seed },
      ...(population > 0 ? { population } : {}),
    };
    worker.postMessage(ask);
    return () => worker.terminate();
  }, [given, seed, population]);
  return { counting, stop };
}
