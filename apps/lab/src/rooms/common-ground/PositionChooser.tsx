import type { Intervention, Position } from "@counterweight/policy";
import { Said } from "../../parts/Said.tsx";
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
  const { t, format, said } = useText();
  return (
    <fieldset className="stack ground-who">
      <legend>{t("common-ground.who")}</legend>
      {positions.map(({ id, name, inTheirWords, couldChangeTheirMind, sources }) => (
        <div key={id} className="stack">
          <label className="tick">
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              disabled={fixed.includes(id)}
              onChange={(event) =>
                onChoose(event.target.checked ? [...chosen, id] : chosen.filter((other) => other !== id))
              }
            />
            <Said>{name}</Said>
            {edited.includes(id) && <span className="mark">{t("common-ground.edited")}</span>}
          </label>
          <details>
            <summary>{t("common-ground.words", { name: said(name) })}</summary>
            <div className="stack">
              <p>
                <Said>{inTheirWords}</Said>
              </p>
              <p className="small">
                {t("common-ground.could-change")} <Said>{couldChangeTheirMind}</Said>.
              </p>
              <p className="small soft">
                <span lang="en">{sources.publications.join("; ")}.</span>{" "}
                <SourceButton figures={sources.figures} about={said(name)} />
              </p>
            </div>
          </details>
          <details>
            <summary>{t("common-ground.change-it", { name: said(name) })}</summary>
            <PositionEditor
              key={texts.get(id) ?? ""}
              position={{ id, name: said(name) }}
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
                {format.share(percent / 100)}
              </option>
            ))}
        </select>
      </label>
    </fieldset>
  );
}
