import { type Structure, structures } from "@counterweight/evidence";
import { useText } from "../text/useText.ts";
import "./parts.css";

/** Which theories are shown; never none, and one alone only because somebody chose so. */
export function StructureChooser({
  chosen,
  onChange,
}: {
  readonly chosen: readonly Structure[];
  readonly onChange: (structures: readonly Structure[]) => void;
}) {
  const { t } = useText();
  return (
    <fieldset className="structures">
      <legend>{t("decide.theories")}</legend>
      {structures.map((structure) => (
        <label key={structure} className="tick">
          <input
            type="checkbox"
            checked={chosen.includes(structure)}
            disabled={chosen.length === 1 && chosen.includes(structure)}
            onChange={(event) =>
              onChange(structures.filter((one) => (one === structure ? event.target.checked : chosen.includes(one))))
            }
          />
          {t(`theory.${structure}`)}
        </label>
      ))}
    </fieldset>
  );
}
