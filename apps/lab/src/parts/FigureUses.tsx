import { useCallback } from "react";
import { ask } from "../data/evidence.ts";
import { useLoaded } from "../data/useLoaded.ts";
import { useText } from "../text/useText.ts";

const most = 12;

/** What in the project rests on a figure: parameters, interventions, claims. */
export function FigureUses({ id }: { readonly id: string }) {
  const { t } = useText();
  const load = useCallback(() => ask((evidence) => evidence.usesOf(id)), [id]);
  const loaded = useLoaded(load);
  if (loaded.state === "loading") return <>{t("shell.loading")}</>;
  if (loaded.state === "failed") return <>{loaded.message}</>;
  if (loaded.value.length === 0) return <>{t("figure.feeds-none")}</>;
  return (
    <ul className="plain-list">
      {loaded.value.slice(0, most).map(({ kind, name, file, row }) => (
        <li key={`${file} ${row}`}>
          {t(`figure.use-${kind.replaceAll(" ", "-")}`)}: <span lang="en">{name}</span>
        </li>
      ))}
      {loaded.value.length > most && <li>+ {loaded.value.length - most}</li>}
    </ul>
  );
}
