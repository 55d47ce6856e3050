import { type Standards, vocabularyOf } from "@counterweight/cases";
import { useEffect, useState } from "react";
import { useText } from "../../text/useText.ts";
import { ask, type KeptConsent } from "./api.ts";
import { useSay } from "./useSay.ts";

/** What the person agreed to; each can be withdrawn at any time, which ends what rests on it. */
export function Consents({
  standards,
  id,
  wanted,
  onChange,
}: {
  readonly standards: Standards;
  readonly id: string;
  /** What is missing for what one came here to do; may be changed. */
  readonly wanted?: { readonly purpose: string; readonly scope: string; readonly recipient: string };
  readonly onChange?: () => void;
}) {
  const { t } = useText();
  const say = useSay();
  const [consents, setConsents] = useState<readonly KeptConsent[]>([]);
  const [problem, setProblem] = useState("");
  const [purpose, setPurpose] = useState(wanted?.purpose ?? "referral");
  const [given, setGiven] = useState(true);
  const [scope, setScope] = useState(wanted?.scope ?? "minimum");
  const [recipient, setRecipient] = useState(wanted?.recipient ?? "");
  const failed = (error: unknown) => setProblem(say(error));
  const load = () => ask<KeptConsent[]>("GET", `/api/cases/${id}/consents`).then(setConsents, failed);
  // Loaded when the case is opened; afterwards each change loads it again.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  useEffect(() => void load(), [id]);
  const change = (path: string, body?: object) =>
    void ask("POST", `/api/cases/${id}/consents${path}`, body)
      .then(load)
      .then(() => onChange?.())
      .catch(failed);
  const labelOf = (list: string, code: string | undefined) =>
    vocabularyOf(standards, list).byCode.get(code ?? "")?.label ?? code ?? "";
  const choose = (label: string, list: string, value: string, set: (value: string) => void) => (
    <label className="field">
      {label}
      <select value={value} lang="en" onChange={(event) => set(event.target.value)}>
        {[...vocabularyOf(standards, list).byCode].map(([code, one]) => (
          <option key={code} value={code}>
            {one.label}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <section className="stack">
      <h2>{t("cases.consents")}</h2>
      {problem !== "" && (
        <p role="alert" className="notice">
          {problem}
        </p>
      )}
      <ul className="cases-list">
        {consents.map((consent) => (
          <li key={consent.id} className="row">
            <span lang="en">
              {[labelOf("consent_purpose", consent.purpose), labelOf("consent_scope", consent.scope), consent.recipient]
                .filter(Boolean)
                .join(" · ")}
            </span>
            {!consent.given ? (
              <strong>{t("cases.consent-refused")}</strong>
            ) : consent.withdrawn === undefined ? (
              <button type="button" className="button small" onClick={() => change(`/${consent.id}/withdraw`)}>
                {t("cases.withdraw")}
              </button>
            ) : (
              <strong>{t("cases.withdrawn", { when: consent.withdrawn })}</strong>
            )}
          </li>
        ))}
      </ul>
      <div className="row cases-consent">
        <label className="field">
          {t("cases.consent-said")}
          <select value={given ? "yes" : "no"} onChange={(event) => setGiven(event.target.value === "yes")}>
            <option value="yes">{t("cases.consent-agrees")}</option>
            <option value="no">{t("cases.consent-refuses")}</option>
          </select>
        </label>
        {choose(t("cases.consent-purpose"), "consent_purpose", purpose, setPurpose)}
        {choose(t("cases.consent-scope"), "consent_scope", scope, setScope)}
        <label className="field">
          {t("cases.consent-recipient")}
          <input value={recipient} onChange={(event) => setRecipient(event.target.value)} />
        </label>
        <button
          type="button"
          className="button"
          onClick={() => change("", { given, purpose, scope, ...(recipient ? { recipient } : {}) })}
        >
          {t("cases.consent-add")}
        </button>
      </div>
    </section>
  );
}
