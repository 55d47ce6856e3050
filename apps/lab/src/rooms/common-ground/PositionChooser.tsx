import type { Position } from "@counterweight/policy";
import { useText } from "../../text/useText.ts";

type Props = {
  readonly positions: readonly Position[];
  readonly chosen: readonly string[];
  readonly threshold: number;
  readonly onChoose: (ids: readonly string[]) => void;
  readonly onThreshold: (percent: number) => void;
};

/** Who is asked, each in words its holders could sign, and what counts as support. */
export function PositionChooser({ positions, chosen, threshold, onChoose, onThreshold }: Props) {
  const { t } = useText();
  return (
    <fieldset className="stack">
      <legend>{t("common-ground.who")}</legend>
      {positions.map(({ id, name, inTheirWords, couldChangeTheirMind, sources }) => (
        <div key={id} className="stack">
          <label className="row">
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={(event) =>
                onChoose(event.target.checked ? [...chosen, id] : chosen.filter((other) => other !== id))
              }
            />
            <span lang="en">{name}</span>
          </label>
          <details>
            <summary>{t("common-ground.words", { name })}</summary>
            <div className="stack" lang="en">
              <p>{inTheirWords}</p>
              <p className="small">Could change their mind: {couldChangeTheirMind}.</p>
              <p className="small soft">{sources.publications.join("; ")}.</p>
            </div>
          </details>
        </div>
      ))}
      <label className="field">
        {t("common-ground.threshold")}
        <select value={threshold} onChange={(event) => onThreshold(Number(event.target.value))}>
          {[...new Set([50, 60, 70, 80, 90, 95, threshold])]
            .sort((a, b) => a - b)
            .map((percent) => (
              <option key={percent} value={percent}>
                {percent}%
              </option>
            ))}
        </select>
      </label>
    </fieldset>
  );
}
