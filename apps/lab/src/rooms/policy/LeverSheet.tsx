import { type ReactNode, useId, useState } from "react";
import { useText } from "../../text/useText.ts";

/** The levers beside the picture; on a narrow page a sheet from below that leaves the picture in sight. */
export function LeverSheet({ count, children }: { readonly count: number; readonly children: ReactNode }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <aside className="policy-levers no-print" data-open={open} aria-label={t("policy.levers")}>
      <button
        type="button"
        className="button primary sheet-handle"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {open ? t("policy.sheet-close") : t("policy.sheet-open", { count })}
      </button>
      <div id={id} className="sheet-content">
        {children}
      </div>
    </aside>
  );
}
