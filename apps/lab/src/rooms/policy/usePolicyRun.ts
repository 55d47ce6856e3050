import { useCallback, useEffect, useRef, useState } from "react";
import { engine, type PolicyRequest } from "../../engine/engine.ts";
import { newestWins } from "../../engine/newest.ts";
import type { PolicyAnswer } from "../../engine/summary.ts";

type Run = {
  /** The last answer, quick or settled; it stays on the page while a newer one is computed. */
  readonly answer: PolicyAnswer | undefined;
  /** The request the answer is of. */
  readonly of: PolicyRequest | undefined;
  readonly working: boolean;
  readonly failed: string | undefined;
};

export type PolicyRun = Run & {
  /** Resolves when the page shows the settled answer of the newest request; rejects where there will be none. */
  readonly whenSettled: () => Promise<void>;
};

/**
 * Runs the newest request, first quickly, then settled; older ones are called off and never shown, whichever of the two
 * they had reached.
 */
export function usePolicyRun(request: PolicyRequest): PolicyRun {
  const [run, setRun] = useState<Run>({ answer: undefined, of: undefined, working: true, failed: undefined });
  const latest = useRef(newestWins());
  const waiting = useRef<{ readonly done: () => void; readonly failed: (error: Error) => void }[]>([]);
  const key = JSON.stringify(request);
  useEffect(() => {
    setRun((before) => (before.working ? before : { ...before, working: true, failed: undefined }));
    const of = JSON.parse(key) as PolicyRequest;
    const onQuick = (answer: PolicyAnswer) => {
      setRun({ answer, of, working: true, failed: undefined });
      return painted().then(rested);
    };
    latest
      .current((signal) => engine.policy(of, signal, onQuick))
      .then(
        (answer) => answer && setRun({ answer, of, working: false, failed: undefined }),
        (error: unknown) =>
          setRun((before) => ({
            ...before,
            working: false,
            failed: error instanceof Error ? error.message : String(error),
          })),
      );
  }, [key]);
  const shown = useRef({ run, key });
  useEffect(() => {
    shown.current = { run, key };
    if (!isOver({ run, key })) return;
    for (const { done, failed } of waiting.current.splice(0))
      if (run.failed === undefined) done();
      else failed(new Error(run.failed));
  }, [run, key]);
  const whenSettled = useCallback(
    () =>
      new Promise<void>((done, failed) => {
        if (isOver(shown.current) && shown.current.run.failed === undefined) done();
        else waiting.current.push({ done, failed });
      }),
    [],
  );
  return { ...run, whenSettled };
}

const isOver = ({ run, key }: { readonly run: Run; readonly key: string }) =>
  !run.working && (run.failed !== undefined || JSON.stringify(run.of) === key);

/** A lever still on its way moves again within this; settling that begins before only keeps the next picture waiting. */
const rest = 30;
const rested = () => new Promise<void>((done) => setTimeout(done, rest));

/** After the browser has drawn what was set, or a tenth of a second where it does not draw (a tab in the background). */
function painted(): Promise<void> {
  return new Promise((done) => {
    const late = setTimeout(done, 100);
    requestAnimationFrame(() =>
      setTimeout(() => {
        clearTimeout(late);
        done();
      }, 0),
    );
  });
}
