import type { Standards } from "@counterweight/cases";
import { useText } from "../../../text/useText.ts";
import type { Choices } from "../api.ts";
import { labelOf, shown } from "../fieldWords.ts";

/** Every answer the consent lets through, with what is written there; only what is ticked goes. */
export function FieldChoice({
  standards,
  fields,
  ticked,
  onChange,
}: {
  readonly standards: Standards;
  readonly fields: Choices["fields"];
  readonly ticked: ReadonlySet<string>;
  readonly onChange: (ticked: ReadonlySet<string>) => void;
}) {
  const { t } = useText();
  const line = ({ pointer, value }: Choices["fields"][number]) => (
    <label key={pointer} className="tick">
      <input
        type="checkbox"
        checked={ticked.has(pointer)}
        onChange={(event) => {
          const next = new Set(ticked);
          if (event.target.checked) next.add(pointer);
          else next.delete(pointer);
          onChange(next);
        }}
      />
      <span>
        <span lang="en">{labelOf(standards, pointer)}</span>:{" "}
        {value === undefined ? (
          <em className="soft">{t("cases.pass-hidden")}</em>
        ) : (
          <strong lang="en">{shown(standards, pointer, value)}</strong>
        )}
      </span>
    </label>
  );
  const least = fields.filter((one) => one.least);
  const rest = fields.filter((one) => !one.least);
  return (
    <fieldset className="cases-choice">
      <legend>{t("cases.pass-goes")}</legend>
      <p className="soft">{t("cases.pass-goes-means")}</p>
      {least.map(line)}
      {rest.length > 0 && (
        <details className="cases-part">
          <summary>{t("cases.pass-more", { count: rest.length })}</summary>
          <div className="cases-choice-lines">{rest.map(line)}</div>
        </details>
      )}
    </fieldset>
  );
}
