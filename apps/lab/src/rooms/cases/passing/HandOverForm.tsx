import { type Standards, vocabularyOf } from "@counterweight/cases";
import { type ReactNode, useState } from "react";
import { useText } from "../../../text/useText.ts";
import { type Agency, ask, type HandOver, type Me, NotDone } from "../api.ts";
import { Consents } from "../Consents.tsx";
import { useDoing } from "../useDoing.tsx";
import { AgencyChoice } from "./AgencyChoice.tsx";
import { handOverLines } from "./lines.ts";
import { Receipt } from "./Receipt.tsx";

/** Offers the whole case to another organisation. It stays until they accept; then it is theirs for good. */
export function HandOverForm({
  standards,
  id,
  agencies,
  me,
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
  const [ground, setGround] = useState("consent");
  const [sure, setSure] = useState(false);
  const [needsConsent, setNeedsConsent] = useState(false);
  const name = agencies.find((one) => one.id === to)?.name ?? "";
  const states = me.role === "protection-officer";

  const offer = () =>
    run(async () => {
      setNeedsConsent(false);
      try {
        const made = await ask<HandOver>("POST", `/api/cases/${id}/custody`, {
          to,
          ...(ground === "consent" ? {} : { basis: ground }),
        });
        onDone(
          <Receipt
            title={t("cases.hand-over-offer")}
            lines={handOverLines(text, standards, made)}
            name={`hand-over-${made.id.slice(0, 8)}`}
          />,
        );
      } catch (error) {
        setNeedsConsent(error instanceof NotDone && error.code === "custody.consent");
        throw error;
      }
    });
  return (
    <section className="stack">
      <h2>{t("cases.pass-hand-over")}</h2>
      <p>{t("cases.hand-over-lead")}</p>
      <ul className="stack">
        <li>{t("cases.hand-over-they")}</li>
        <li>{t("cases.hand-over-then")}</li>
        <li>{t("cases.hand-over-kept")}</li>
      </ul>
      <AgencyChoice agencies={agencies} value={to} onChange={setTo} />
      <fieldset className="cases-choice">
        <legend>{t("cases.hand-over-ground")}</legend>
        <label className="tick">
          <input type="radio" name="ground" checked={ground === "consent"} onChange={() => setGround("consent")} />
          {t("cases.hand-over-consent")}
        </label>
        {states ? (
          [...vocabularyOf(standards, "transfer_basis").byCode].map(([code, { label }]) => (
            <label key={code} className="tick">
              <input type="radio" name="ground" checked={ground === code} onChange={() => setGround(code)} />
              <span>
                {t("cases.hand-over-basis")} <span lang="en">{label}</span>
              </span>
            </label>
          ))
        ) : (
          <p className="soft">{t("cases.hand-over-basis-who")}</p>
        )}
      </fieldset>
      <label className="tick">
        <input type="checkbox" checked={sure} onChange={(event) => setSure(event.target.checked)} />
        {t("cases.hand-over-sure")}
      </label>
      {notice}
      {needsConsent && !states && (
        <Consents
          standards={standards}
          id={id}
          wanted={{ purpose: "transfer", scope: "everything", recipient: name }}
          onChange={() => setNeedsConsent(true)}
        />
      )}
      <div>
        <button type="button" className="button primary" disabled={to === "" || !sure} onClick={offer}>
          {t("cases.hand-over-do")}
        </button>
      </div>
    </section>
  );
}
