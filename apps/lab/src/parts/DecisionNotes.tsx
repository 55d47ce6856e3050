import { useText } from "../text/useText.ts";

type Props = {
  readonly draws: number;
  readonly seed: number;
  readonly years: number;
  readonly kept?: readonly { readonly structure: string; readonly kept: number }[];
};

/** What holds for every ranking of measures: what a unit is, limits, draws. */
export function DecisionNotes({ draws, seed, years, kept }: Props) {
  const { t, format } = useText();
  return (
    <section className="stack small">
      <p>{t("decide.unit")}</p>
      <p className="soft">{t("decide.limits")}</p>
      {kept && (
        <p className="soft">
          {t("decide.draws-kept", {
            draws: format.exact(draws),
            seed: String(seed),
            years: String(years),
            kept: format.list(kept.map((one) => `${t(`theory.${one.structure}`)} ${format.exact(one.kept)}`)),
          })}
        </p>
      )}
    </section>
  );
}

/** Stands with every ranking: what leads leads by a lever whose sizes are mostly judged. */
export function RightsWarning() {
  const { t } = useText();
  return <p className="notice small">{t("decide.warning")}</p>;
}
