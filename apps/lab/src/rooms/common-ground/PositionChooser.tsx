import type { Intervention, Position } from "@counterweight/policy";
import { SourceButton } from "../../parts/SourceButton.tsx";
import { useText } from "../../text/useText.ts";
import { PositionEditor } from "./PositionEditor.tsx";

type Props = {
  readonly positions: readonly Position[];
  readonly chosen: readonly string[];
  /** Those a reader added: they are chosen as long as they exist. */
  readonly fixed: readonly string[];
  readonly edited: readonly string[];
  readonly texts: ReadonlyMap<string, string>;
  readonly catalogue: readonly Intervention[];
  readonly threshold: number;
  readonly onChoose: (ids: readonly string[]) => void;
  readonly onThreshold: (percent: number) => void;
  /** A position written anew; an empty text goes back to the shipped one. */
  readonly onEdit: (id: string, text: string) => void;
};

/** Who is asked, each in words its holders could sign, and what counts as support. */
export function PositionChooser({
  positions,
  chosen,
  fixed,
  edited,
  texts,
  catalogue,
  threshold,
  onChoose,
  onThreshold,
  onEdit,
}: Props) {
  const { t } = useText();
  return (
    <fieldset className="stack ground-who">
      <legend>{t("common-ground.who")}</legend>
      {positions.map(({ id, name, inTheirWords, couldChangeTheirMind, sources }) => (
        <div key={id} className="stack">
          <label className="row">
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              disabled={fixed.includes(id)}
              onChange={(event) =>
                onChoose(event.target.checked ? [...chosen, id] : chosen.filter((other) => other !== id))
              }
            />
            <span lang="en">{name}</span>
            {edited.includes(id) && <span className="mark">{t("common-ground.edited")}</span>}
          </label>
          <details>
            <summary>{t("common-ground.words", { name })}</summary>
            <div className="stack" lang="en">
              <p>{inTheirWords}</p>
              <p className="small">Could change their mind: {couldChangeTheirMind}.</p>
              <p className="small soft">
                {sources.publications.join("; ")}. <SourceButton figures={sources.figures} about={name} />
              </p>
            </div>
          </details>
          <details>
            <summary>{t("common-ground.change-it", { name })}</summary>
            <PositionEditor
              key={texts.get(id) ?? ""}
              position={{ id, name }}
              text={texts.get(id) ?? ""}
              edited={edited.includes(id)}
              catalogue={catalogue}
              onUse={(written) => onEdit(id, written)}
              onBack={() => onEdit(id, "")}
            />
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
