import { useEffect, useRef, useState } from "react";
import { engine, type PolicyRequest } from "../../engine/engine.ts";
import { newestWins } from "../../engine/newest.ts";
import type { PolicyAnswer } from "../../engine/summary.ts";

export type PolicyRun = {
  /** The last whole answer; it stays on the page while a newer one is computed. */
  readonly answer: PolicyAnswer | undefined;
  /** The request the answer is of. */
  readonly of: PolicyRequest | undefined;
  readonly working: boolean;
  readonly failed: string | undefined;
};

/** Runs the newest request; older ones are called off and never shown. */
export function usePolicyRun(request: PolicyRequest): PolicyRun {
  const [run, setRun] = useState<PolicyRun>({ answer: undefined, of: undefined, working: true, failed: undefined });
  const latest = useRef(newestWins());
  const key = JSON.stringify(request);
  useEffect(() => {
    setRun((before) => ({ ...before, working: true, failed: undefined }));
    const request_ = JSON.parse(key) as PolicyRequest;
    latest
      .current((signal) => engine.policy(request_, signal))
      .then(
        (answer) => answer && setRun({ answer, of: request_, working: false, failed: undefined }),
        (error: unknown) =>
          setRun((before) => ({
            ...before,
            working: false,
            failed: error instanceof Error ? error.message : String(error),
          })),
      );
  }, [key]);
  return run;
}
