import { type Standards, vocabularyOf } from "@counterweight/cases";
import { type ReactNode, useState } from "react";
import { useText } from "../../../text/useText.ts";
import { type Agency, ask, type Choices, type Me, type Referral } from "../api.ts";
import { Consents } from "../Consents.tsx";
import { useDoing } from "../useDoing.tsx";
import { AgencyChoice } from "./AgencyChoice.tsx";
import { FieldChoice } from "./FieldChoice.tsx";
import { referralLines, wordOf } from "./lines.ts";
import { Receipt } from "./Receipt.tsx";

/** Asks another organisation for a service: to whom, for what, on which consent, and exactly which answers go. */
export function ReferralForm({
  standards,
  id,
  agencies,
  onDone,
}: {
  readonly standards: Standards;
  readonly id: string;
  readonly agencies: readonly Agency[];
  readonly me: Me;
  readonly onDone: (receipt: ReactNode) => void;
}) {
  const text = useText();
  const { t } = text;
  const { run, notice } = useDoing();
  const [to, setTo] = useState("");
  const [service, setService] = useState("");
  const [choices, setChoices] = useState<Choices | undefined>();
  const [consentId, setConsentId] = useState("");
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());

  const decideOn = (found: Choices, chosen: string) => {
    const allowed = new Set(found.consents.find((one) => one.id === chosen)?.fields);
    setConsentId(chosen);
    // The least a service needs is proposed; whatever else goes is somebody's decision.
    setTicked(new Set(found.fields.flatMap((one) => (one.least && allowed.has(one.pointer) ? [one.pointer] : []))));
  };
  const look = (agency: string) => {
    setTo(agency);
    setChoices(undefined);
    if (agency !== "")
      run(async () => {
        const found = await ask<Choices>("POST", `/api/cases/${id}/referrals/choices`, { to: agency });
        setChoices(found);
        decideOn(found, found.consents[0]?.id ?? "");
      });
  };
  const send = () =>
    run(async () => {
      const sent = await ask<Referral>("POST", `/api/cases/${id}/referrals`, {
        to,
        service,
        fields: [...ticked],
        consent: consentId,
      });
      onDone(
        <Receipt
          title={t("cases.referral-receipt")}
          lines={referralLines(text, standards, sent)}
          name={`referral-${sent.id.slice(0, 8)}`}
        />,
      );
    });
  const consent = choices?.consents.find((one) => one.id === consentId);
  const allowed = new Set(consent?.fields);
  return (
    <section className="stack">
      <h2>{t("cases.pass-refer")}</h2>
      <p>{t("cases.pass-refer-means")}</p>
      {notice}
      <AgencyChoice agencies={agencies} value={to} onChange={look} />
      <label className="field">
        <span className="cases-question">{t("cases.pass-service")}</span>
        <select value={service} lang="en" onChange={(event) => setService(event.target.value)}>
          <option value="">{t("cases.pass-choose")}</option>
          {[...vocabularyOf(standards, "service_type").byCode].map(([code, { label }]) => (
            <option key={code} value={code}>
              {label}
            </option>
          ))}
        </select>
      </label>
      {choices?.againstWish === true && <p className="notice">{t("cases.pass-against")}</p>}
      {choices !== undefined && !choices.againstWish && choices.consents.length === 0 && (
        <div className="notice stack">
          <p>{t(`cases.pass-needs-${choices.purpose}`, { name: choices.to })}</p>
          <Consents
            key={choices.to}
            standards={standards}
            id={id}
            wanted={{ purpose: choices.purpose, scope: "minimum", recipient: choices.to }}
            onChange={() => look(to)}
          />
        </div>
      )}
      {choices !== undefined && !choices.againstWish && consent !== undefined && (
        <>
          <fieldset className="cases-choice">
            <legend>{t("cases.pass-consent")}</legend>
            {choices.consents.map((one) => (
              <label key={one.id} className="tick" lang="en">
                <input
                  type="radio"
                  name="consent"
                  checked={consentId === one.id}
                  onChange={() => decideOn(choices, one.id)}
                />
                {[
                  wordOf(standards, "consent_purpose", one.purpose),
                  wordOf(standards, "consent_scope", one.scope ?? "minimum"),
                  one.recipient,
                  [one.from, one.until].filter(Boolean).join(" – "),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </label>
            ))}
          </fieldset>
          <FieldChoice
            standards={standards}
            fields={choices.fields.filter(({ pointer }) => allowed.has(pointer))}
            ticked={ticked}
            onChange={setTicked}
          />
          <p role="status">{t("cases.pass-count", { count: ticked.size, name: choices.to })}</p>
          <div>
            <button
              type="button"
              className="button primary"
              disabled={service === "" || ticked.size === 0}
              onClick={send}
            >
              {t("cases.pass-send")}
            </button>
          </div>
        </>
      )}
    </section>
  );
}
