import { useEffect, useRef, useState } from "react";
import { engine, type PolicyRequest } from "../../engine/engine.ts";
import { newestWins } from "../../engine/newest.ts";
import type { PolicyAnswer } from "../../engine/summary.ts";

export type PolicyRun = {
  /** The last whole answer; it stays on the page while a newer one is computed. */
  readonly answer: PolicyAnswer | undefined;
  readonly working: boolean;
  readonly failed: string | undefined;
};

/** Runs the newest request; older ones are called off and never shown. */
export function usePolicyRun(request: PolicyRequest): PolicyRun {
  const [run, setRun] = useState<PolicyRun>({ answer: undefined, working: true, failed: undefined });
  const latest = useRef(newestWins());
  const key = JSON.stringify(request);
  useEffect(() => {
    setRun(({ answer }) => ({ answer, working: true, failed: undefined }));
    latest
      .current((signal) => engine.policy(JSON.parse(key) as PolicyRequest, signal))
      .then(
        (answer) => answer && setRun({ answer, working: false, failed: undefined }),
        (error: unknown) =>
          setRun(({ answer }) => ({
            answer,
            working: false,
            failed: error instanceof Error ? error.message : String(error),
          })),
      );
  }, [key]);
  return run;
}
