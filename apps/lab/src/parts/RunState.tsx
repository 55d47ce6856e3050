import type { Analysis } from "../engine/useAnalysis.ts";
import { useText } from "../text/useText.ts";
import { ErrorState } from "./States.tsx";

/** How far a computation is, said once to a screen reader when it begins and when it ends, and what went wrong. */
export function RunState({ run }: { readonly run: Analysis<unknown> }) {
  const { t, format } = useText();
  const working = run.progress !== undefined;
  return (
    <>
      <p className="unseen" role="status">
        {working ? t("decide.computing", { share: "" }) : t("decide.ready")}
      </p>
      {working && (
        <p className="soft figure-face" aria-hidden="true">
          {t("decide.computing", { share: format.share(run.progress) })}{" "}
          <progress value={run.progress} max={1} aria-label="" />
        </p>
      )}
      {run.failed !== undefined && <ErrorState message={run.failed} onRetry={() => window.location.reload()} />}
    </>
  );
}
