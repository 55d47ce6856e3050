import { useText } from "../../../text/useText.ts";
import type { Agency } from "../api.ts";

/** Which organisation; nobody is chosen beforehand. */
export function AgencyChoice({
  agencies,
  value,
  onChange,
}: {
  readonly agencies: readonly Agency[];
  readonly value: string;
  readonly onChange: (id: string) => void;
}) {
  const { t } = useText();
  return (
    <>
      <label className="field">
        <span className="cases-question">{t("cases.pass-who")}</span>
        <select value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{t("cases.pass-choose")}</option>
          {agencies.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {agencies.length === 0 && <p className="soft">{t("cases.pass-no-agency")}</p>}
    </>
  );
}
