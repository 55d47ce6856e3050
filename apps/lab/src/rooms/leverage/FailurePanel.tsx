import { discoveryWords } from "@counterweight/policy";
import { useMemo } from "react";
import { useText } from "../../text/useText.ts";
import { failures, type LeverageData } from "./compute.ts";

type Props = {
  readonly data: LeverageData;
  readonly measure: string;
  readonly onMeasure: (id: string) => void;
};

/** Under which conditions a measure of one's choice fails. */
export function FailurePanel({ data, measure, onMeasure }: Props) {
  const { t } = useText();
  const chosen = data.catalogue.find(({ id }) => id === measure) ?? data.catalogue[0];
  const words = useMemo(
    () => (chosen === undefined ? [] : discoveryWords(failures(data, chosen.id), chosen.name)),
    [data, chosen],
  );
  return (
    <section className="stack">
      <h2>{t("leverage.failure")}</h2>
      <label className="field">
        {t("leverage.measure")}
        <select value={chosen?.id ?? ""} onChange={(event) => onMeasure(event.target.value)} lang="en">
          {data.catalogue.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <ul lang="en">
        {words.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}
