import { type ReactNode, useId, useRef, useState } from "react";
import { useText } from "../../text/useText.ts";

/** The levers beside the picture; on a narrow page a sheet from below that leaves the picture in sight. */
export function LeverSheet({ count, children }: { readonly count: number; readonly children: ReactNode }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const id = useId();
  const sheet = useRef<HTMLElement>(null);
  // The picture comes up above the open sheet: a lever moved out of sight of it says nothing.
  const toggle = () => {
    setOpen(!open);
    if (!open) sheet.current?.previousElementSibling?.scrollIntoView();
  };
  return (
    <aside ref={sheet} className="policy-levers no-print" data-open={open} aria-label={t("policy.levers")}>
      <button
        type="button"
        className="button primary sheet-handle"
        aria-expanded={open}
        aria-controls={id}
        onClick={toggle}
      >
        {open ? t("policy.sheet-close") : t("policy.sheet-open", { count })}
      </button>
      <div id={id} className="sheet-content">
        {children}
      </div>
    </aside>
  );
}
