import type { Figure } from "@counterweight/evidence";
import { useText } from "../text/useText.ts";
import { FigureUses } from "./FigureUses.tsx";
import { valueOf } from "./figureValue.ts";
import "./parts.css";

/** One figure in full: what it says, where it comes from, what is wrong with it, how it was checked, what it feeds. */
export function FigureCard({ figure, level = 3 }: { readonly figure: Figure; readonly level?: 2 | 3 }) {
  const { t, format } = useText();
  const Heading = `h${level}` as const;
  return (
    <section className="stack">
      <Heading lang="en">
        {figure.quantity}
        {figure.value === undefined && figure.wording === undefined ? "" : `: ${valueOf(figure, format)}`}
      </Heading>
      <dl className="facts">
        <dt>{t("figure.quality")}</dt>
        <dd>{t(`figure.quality-${figure.quality}`)}</dd>
        <dt>{t("figure.checked")}</dt>
        <dd>{t(`figure.checked-${figure.checked.replaceAll(" ", "-")}`)}</dd>
        <dt>{t("figure.where")}</dt>
        <dd lang="en">
          {figure.geography}, {figure.year}
        </dd>
        <dt>{t("figure.timing")}</dt>
        <dd>{t(`figure.timing-${figure.timing}`)}</dd>
        <dt>{t("figure.source")}</dt>
        <dd lang="en">
          {figure.source}
          {figure.links
            .filter((link) => /^https?:/.test(link))
            .map((link) => (
              <span key={link}>
                {" "}
                <a href={link} rel="noreferrer noopener" target="_blank">
                  {link}
                </a>
              </span>
            ))}
        </dd>
        {figure.method !== "" && (
          <>
            <dt>{t("figure.method")}</dt>
            <dd lang="en">{figure.method}</dd>
          </>
        )}
        {figure.critique !== "" && (
          <>
            <dt>{t("figure.critique")}</dt>
            <dd lang="en">{figure.critique}</dd>
          </>
        )}
        {figure.notes !== "" && (
          <>
            <dt>{t("figure.notes")}</dt>
            <dd lang="en">{figure.notes}</dd>
          </>
        )}
        <dt>{t("figure.feeds")}</dt>
        <dd>
          <FigureUses id={figure.id} />
        </dd>
        <dt>{t("figure.id")}</dt>
        <dd>{figure.id}</dd>
      </dl>
    </section>
  );
}
