import type { Standards } from "@counterweight/cases";
import { useState } from "react";
import { useText } from "../../text/useText.ts";
import type { Conflict } from "./api.ts";
import { questionOf, shown } from "./fieldWords.ts";

/** Fields two people changed, one by one: nothing is saved until each has been decided by a person. */
export function Conflicts({
  standards,
  conflicts,
  onDecide,
}: {
  readonly standards: Standards;
  readonly conflicts: readonly Conflict[];
  /** The fields in which the colleague's value is kept. */
  readonly onDecide: (theirs: readonly string[]) => void;
}) {
  const { t, format } = useText();
  const [choices, setChoices] = useState<Readonly<Record<string, "yours" | "theirs">>>({});
  const decided = conflicts.every(({ field }) => choices[field] !== undefined);
  return (
    <section className="stack notice harm-notice" role="alert">
      <h2>{t("cases.conflict")}</h2>
      <p>{t("cases.conflict-lead")}</p>
      {conflicts.map(({ field, yours, theirs, by, at }) => (
        <fieldset key={field} className="cases-conflict">
          <legend lang="en">{questionOf(standards, field)}</legend>
          {(
            [
              ["yours", t("cases.yours"), yours],
              ["theirs", t("cases.theirs", { name: by, when: new Date(at).toLocaleString(format.locale) }), theirs],
            ] as const
          ).map(([side, label, value]) => (
            <label key={side} className="tick">
              <input
                type="radio"
                name={field}
                checked={choices[field] === side}
                onChange={() => setChoices({ ...choices, [field]: side })}
              />
              {label}: <strong lang="en">{shown(standards, field, value)}</strong>
            </label>
          ))}
        </fieldset>
      ))}
      <div>
        <button
          type="button"
          className="button primary"
          disabled={!decided}
          onClick={() =>
            onDecide(conflicts.filter(({ field }) => choices[field] === "theirs").map(({ field }) => field))
          }
        >
          {t("cases.conflict-save")}
        </button>
      </div>
    </section>
  );
}
