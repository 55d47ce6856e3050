import { lazy, Suspense, useState } from "react";
import { useText } from "../text/useText.ts";

const SourceDrawer = lazy(() => import("./SourceDrawer.tsx").then(({ SourceDrawer }) => ({ default: SourceDrawer })));

type Props = { readonly figures: readonly string[]; readonly about: string; readonly children?: string };

/** Opens the drawer with the figures behind a number; the evidence itself is loaded on the first click. */
export function SourceButton({ figures, about, children }: Props) {
  const { t } = useText();
  const visible = children ?? t("shell.sources", { count: figures.length });
  const [open, setOpen] = useState(false);
  return (
    <>
      <span className="no-print">
        <button
          type="button"
          className="button plain small"
          aria-haspopup="dialog"
          aria-label={`${visible}: ${about}`}
          onClick={() => setOpen(true)}
        >
          {visible}
        </button>
      </span>
      {open && (
        <Suspense fallback={null}>
          <SourceDrawer figures={figures} about={about} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
