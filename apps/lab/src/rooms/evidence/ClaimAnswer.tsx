import { useCallback } from "react";
import { linkTo } from "../../app/address.ts";
import { ask } from "../../data/evidence.ts";
import { useLoaded } from "../../data/useLoaded.ts";
import { valueOf } from "../../parts/figureValue.ts";
import { useText } from "../../text/useText.ts";

/** What is known about the statement that comes nearest to what was typed: verdict, what is wrong, what to say instead. */
export function ClaimAnswer({ typed }: { readonly typed: string }) {
  const { t, format } = useText();
  const load = useCallback(() => ask((evidence) => evidence.claims(typed, 1)[0]), [typed]);
  const loaded = useLoaded(load);
  const claim = loaded.state === "ready" ? loaded.value : undefined;
  if (claim === undefined || claim.kind !== "popular claim") return null;
  return (
    <section className="notice stack" aria-label={t("evidence.claim")}>
      <h2>
        {t("evidence.claim")} <span lang="en">“{claim.claim}”</span>
      </h2>
      <p>
        <strong>{t("evidence.verdict")}</strong> {t(`evidence.verdict-${claim.verdict.replaceAll(" ", "-")}`)}.{" "}
        {t("evidence.do-not-repeat")}
      </p>
      <p lang="en">{claim.critique}</p>
      {claim.say !== undefined && claim.say !== "" && (
        <p>
          <strong>{t("evidence.say")}</strong> <span lang="en">{claim.say}</span>
        </p>
      )}
      {claim.known.length > 0 && (
        <ul>
          {claim.known.map((figure) => (
            <li key={figure.id}>
              <a lang="en" href={linkTo("/evidence", { id: figure.id, q: typed })}>
                {figure.quantity}: {valueOf(figure, format)}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
