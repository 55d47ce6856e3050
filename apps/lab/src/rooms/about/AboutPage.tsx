import { lazy, type ReactNode, Suspense, useState } from "react";
import { LoadingState } from "../../parts/States.tsx";
import { useText } from "../../text/useText.ts";

const sections = ["method", "words", "limits", "privacy", "cite", "licence"] as const;
const Equations = lazy(() => import("./Equations.tsx"));
const Parameters = lazy(() => import("./Parameters.tsx"));

export default function AboutPage() {
  const { t } = useText();
  return (
    <div className="stack-loose">
      <div className="stack">
        <h1>{t("about.title")}</h1>
        <p className="lead">{t("about.lead")}</p>
      </div>
      {sections.map((section) => (
        <section key={section} className="stack">
          <h2>{t(`about.${section}-title`)}</h2>
          {t(`about.${section}`)
            .split("\n")
            .map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
        </section>
      ))}
      <section className="stack">
        <h2>{t("about.model-title")}</h2>
        <p>{t("about.model")}</p>
        <WhenOpened title={t("about.equations")}>
          <Equations />
        </WhenOpened>
        <WhenOpened title={t("about.parameters")}>
          <Parameters />
        </WhenOpened>
      </section>
    </div>
  );
}

/** Long tables are made only when somebody asks for them. */
function WhenOpened({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="figure-face">{title}</summary>
      {isOpen && <Suspense fallback={<LoadingState />}>{children}</Suspense>}
    </details>
  );
}
