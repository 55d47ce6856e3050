import type { ReactNode } from "react";
import { useText } from "../text/useText.ts";

/** Something is on its way; said to a screen reader, without movement. */
export function LoadingState({ what }: { readonly what?: string }) {
  const { t } = useText();
  return (
    <p role="status" className="soft figure-face">
      {what ?? t("shell.loading")}
    </p>
  );
}

/** Something went wrong: what, and what can be done. */
export function ErrorState({ message, onRetry }: { readonly message: string; readonly onRetry?: () => void }) {
  const { t } = useText();
  return (
    <div role="alert" className="notice harm-notice stack">
      <p>
        {t("shell.error")} {message}
      </p>
      {onRetry && (
        <div>
          <button type="button" className="button" onClick={onRetry}>
            {t("shell.retry")}
          </button>
        </div>
      )}
    </div>
  );
}

/** Nothing to show, and what would fill the place. */
export function EmptyState({ children }: { readonly children: ReactNode }) {
  return <div className="soft stack figure-face">{children}</div>;
}
