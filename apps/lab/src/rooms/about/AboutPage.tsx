import { useText } from "../../text/useText.ts";

const sections = ["method", "words", "limits", "privacy", "cite", "licence"] as const;

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
    </div>
  );
}
